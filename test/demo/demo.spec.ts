import { Demo } from '../../src/demo/index.js';
import { DRAWINGS } from '../../src/demo/drawings/drawings.js';
import { DEMO_LOGINS } from '../../src/members/index.js';
import { startApp, type TestApp } from '../app.js';
import { Browser } from '../client.js';
import { LINH } from '../../src/demo/world/linh.js';
import { MEMBERS } from '../../src/demo/world/members.js';
import { NICO } from '../../src/demo/world/nico.js';
import { TAMSIN } from '../../src/demo/world/tamsin.js';

/** Everything that filling writes, counted. */
const COUNTS = `select
  (select count(*)::int from creator) as creators, (select count(*)::int from picture) as pictures, (select count(*)::int from tier) as tiers,
  (select count(*)::int from post where published_at is not null) as published, (select count(*)::int from post where published_at is null) as drafts,
  (select count(*)::int from account) as accounts, (select count(*)::int from membership) as memberships,
  (select count(*)::int from checkout_intent) as checkouts, (select count(*)::int from subscription where status = 'active') as subscriptions`;
const PAYING = MEMBERS.flatMap(({ pays }) => pays).length;
const FOLLOWING = MEMBERS.flatMap(({ follows }) => follows).length;
const POSTS = [TAMSIN, NICO, LINH].reduce((sum, creator) => sum + creator.posts.length, 0);
const WHOLE = {
  creators: 3, pictures: 6, tiers: 10, published: POSTS, drafts: 1, accounts: MEMBERS.length + 4, memberships: PAYING + FOLLOWING, checkouts: PAYING, subscriptions: PAYING,
};

describe('the demo world', () => {
  let world: TestApp;
  const counts = async () => (await world.db.query(COUNTS)).rows[0] as typeof WHOLE;

  beforeAll(async () => {
    world = await startApp();
    await world.app.get(Demo).fill();
  }, 120_000);
  afterAll(() => world?.close());

  it('is whole: pages, posts, members and who pays', async () => {
    expect(world.logs()).not.toMatch(/"level":(50|60)/);
    expect(await counts()).toEqual(WHOLE);
    expect(world.logs()).toContain(`"creators":3,"posts":${POSTS},"members":${MEMBERS.length},"paid":${PAYING}`);
  });

  it('has real subscriptions behind every paid membership', async () => {
    const { body } = await world.control('GET', '/dump');
    const objects = JSON.stringify(body);
    const live = (await world.db.query('select subscription_id from subscription')).rows.map((row: { subscription_id: string }) => row.subscription_id);
    for (const id of live) expect(objects).toContain(`"id":"${id}"`);
    expect((await world.db.query(`select count(*)::int as n from membership where paid_status is not null`)).rows[0].n).toBe(PAYING);
  });

  it('told nobody of posts that are older than they are', async () => {
    const subjects = (await world.mails()).map((mail) => mail.subject);
    for (const { title } of [...TAMSIN.posts, ...NICO.posts, ...LINH.posts]) expect(subjects).not.toContainEqual(expect.stringContaining(title));
    const { rows } = await world.db.query('select max(published_at) < $1 as past, min(published_at) < $2 as old from post', [
      new Date(Date.now() - 86_400_000), new Date(Date.now() - 100 * 86_400_000),
    ]);
    expect(rows[0]).toEqual({ past: true, old: true });
  });

  it('closes Tamsin\'s paid posts to Ruth and opens Nico\'s', async () => {
    const ruth = new Browser(world.url, { accept: 'application/json' });
    const { email, password } = DEMO_LOGINS.find(({ name }) => name === 'Ruth Calder')!;
    const html = new Browser(world.url);
    await html.submit('/sign-in', '/sign-in', { email, password, next: '' });
    for (const [name, value] of html.cookies) ruth.cookies.set(name, value);
    const closed = (await ruth.get('/@tamsin/posts/the-grey-that-took-eleven-pulls')).json;
    expect(closed.post).toMatchObject({ body: null, bodyHtml: null, gate: { open: false } });
    expect(closed.standing.follows).toBe(true);
    const open = (await ruth.get('/@nico/posts/la-madre-non-e-un-animale-domestico')).json;
    expect(open.post.gate.open).toBe(true);
    expect(open.post.body).toContain('Stessa ora');
  });

  it('shows pictures that load', async () => {
    const anyone = new Browser(world.url, { accept: 'application/json' });
    const { creator } = (await anyone.get('/@linh')).json;
    const picture = await fetch(new URL(creator.picture.url, world.url));
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(creator).toMatchObject({ hue: LINH.hue, picture: { alt: LINH.picture.alt }, portrait: { alt: LINH.portrait.alt } });
  });

  it('changes nothing when it is filled again', async () => {
    await world.app.get(Demo).fill();
    expect(await counts()).toEqual(WHOLE);
  });

  it('goes on where it was stopped, and leaves alone what people changed since', async () => {
    await world.db.query(`update creator set name = 'L. Đặng' where handle = 'linh'`);
    await world.db.query(`delete from post where slug = 'the-broom-at-ten-to-five'`);
    await world.db.query(`update membership set ended_at = since where account_id = (select id from account where email = 'ruth@demo.example') and paid_status is null`);
    await world.db.query(`delete from effect where name = 'demo' and cause like 'mele@demo.example follows%'`);
    await world.db.query(`delete from access_grant where account_id = (select id from account where email = 'mele@demo.example')`);
    await world.db.query(`delete from membership where account_id = (select id from account where email = 'mele@demo.example')`);
    await world.app.get(Demo).fill();
    expect(await counts()).toEqual({ ...WHOLE, published: POSTS - 1 });
    expect((await world.db.query(`select name from creator where handle = 'linh'`)).rows).toEqual([{ name: 'L. Đặng' }]);
  });

  it('leaves a world of an older version as it is', async () => {
    const before = await counts();
    await world.db.query(`delete from effect where name = 'demo'`);
    await world.app.get(Demo).fill();
    expect(await counts()).toEqual(before);
  });
});

describe.each(Object.keys(DRAWINGS))('the prints of %s', (handle) => {
  it.each(['picture', 'portrait'] as const)('%s is flat ink, the same at each pull', (kind) => {
    const svg = DRAWINGS[handle]![kind]();
    expect(svg).toBe(DRAWINGS[handle]![kind]());
    const elements = new Set([...svg.matchAll(/<([a-zA-Z]+)/g)].map(([, name]) => name));
    expect([...elements].filter((name) => !['svg', 'defs', 'clipPath', 'path'].includes(name!))).toEqual([]);
    expect(svg).not.toMatch(/NaN|Infinity|undefined|href|on\w+=/);
    const inks = new Set([...svg.matchAll(/fill="(#\w+)"/g)].map(([, colour]) => colour));
    expect(inks.size).toBeLessThanOrEqual(6);
  });
});
