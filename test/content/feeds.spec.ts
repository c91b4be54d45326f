import sharp from 'sharp';
import { DAY, plusMs } from '../../src/platform/index.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, Client, expectStatus, PASSWORD, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('feeds', () => {
  let test: TestApp;
  let owner: Person;
  let member: Person;
  let follower: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let picture: { url: string };
  const get = (path: string, headers: Record<string, string> = {}) => fetch(path.startsWith('http') ? path : test.url + path, { headers, redirect: 'manual' });
  const text = async (path: string) => (await get(path)).text();
  const renew = async (by: Client) => expectStatus(await by.post('/@tamsin/membership/feed'), 201).json.feed.url as string;
  const unescape = (xml: string) => xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
  const pictureIn = (feed: string) => unescape(unescape(feed)).match(/src="([^"]+\/media\/posts\/[^"]+)"/)![1]!;

  beforeAll(async () => {
    test = await startApp();
    [owner, member, follower] = [await buildPerson(test, 'Tamsin'), await buildPerson(test, 'Member'), await buildPerson(test, 'Follower')];
    page = await buildPage(test, owner, 'tamsin');
    expectStatus(await follower.post('/@tamsin/membership', {}), 201);
    await pay(test, member, 'tamsin', page.paid.id);
    await until('the member is one', async () => (await member.get('/@tamsin')).json.standing.tiers.length === 2);
    await buildPost(owner, 'tamsin', 'public', 'what everyone reads & <b>');
    const words = { title: 'Closed <one>', standfirst: '', teaser: 'The beginning.', body: 'canaryclosed ![](picture:1)', audience: 'paid' };
    const { id } = expectStatus(await owner.post('/studio/tamsin/posts', words), 201).json as { id: string };
    const form = new FormData();
    form.set('alt', 'canaryalt');
    form.set('picture', new Blob([new Uint8Array(await sharp({ create: { width: 600, height: 400, channels: 3, background: '#0d646c' } }).png().toBuffer())]), 'x.png');
    picture = await (await fetch(`${test.url}/studio/tamsin/posts/${id}/pictures`, { method: 'POST', body: form, headers: { accept: 'application/json', authorization: `Bearer ${owner.token}` } })).json() as { url: string };
    expectStatus(await owner.post(`/studio/tamsin/posts/${id}/publication`, words), 200);
    expectStatus(await owner.post('/studio/tamsin/posts', { ...words, title: 'canarydraft', audience: 'public' }), 201);
  });
  afterAll(() => test.close());

  it('of everyone hold what is public whole, and of the rest as much as anyone may read, whoever asks', async () => {
    const feed = await text('/@tamsin/feed.xml');
    expect(feed).toContain('what everyone reads &amp;amp;');
    expect(feed).toContain('<title>Closed &lt;one&gt;</title>');
    expect(feed).toContain('The beginning.');
    expect(feed).not.toMatch(/canary|\/media\/posts/);
    expect(await (await get('/@tamsin/feed.xml', { authorization: `Bearer ${member.token}` })).text()).toBe(feed);
    expect((await get('/@tamsin/feed.xml')).headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
    expect((await new Browser(test.url).get('/@tamsin')).text).toContain('<link rel="alternate" type="application/rss+xml" href="/@tamsin/feed.xml"');
    expect((await get('/@nobody/feed.xml')).status).toBe(404);
  });

  it('are not sent again where nothing changed', async () => {
    const first = await get('/@tamsin/feed.xml');
    const [etag, changed] = [first.headers.get('etag')!, first.headers.get('last-modified')!];
    for (const headers of <Record<string, string>[]>[{ 'if-none-match': etag }, { 'if-none-match': `"x", ${etag}` }, { 'if-none-match': '*' }, { 'if-modified-since': changed }]) expect([headers, (await get('/@tamsin/feed.xml', headers)).status]).toEqual([headers, 304]);
    for (const headers of <Record<string, string>[]>[{ 'if-none-match': '"x"', 'if-modified-since': changed }, { 'if-modified-since': 'yesterday' }, { 'if-modified-since': 'Mon, 01 Jan 2024 00:00:00 GMT' }]) expect((await get('/@tamsin/feed.xml', headers)).status).toBe(200);
  });

  describe('of one\'s own', () => {
    it('hold what the gate opens, and nothing more', async () => {
      const [mine, theirs] = [await renew(member), await renew(follower)];
      expect(mine).toMatch(/\/@tamsin\/feed\/[\w-]{43}\.xml$/);
      expect(await text(mine)).toContain('canaryclosed');
      expect(await text(theirs)).toBe(await text('/@tamsin/feed.xml'));
      for (const answer of [await get(mine), await get(mine, { cookie: 'x=y' })]) {
        expect([answer.headers.get('cache-control'), answer.headers.get('referrer-policy')]).toEqual(['private, no-store', 'no-referrer']);
      }
      expect(await text(mine)).not.toContain(mine.split('/').at(-1)!.slice(0, 20));
      expect(await text(mine)).not.toContain('canarydraft');
    });

    it('have an address that is nobody else\'s, and that can be changed and stopped', async () => {
      const first = await renew(member);
      expect((await member.get('/@tamsin/membership/feed')).json.feed.url).toBe(first);
      const second = await renew(member);
      expect(await Promise.all([first, second].map(async (url) => (await get(url)).status))).toEqual([404, 200]);
      expect((await get(second.replace('/@tamsin/', '/@other/'))).status).toBe(404);
      expect((await get(second.replace(/.\.xml$/, '.xml'))).status).toBe(404);
      expect((await test.db.query("select encode(token_hash, 'hex') as hash, round from feed_key")).rows.some((row) => JSON.stringify(row).includes(second.split('/').at(-1)!.slice(0, 43)))).toBe(false);
      expectStatus(await member.post('/@tamsin/membership/feed/deletion'), 200);
      expect((await get(second)).status).toBe(404);
      const stranger = await buildPerson(test, 'Elsewhere');
      expect((await stranger.post('/@tamsin/membership/feed')).status).toBe(404);
      expect((await new Client(test.url).get('/@tamsin/membership/feed')).status).toBe(401);
    });

    it('turn into the public one when access ends', async () => {
      const mine = await renew(member);
      expect(await text(mine)).toContain('canaryclosed');
      const link = pictureIn(await text(mine));
      await test.db.query("update access_grant set valid_from = '2020-01-01', valid_until = now() - interval '1 minute' where account_id = $1", [member.accountId]);
      expect(await text(mine)).toBe(await text('/@tamsin/feed.xml'));
      expect((await get(link)).status).toBe(404);
      await test.db.query('update access_grant set valid_until = null where account_id = $1', [member.accountId]);
      expect((await get(link)).status).toBe(200);
    });

    it('carry pictures by links that only they may carry, for a week', async () => {
      const mine = await renew(member);
      const link = pictureIn(await text(mine));
      expect(new URL(link).pathname).toBe(picture.url);
      const answer = await get(link);
      expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('content-type')]).toEqual([200, 'private, no-store', 'image/webp']);
      expect((await get(link, { range: 'bytes=0-3' })).status).toBe(206);
      expect((await get(picture.url)).status).toBe(404);
      const [path, query] = link.split('?') as [string, string];
      const q = (change: Record<string, string>) => `${path}?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(query)), ...change })}`;
      const other = await renew(follower);
      const foreign = (await test.db.query('select id from feed_key where account_id = $1', [follower.accountId])).rows[0].id as string;
      const altered = [
        q({ sig: 'x' }), q({ until: '99999999999' }), q({ feed: foreign }), q({ feed: 'x' }), q({ sig: '' }), `${path}?feed=${foreign}`, `${path}?sig=x`, `${path}?feed=a&feed=b&sig=c&until=1`,
        link.replace(/\/\d+\.webp/, '/480.webp').replace(/480(?=\.webp)/, path.includes('/480.webp') ? '600' : '480'),
      ];
      for (const url of altered) {
        for (const headers of [{}, { authorization: `Bearer ${member.token}` }]) expect([url, (await get(url, headers as Record<string, string>)).status]).toEqual([url, 403]);
      }
      const now = test.clock.system();
      test.clock.system = () => plusMs(now, 9 * DAY);
      const late = (await get(link)).status;
      test.clock.system = () => plusMs(now, 0);
      expect([late, (await get(link)).status]).toEqual([403, 200]);
      await renew(member);
      expect((await get(link)).status).toBe(403);
      expect(other).toBeTruthy();
    });

    it('stop for the day when they are read from more places than a person has', async () => {
      const mine = await renew(follower);
      const id = (await test.db.query('select id from feed_key where account_id = $1', [follower.accountId])).rows[0].id as string;
      const today = test.clock.system().toISOString().slice(0, 10);
      await test.db.query("insert into feed_reader select $1, $2, decode(md5(n::text), 'hex') from generate_series(1, 11) n", [id, today]);
      expect([(await get(mine)).status, (await get(mine)).status]).toEqual([200, 200]);
      await test.db.query("insert into feed_reader select $1, $2, '\\x00'", [id, today]);
      const answer = await get(mine);
      expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true]);
    });

    it('are named in no log', async () => {
      const mine = await renew(member);
      await get(mine);
      await get(mine.replace('/feed/', '/feed//'));
      await get(mine.replace('/feed/', '/%66eed/'));
      const token = mine.split('/').at(-1)!.slice(0, 43);
      expect(test.logs()).not.toContain(token);
      expect(test.logs()).not.toMatch(/sig=/);
    });

    it('can be made in a browser without JavaScript', async () => {
      const browser = new Browser(test.url);
      await browser.submit('/sign-in', '/sign-in', { email: member.email, password: PASSWORD });
      expect((await browser.get('/@tamsin/membership')).text).toContain('/@tamsin/membership/feed');
      const made = await browser.follow(await browser.submit('/@tamsin/membership/feed', '/@tamsin/membership/feed', {}));
      expect(made.text).toMatch(/value="http[^"]+\/@tamsin\/feed\/[\w-]{43}\.xml"/);
    });
  });
});
