import { Publishing } from '../../src/content/publishing.service.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, Client, expectStatus, PASSWORD, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;
type Kept = { id: string; url: string; status: string; scheduledAt: string | null; version: number };

describe('posts that go out by themselves', () => {
  let test: TestApp;
  let owner: Person;
  let follower: Person;
  let member: Person;
  let late: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  const words = { title: 'In the morning', standfirst: '', teaser: 'Begins.', body: 'Goes on with canarysecret.', audience: 'public' };
  const save = async (more: object = {}, query = '') => expectStatus(await owner.post(`/studio/tamsin/posts${query}`, { ...words, ...more }), 201).json as Kept;
  const at = (iso: string) => test.clock.setOffset(new Date(iso).getTime() - Date.now());
  const tick = async () => {
    const publishing = test.app.get(Publishing);
    await Promise.all([publishing.publishDue(), publishing.publishDue(), publishing.openDue(), publishing.openDue()]);
  };
  const told = async (id: string) => {
    await until('nothing left to do', async () => (await test.db.query(`select 1 from graphile_worker._private_jobs`)).rowCount === 0);
    return (await test.db.query<{ name: string }>("select a.name from mail m join account a on a.id = m.account_id where m.kind = 'new-post' and m.cause = $1 order by a.name", [id])).rows.map((row) => row.name);
  };

  beforeAll(async () => {
    test = await startApp();
    [owner, follower, member, late] = [await buildPerson(test, 'Tamsin'), await buildPerson(test, 'Follower'), await buildPerson(test, 'Member'), await buildPerson(test, 'Late')];
    page = await buildPage(test, owner, 'tamsin');
    expectStatus(await follower.post('/@tamsin/membership', {}), 201);
    await pay(test, member, 'tamsin', page.paid.id);
    await until('the member is one', async () => (await member.get('/@tamsin')).json.standing.tiers.length === 2);
    // Access that no renewal is needed for, so that the clock may be moved.
    await test.db.query(`insert into access_grant (account_id, creator_id, tier_id, reason, source, valid_from)
      select $1, creator_id, id, 'complimentary', 'test', '2026-01-01' from tier where id = $2`, [member.accountId, page.paid.id]);
    const { json } = await owner.get('/studio/tamsin/settings');
    const { name, standfirst, about, language, hue, chroma } = json.creator;
    expectStatus(await owner.post('/studio/tamsin/settings', { name, standfirst, about, language, hue, chroma, timeZone: 'Europe/Rome' }), 200);
  });
  afterEach(() => test.clock.setOffset(0));
  afterAll(() => test.close());

  it('go out once, at their minute by the creator\'s clock, and not before', async () => {
    at('2026-12-01T12:00:00Z');
    const post = await save({ publishOn: '2026-12-05', publishAt: '09:00' }, '?schedule=1');
    expect(post).toMatchObject({ status: 'scheduled', scheduledAt: '2026-12-05T08:00:00.000Z' });
    const seen = async () => Promise.all([new Client(test.url), follower, member].map(async (client) => (await client.get(post.url)).status));
    at('2026-12-05T07:59:30Z');
    await tick();
    expect([await seen(), (await new Client(test.url).get('/@tamsin')).text.includes('In the morning')]).toEqual([[404, 404, 404], false]);
    expect((await owner.get('/studio/tamsin/posts')).json.scheduled).toHaveLength(1);
    at('2026-12-05T08:00:00Z');
    await tick();
    await tick();
    expect(await seen()).toEqual([200, 200, 200]);
    expect((await new Client(test.url).get(post.url)).json.post.publishedAt).toBe('2026-12-05T08:00:00.000Z');
    expect(await told(post.id)).toEqual(['Follower', 'Member']);
    expect((await test.db.query("select count(*)::int as n from audit_entry where act = 'postPublished' and subject = $1", [post.id])).rows[0].n).toBe(1);
  });

  it('can be moved, called back, and published at once', async () => {
    at('2026-12-01T12:00:00Z');
    const post = await save({ publishOn: '2026-12-05', publishAt: '09:00' }, '?schedule=1');
    const moved = expectStatus(await owner.post(`/studio/tamsin/posts/${post.id}/schedule`, { ...words, publishOn: '2026-12-07', publishAt: '18:30' }), 200).json as Kept;
    expect(moved.scheduledAt).toBe('2026-12-07T17:30:00.000Z');
    expect(expectStatus(await owner.post(`/studio/tamsin/posts/${post.id}/schedule/undo`), 200).json.status).toBe('draft');
    at('2026-12-08T12:00:00Z');
    await tick();
    expect((await new Client(test.url).get(post.url)).status).toBe(404);
    expectStatus(await owner.post(`/studio/tamsin/posts/${post.id}/schedule`, { ...words, publishOn: '2026-12-09', publishAt: '09:00' }), 200);
    expect(expectStatus(await owner.post(`/studio/tamsin/posts/${post.id}/publication`, words), 200).json).toMatchObject({ status: 'published', scheduledAt: null });
    expect((await owner.post(`/studio/tamsin/posts/${post.id}/schedule`, { ...words, publishOn: '2026-12-09', publishAt: '09:00' })).json.code).toBe('already_published');
  });

  it.each([
    [{ publishOn: '2027-03-28', publishAt: '02:30' }, { publishAt: 'The clocks go forward that night, and 02:30 does not come. Take 03:30, or another time.' }],
    [{ publishOn: '2027-10-31', publishAt: '02:30' }, { whichHour: 'The clocks go back that night, and 02:30 comes twice. Say which one you mean.' }],
    [{ publishOn: '2026-11-30', publishAt: '09:00' }, { publishOn: 'That has passed already. Choose a time to come.' }],
    [{ publishOn: '2027-02-29', publishAt: '09:00' }, { publishOn: 'Choose a day, like 5 December.' }],
    [{ publishOn: '2027-02-28', publishAt: '25:00' }, { publishAt: 'Write a time, like 09:00.' }],
    [{}, { publishOn: 'Choose a day, like 5 December.' }],
  ])('are refused with a sentence for %j', async (when, errors) => {
    at('2026-12-01T12:00:00Z');
    const before = (await owner.get('/studio/tamsin/posts')).json.drafts.length as number;
    const answer = await owner.post('/studio/tamsin/posts?schedule=1', { ...words, ...when });
    expect([answer.status, answer.json.errors]).toEqual([422, errors]);
    expect((await owner.get('/studio/tamsin/posts')).json.drafts).toHaveLength(before);
  });

  it('ask in the form which of two hours is meant, and lose nothing', async () => {
    at('2026-12-01T12:00:00Z');
    const browser = new Browser(test.url);
    await browser.submit('/sign-in', '/sign-in', { email: owner.email, password: PASSWORD });
    const when = { publishOn: '2027-10-31', publishAt: '02:30' };
    const asked = await browser.submit('/studio/tamsin/posts/new', '/studio/tamsin/posts?schedule=1', { ...words, title: 'Twice', ...when });
    expect([asked.status, /name="whichHour" value="second"/.test(asked.text), asked.text.includes('value="2027-10-31"')]).toEqual([422, true, true]);
    for (const [whichHour, instant] of [['first', '2027-10-31T00:30:00.000Z'], ['second', '2027-10-31T01:30:00.000Z']]) {
      const saved = await browser.submit('/studio/tamsin/posts/new', '/studio/tamsin/posts?schedule=1', { ...words, title: 'Twice', ...when, whichHour: whichHour! });
      const id = saved.headers.get('location')!.split('/').at(-1)!;
      expect((await owner.get(`/studio/tamsin/posts/${id}`)).json.post.scheduledAt).toBe(instant);
    }
  });

  describe('in steps', () => {
    it('open to each on their day, in every channel, and tell each once', async () => {
      at('2027-03-01T08:00:00Z');
      const stair = { audience: `only:${page.paid.id}`, step1Days: 7, step1For: `tier:${page.free.id}`, step2Days: 30, step2For: 'public' };
      const post = await save({ ...stair, title: 'A stair' }, '?publish=1');
      const open = async () => Object.fromEntries(await Promise.all(Object.entries({ stranger: new Client(test.url), late, follower, member }).map(async ([name, client]) => {
        const [one, list] = [await client.get(post.url), await client.get('/@tamsin')];
        const inList = (list.json.posts as { id: string; open: boolean }[]).find((row) => row.id === post.id)!.open;
        expect([name, inList, one.text.includes('canarysecret')]).toEqual([name, one.json.post.open, one.json.post.open]);
        return [name, one.json.post.open as boolean];
      })));
      expect(await open()).toEqual({ stranger: false, late: false, follower: false, member: true });
      expect(await told(post.id)).toEqual(['Member']);
      const shown = (await follower.get(post.url)).json.post;
      expect(shown).toMatchObject({ opens: { at: '2027-03-08T08:00:00.000Z', toAll: false }, stair: [{ past: true }, { at: '2027-03-08T08:00:00.000Z', past: false }, { past: false, audience: { kind: 'public' } }] });
      // Thirty days later the clocks have gone forward: nine in Rome is seven in UTC.
      expect((await new Client(test.url).get(post.url)).json.post.opens).toEqual({ at: '2027-03-31T07:00:00.000Z', toAll: true });

      at('2027-03-08T07:59:59Z');
      await tick();
      expect([await open(), await told(post.id)]).toEqual([{ stranger: false, late: false, follower: false, member: true }, ['Member']]);
      at('2027-03-08T08:00:01Z');
      expect(await open()).toEqual({ stranger: false, late: false, follower: true, member: true });
      await tick();
      await tick();
      expect(await told(post.id)).toEqual(['Follower', 'Member']);

      // Who joins between two steps and is let in by the one that has come is not told of it by the next.
      expectStatus(await late.post('/@tamsin/membership', {}), 201);
      at('2027-04-02T08:00:00Z');
      expect(await open()).toEqual({ stranger: true, late: true, follower: true, member: true });
      await tick();
      expect(await told(post.id)).toEqual(['Follower', 'Member']);
      expect((await follower.get(post.url)).json.post).toMatchObject({ opens: null, stair: [] });
    });

    it('keep their steps when a client does not speak of them, and lose them when the form is emptied', async () => {
      const post = await save({ audience: 'paid', step1Days: 7, step1For: 'public' });
      const days = async (more: object) => expectStatus(await owner.post(`/studio/tamsin/posts/${post.id}`, { ...words, audience: 'paid', ...more }), 200).json.steps.map((step: { days: number | null }) => step.days);
      expect(await days({})).toEqual([7, null, null]);
      expect(await days({ step1Days: '', step1For: '', step2Days: '', step2For: '', step3Days: '', step3For: '' })).toEqual([null, null, null]);
    });

    it.each([
      [{ step1Days: 7 }, 'step1For'], [{ step1For: 'public' }, 'step1Days'], [{ step1Days: 7, step1For: 'paid', step2Days: 7, step2For: 'public' }, 'step2Days'],
      [{ step1Days: 0, step1For: 'public' }, 'step1Days'], [{ step1Days: 'x', step1For: 'public' }, 'step1Days'], [{ step1Days: 7, step1For: 'all' }, 'step1For'],
    ])('want both day and readers, each later than the last: %j', async (steps, field) => {
      const answer = await owner.post('/studio/tamsin/posts', { ...words, ...steps });
      expect([answer.status, Object.keys(answer.json.errors)]).toEqual([422, [field]]);
    });
  });
});
