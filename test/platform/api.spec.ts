import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Validator } from '@seriousme/openapi-schema-validator';
import { routeTable } from '../../src/platform/index.js';
import { startApp, type TestApp } from '../app.js';
import { Browser, buildPage, buildPerson, Client } from '../client.js';

/** An answer to a request as it stands, since clients tidy addresses up. */
async function raw(url: string, path: string, accept: string): Promise<string> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: ${accept}\r\nConnection: close\r\n\r\n`);
  return text(socket);
}

describe('the public contract', () => {
  let test: TestApp;
  let owner: Awaited<ReturnType<typeof buildPerson>>;

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    await buildPage(test, owner, 'tamsin');
  });
  afterAll(() => test.close());

  it('is described by a valid OpenAPI 3.1 with one operationId an action', async () => {
    const description = (await new Client(test.url).get('/openapi.json')).json;
    expect(await new Validator().validate(description)).toMatchObject({ valid: true });
    expect(description.openapi).toBe('3.1.0');
    const ids = Object.values<any>(description.paths).flatMap((path) => Object.values<any>(path).map((operation) => operation.operationId));
    expect(ids).toEqual([...new Set(ids)]);
    for (const id of ['signUp', 'signIn', 'signOut', 'getAccount', 'listCreators', 'getCreator', 'createCreator', 'updateCreator', 'listTiers', 'createTier', 'updateTier', 'archiveTier',
      'startCheckout', 'getMembership', 'cancelMembership', 'resumeMembership', 'createPost', 'updatePost', 'publishPost', 'unpublishPost', 'getPost', 'listPosts', 'deletePost']) expect(ids).toContain(id);
  });

  it('gives every page a JSON face and every form a body that is described', () => {
    const faceless = routeTable(test.app).filter((route) => !route.face).map((route) => `${route.method} ${route.path}`);
    expect(faceless.sort()).toEqual([
      'GET /@:handle/feed.xml', 'GET /@:handle/feed/:token.xml',
      'GET /dev/mail/:id/html', 'GET /dev/mail/previews/:kind/:language/:which/html', 'GET /healthz', 'GET /media/pictures/:id/:file', 'GET /media/posts/:id/:file', 'GET /readyz',
      'GET /studio/:handle/billing/books.csv', 'GET /studio/:handle/members/exports/members.csv', 'POST /dev/clock', 'POST /webhooks/stripe',
    ]);
  });

  it('answers errors as problem+json to clients and as a page to people', async () => {
    const problem = await new Client(test.url).get('/@nobody');
    expect(problem.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(problem.json).toMatchObject({ status: 404, code: '404', title: expect.any(String), detail: expect.any(String), reference: problem.headers.get('x-request-id') });
    const page = await new Browser(test.url).get('/nowhere/at/all');
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.text).toContain('There is no page here');
  });

  it.each(['//evil.example/', '/\\evil.example/', '///evil.example/x'])('links to no other site from %s', async (path) => {
    const answer = await raw(test.url, path, 'text/html');
    expect(answer).toContain('HTTP/1.1 404');
    expect(answer).toContain('hreflang="it"');
    expect(answer).not.toMatch(/(href|action)="[/\\\\]{2}/);
  });

  it.each([
    ['no encoding', '/%zz'], ['a long name', `/@${'x'.repeat(300)}`], ['a long token', `/confirmations/${'x'.repeat(300)}`], ['a very long name', `/@${'x'.repeat(3000)}`],
  ])('answers an address with %s as it answers everything', async (_, path) => {
    const page = await raw(test.url, path, 'text/html');
    expect(page).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(page).toContain('content-security-policy: ');
    expect(page).toMatch(/x-request-id: \w+/);
    expect(page).toMatch(/<html lang="en"/);
    const problem = await raw(test.url, path, 'application/json');
    expect(problem).toContain('content-type: application/problem+json');
    expect(problem).toMatch(/"reference":"\w+"/);
  });

  it('answers 4xx, never 5xx, to requests that are out of shape', async () => {
    const strange: [string, RequestInit][] = [
      ['/sign-in', { method: 'POST', body: '{"email":', headers: { 'content-type': 'application/json' } }],
      ['/sign-in', { method: 'POST', body: '<xml/>', headers: { 'content-type': 'application/xml' } }],
      ['/sign-in', { method: 'POST', body: JSON.stringify({ email: 'x'.repeat(2_000_000) }), headers: { 'content-type': 'application/json' } }],
      ['/sign-in', { method: 'POST', body: `${'['.repeat(20_000)}${']'.repeat(20_000)}`, headers: { 'content-type': 'application/json' } }],
      ['/sign-in', { method: 'POST', body: '{"__proto__":{"x":1},"email":"a@b.example","password":"x"}', headers: { 'content-type': 'application/json' } }],
      ['/@%ff', {}], ['/@a%2fb', {}], [`/@${'x'.repeat(3000)}`, {}], ['/@tamsin/posts/%00', {}], ['/?language=xx', {}], ['/home?next[]=1', {}],
      ['/studio/tamsin/posts/not-a-uuid', { headers: { authorization: `Bearer ${owner.token}` } }],
      ['/sign-in', { method: 'DELETE' }], ['/sign-in', { method: 'PUT', body: 'x' }],
    ];
    for (const [path, init] of strange) {
      const { status } = await fetch(test.url + path, { redirect: 'manual', ...init });
      expect([path.slice(0, 40), init.method ?? 'GET', status < 500]).toEqual([path.slice(0, 40), init.method ?? 'GET', true]);
    }
  });

  it('keeps personal pages out of every cache and all pages under a strict policy', async () => {
    const browser = new Browser(test.url);
    const anonymous = await browser.get('/@tamsin');
    expect(anonymous.headers.get('content-security-policy')).toMatch(/default-src 'none'.*script-src 'self'.*style-src 'self'/);
    expect(anonymous.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(anonymous.headers.get('vary')).toBe('Accept, Accept-Language, Cookie');
    expect((await browser.get('/nowhere')).headers.get('vary')).toBe('Accept, Accept-Language, Cookie');
    expect(anonymous.headers.get('set-cookie')).toBeNull();
    expect((await owner.get('/@tamsin')).headers.get('cache-control')).toBe('private, no-store');
    expect((await browser.get('/confirmations/some-token-that-is-not-one')).headers.get('referrer-policy')).toBe('same-origin');
  });

  it('keeps a picture only as pixels of its own making', async () => {
    const { default: sharp } = await import('sharp');
    const picture = await sharp({ create: { width: 700, height: 400, channels: 3, background: '#0d646c' } }).withExif({ IFD0: { Copyright: 'somebody in particular' } }).jpeg().toBuffer();
    const upload = (bytes: Buffer, name: string, type: string) => {
      const form = new FormData();
      form.set('picture', new Blob([new Uint8Array(bytes)], { type }), name);
      form.set('alt', 'A plain field of teal.');
      return fetch(`${test.url}/studio/tamsin/settings/picture`, { method: 'POST', body: form, headers: { accept: 'application/json', authorization: `Bearer ${owner.token}` } });
    };
    const answer = await upload(picture, '../../evil.svg', 'image/svg+xml');
    expect(answer.status).toBe(200);
    const view = (await answer.json() as { picture: { url: string; alt: string; width: number } }).picture;
    expect(view).toMatchObject({ alt: 'A plain field of teal.', width: 480 });
    const served = await fetch(test.url + view.url);
    expect([served.headers.get('content-type'), served.headers.get('x-content-type-options'), served.headers.get('content-security-policy')]).toEqual(['image/webp', 'nosniff', 'sandbox']);
    expect(Buffer.from(await served.arrayBuffer()).includes('somebody')).toBe(false);
    for (const [bytes, name] of [['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'a.png'], ['GIF89a<script>', 'a.gif'], ['', 'a.png'], ['%PDF-1.4', 'a.jpg']]) {
      expect((await upload(Buffer.from(bytes!), name!, 'image/png')).status).toBe(422);
    }
    expect((await upload(Buffer.alloc(16_000_000), 'a.png', 'image/png')).status).toBe(413);
  });

  it('lives, is ready, and logs no query, address or token', async () => {
    const client = new Client(test.url);
    expect((await client.get('/healthz')).json).toEqual({ status: 'ok' });
    expect((await client.get('/readyz')).json).toMatchObject({ status: 'ready' });
    await client.get('/sign-in?next=/secretplace&email=somebody@people.example');
    expect(test.logs()).not.toMatch(/secretplace|somebody@people|\?next/);
    expect(test.logs()).toContain('"path":"/sign-in"');
  });
});
