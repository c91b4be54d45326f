import { readFileSync } from 'node:fs';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, Client, expectStatus, PASSWORD, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('the page store', () => {
  let test: TestApp;
  let owner: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  const get = (path: string, headers: Record<string, string> = {}) => fetch(test.url + path, { redirect: 'manual', headers: { accept: 'text/html', ...headers } });
  const body = async (path: string, headers: Record<string, string> = {}) => (await get(path, headers)).text();
  /** Statements the database has run: a page out of the store runs none. */
  const asked = async (work: () => Promise<unknown>) => {
    const calls = async () => Number((await test.db.query("select sum(xact_commit) as n from pg_stat_database where datname = current_database()")).rows[0].n);
    const before = await calls();
    await work();
    return await calls() - before;
  };

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
  });
  afterAll(() => test.close());

  it('answers strangers with an ETag, and 304 where nothing changed', async () => {
    await buildPost(owner, 'tamsin', 'public');
    for (const path of ['/@tamsin', '/@tamsin/posts/for-public', '/@tamsin/feed.xml']) {
      const first = await get(path);
      const etag = first.headers.get('etag')!;
      expect([path, first.status, etag !== null, first.headers.get('cache-control')]).toEqual([path, 200, true, 'public, no-cache']);
      const again = await get(path, { 'if-none-match': etag });
      expect([path, again.status, await again.text()]).toEqual([path, 304, '']);
      const whole = await get(path);
      expect([whole.status, await whole.text()]).toEqual([200, await first.text()]);
      expect(whole.headers.get('content-security-policy')).toBeTruthy();
      expect((await fetch(test.url + path, { method: 'HEAD', headers: { accept: 'text/html' } })).headers.get('etag')).toBe(etag);
    }
  });

  it('keeps languages and faces apart, whatever else is sent', async () => {
    await body('/@tamsin');
    expect(await body('/@tamsin', { 'accept-language': 'it' })).toContain('lang="it"');
    expect(await body('/@tamsin', { 'accept-language': 'en' })).toContain('lang="en"');
    expect(JSON.parse(await body('/@tamsin', { accept: 'application/json' })).creator.handle).toBe('tamsin');
    for (const name of ['x-forwarded-host', 'x-original-url', 'x-preview', 'x-forwarded-proto', 'x-rewrite-url']) {
      const seen = await body('/@tamsin?', { [name]: 'evil.example' });
      expect([name, seen.includes('evil.example')]).toEqual([name, false]);
    }
    expect((await get('/@tamsin', { 'accept-language': 'en' })).headers.get('vary')).toBe('Accept, Accept-Language, Cookie');
  });

  it('never keeps what was shown to somebody, and never shows it', async () => {
    const { url } = await buildPost(owner, 'tamsin', 'paid', 'a canary');
    const fan = await buildPerson(test, 'Ruth');
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('a member', async () => (await fan.get(url)).json.post.open);
    const browser = new Browser(test.url);
    expectStatus(await browser.submit('/sign-in', '/sign-in', { email: fan.email, password: PASSWORD }), 303);
    for (let round = 0; round < 3; round++) {
      const seen = await browser.get(url);
      expect(seen.text).toContain('a canary');
      expect([seen.headers.get('cache-control'), seen.headers.get('etag')]).toEqual(['private, no-store', null]);
      expect(await body(url)).not.toContain('a canary');
      expect((await fan.get(url)).text).toContain('a canary');
      expect(await body(url, { accept: 'application/json' })).not.toContain('a canary');
    }
    // A stranger's ETag tells a fan nothing, and a fan's cookie beside it gets the fan's page.
    const etag = (await get(url)).headers.get('etag')!;
    expect((await get(url, { 'if-none-match': etag, cookie: `session=${browser.cookies.get('session')}` })).status).toBe(200);
  });

  it('shows a change at once, in every process', async () => {
    const post = await buildPost(owner, 'tamsin', 'public', 'old words');
    await until('the page to be stored', async () => await asked(() => body(post.url)) <= 2);
    expectStatus(await owner.post(`/studio/tamsin/posts/${post.id}/publication/undo`), 200);
    await until('it to be gone', async () => (await get(post.url)).status === 404);
    expect(await body('/@tamsin')).not.toContain(post.url);
  });

  it('has forgotten what is unpublished by the time its writer reads so', async () => {
    for (let round = 0; round < 20; round++) {
      const post = await buildPost(owner, 'tamsin', 'public', 'words that go');
      expect((await get(post.url)).status).toBe(200);
      expectStatus(await owner.post(`/studio/tamsin/posts/${post.id}/publication/undo`), 200);
      expect([round, (await get(post.url)).status]).toEqual([round, 404]);
    }
  });

  it('keeps nothing while nobody listens for changes', async () => {
    await body('/@tamsin');
    await test.db.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'thousand-notices' and datname = current_database()");
    await test.db.query("update creator set standfirst = 'Changed while nobody listened.' where handle_key = 'tamsin'");
    await until('the change', async () => (await body('/@tamsin')).includes('Changed while nobody listened.'));
  });

  it('keeps nothing that sets a cookie or is somebody\'s own', async () => {
    for (const path of ['/@tamsin/join', '/sign-in', '/@tamsin/feed/abc.xml', '/@nobody', '/account']) {
      expect([path, (await get(path)).headers.get('etag')]).toEqual([path, null]);
    }
  });

  it('gives each stranger a form of their own', async () => {
    const token = async () => { const { headers, text } = await new Browser(test.url).get('/@tamsin/join'); return [headers.get('cache-control'), headers.getSetCookie().length, /name="_csrf" value="([^"]+)"/.exec(text)?.[1]]; };
    const [first, second] = [await token(), await token()];
    expect(first.slice(0, 2)).toEqual(['private, no-store', 1]);
    expect(second.slice(0, 2)).toEqual(['private, no-store', 1]);
    expect(second[2]).not.toBe(first[2]);
  });

  it('is told by the database of every table that such pages come from', async () => {
    const { rows } = await test.db.query("select distinct event_object_table as name from information_schema.triggers where trigger_name = 'page_changes' order by 1");
    expect(rows.map((row) => row.name)).toEqual(['collection', 'collection_post', 'creator', 'post', 'post_picture', 'tier', 'tier_price']);
    expect(readFileSync(new URL('../../src/platform/http/page-store.ts', import.meta.url), 'utf8')).toContain('page_changed');
    expect((await new Client(test.url).get('/@tamsin')).status).toBe(200);
  });
});
