import sharp from 'sharp';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, expectStatus, PASSWORD, pay } from '../client.js';
import { type CachingProxy, PROXIES } from './caching-proxy.js';

const CANARY = 'canaryinthecache';

describe('row 25: behind a shared cache', () => {
  let test: TestApp;
  let owner: Awaited<ReturnType<typeof buildPerson>>;
  let fan: Awaited<ReturnType<typeof buildPerson>>;
  let cookie: string;
  let feed: string;

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    const page = await buildPage(test, owner, 'tamsin');
    fan = await buildPerson(test, 'Ruth');
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('the membership', async () => (await fan.get('/@tamsin/membership')).json.kind === 'paid');
    const browser = new Browser(test.url);
    expectStatus(await browser.submit('/sign-in', '/sign-in', { email: fan.email, password: PASSWORD }), 303);
    cookie = `session=${browser.cookies.get('session')}`;
    feed = new URL(expectStatus(await fan.post('/@tamsin/membership/feed'), 201).json.feed.url).pathname;
    if (PROXIES.length === 1) console.warn('nginx is not installed here: only the cache by RFC 9111 was tried.');
  });
  afterAll(() => test.close());

  /** A new post for members, so that no test finds what another left in a cache. */
  async function closedPost(title: string): Promise<{ url: string; id: string; picture: string }> {
    const words = { title, standfirst: 'One sentence.', teaser: 'The beginning.', body: `The rest, and ${CANARY}.`, audience: 'paid' };
    const post = expectStatus(await owner.post('/studio/tamsin/posts?publish=1', words), 201).json as { url: string; id: string };
    const form = new FormData();
    form.set('alt', 'A field.');
    form.set('picture', new Blob([new Uint8Array(await sharp({ create: { width: 500, height: 300, channels: 3, background: '#0d646c' } }).png().toBuffer())], { type: 'image/png' }), 'field.png');
    const made = await fetch(`${test.url}/studio/tamsin/posts/${post.id}/pictures`, { method: 'POST', body: form, headers: { accept: 'application/json', authorization: `Bearer ${owner.token}` } });
    return { ...post, picture: ((await made.json()) as { url: string }).url };
  }

  describe.each(PROXIES)('%s', (name, start) => {
    let proxy: CachingProxy;
    const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
      const answer = await fetch(proxy.url + path, { method, headers: { accept: 'text/html', ...headers }, redirect: 'manual' });
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    };
    const title = (what: string) => `${what} ${name.replaceAll(/\W/g, '')}`;

    beforeAll(async () => {
      proxy = await start(test.url);
    });
    afterAll(() => proxy.stop());

    it('keeps nothing of a fan for a stranger, and nothing of a stranger for a fan', async () => {
      for (const [what, first, second] of [['fan first', { cookie }, {}], ['stranger first', {}, { cookie }]] as [string, Record<string, string>, Record<string, string>][]) {
        const { url } = await closedPost(title(what));
        for (const headers of [first, second, first, second]) {
          for (const accept of ['text/html', 'application/json']) {
            const { text } = await get(url, { ...headers, accept });
            expect([what, accept, 'cookie' in headers, text.includes(CANARY)]).toEqual([what, accept, 'cookie' in headers, 'cookie' in headers]);
          }
        }
        const token = await get(url, { authorization: `Bearer ${fan.token}`, accept: 'application/json' });
        expect(token.text).toContain(CANARY);
        expect((await get(url, { accept: 'application/json' })).text).not.toContain(CANARY);
      }
    });

    it('learns nothing from an ETag, a range or a HEAD', async () => {
      const { url } = await closedPost(title('probing'));
      const mine = await get(url, { cookie });
      expect([mine.headers.get('etag'), mine.headers.get('cache-control')]).toEqual([null, 'private, no-store']);
      const etag = (await get(url)).headers.get('etag')!;
      expect((await get(url, { cookie, 'if-none-match': etag })).text).toContain(CANARY);
      expect((await get(url, { 'if-none-match': etag })).text).not.toContain(CANARY);
      for (const range of ['bytes=0-', 'bytes=0-100000', 'bytes=-5000']) expect((await get(url, { range })).text).not.toContain(CANARY);
      expect((await get(url, { cookie }, 'HEAD')).headers.get('cache-control')).toBe('private, no-store');
      expect((await get(url)).text).not.toContain(CANARY);
    });

    it('is not poisoned by what a stranger sends', async () => {
      const { url } = await closedPost(title('poison'));
      for (const path of [url, '/@tamsin', '/']) {
        for (const [header, value] of [['x-forwarded-host', 'evil.example'], ['x-host', 'evil.example'], ['x-original-url', '/studio'], ['x-rewrite-url', '/studio'], ['x-preview', '1'], ['x-ghost-preview', 'c=evil'],
          ['x-http-method-override', 'DELETE'], ['forwarded', 'host=evil.example'], ['x-forwarded-proto', 'javascript'], ['accept-language', 'it'], ['accept', 'application/json']] as const) {
          await get(path, { [header]: value });
          const clean = await get(path, { 'accept-language': 'en' });
          expect([path, header, /evil\.example|javascript:/.test(clean.text)]).toEqual([path, header, false]);
          if (clean.status === 200) expect([path, header, clean.text.includes('lang="en"')]).toEqual([path, header, true]);
        }
      }
    });

    it('shows pictures of a closed post to nobody else', async () => {
      const { picture } = await closedPost(title('picture'));
      expect((await get(picture, { cookie })).status).toBe(200);
      expect((await get(picture)).status).toBe(404);
      expect((await get(picture, { cookie })).status).toBe(200);
      expect((await get(picture, { range: 'bytes=0-' })).status).toBe(404);
    });

    it('shows at once that a post was taken back', async () => {
      const words = { title: title('going'), standfirst: '', teaser: '', body: 'Public words.', audience: 'public' };
      const post = expectStatus(await owner.post('/studio/tamsin/posts?publish=1', words), 201).json as { id: string; url: string };
      for (let n = 0; n < 2; n++) expect((await get(post.url)).text).toContain('Public words.');
      expectStatus(await owner.post(`/studio/tamsin/posts/${post.id}/publication/undo`), 200);
      expect((await get(post.url)).status).toBe(404);
    });

    it('keeps no form, no cookie and no key', async () => {
      for (const path of ['/@tamsin/join', '/sign-in', '/sign-up']) {
        const [one, other] = [await get(path), await get(path)];
        expect([path, one.headers.get('cache-control')]).toEqual([path, 'private, no-store']);
        expect([path, /_csrf" value="([^"]+)/.exec(one.text)?.[1] === /_csrf" value="([^"]+)/.exec(other.text)?.[1]]).toEqual([path, false]);
      }
      expect((await get(feed, { accept: '*/*' })).text).toContain('<item>');
      const renewed = new URL(expectStatus(await fan.post('/@tamsin/membership/feed'), 201).json.feed.url).pathname;
      expect((await get(feed, { accept: '*/*' })).text).not.toContain(CANARY);
      feed = renewed;
      for (const path of ['/account', '/home', '/studio/tamsin/members']) {
        expect((await get(path, { cookie })).headers.get('cache-control')).toBe('private, no-store');
        expect((await get(path)).text).not.toContain('Ruth');
      }
    });

    it('does keep what it may: the style sheets', async () => {
      const style = /href="(\/assets\/[^"]+\.css[^"]*)"/.exec((await get('/@tamsin')).text)![1]!;
      await get(style);
      expect((await get(style)).headers.get('x-cache')).toBe('HIT');
    });
  });
});
