import pg from 'pg';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, expectStatus, PASSWORD, pay } from '../client.js';

describe('a gated post, opened by a signed-in member', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startApp({ worker: true });
  });
  afterAll(() => test.close());

  it('takes four statements at most, whatever the post carries', async () => {
    const [owner, member] = [await buildPerson(test, 'Tamsin'), await buildPerson(test, 'Member')];
    const page = await buildPage(test, owner, 'tamsin');
    await pay(test, member, 'tamsin', page.paid.id);
    const plain = await buildPost(owner, 'tamsin', 'paid', 'canarybody');
    await until('the member is one', async () => (await member.get(plain.url)).json.post.open);
    expectStatus(await member.post('/@tamsin/adult'), 200);
    const words = { title: 'Everything', standfirst: '', teaser: 'Begins.', body: 'canarybody', audience: `only:${page.paid.id}`, named: 'Member', tags: 'one, two', step1Days: 7, step1For: 'public', adult: 'yes' };
    const full = expectStatus(await owner.post('/studio/tamsin/posts?publish=1', words), 201).json as { id: string; url: string };
    const kiln = expectStatus(await owner.post('/studio/tamsin/collections', { title: 'All' }), 201).json as { editUrl: string };
    expectStatus(await owner.post(`${kiln.editUrl}/posts`, { postId: full.id }), 200);
    const browser = new Browser(test.url);
    expectStatus(await browser.submit('/sign-in', '/sign-in', { email: member.email, password: PASSWORD }), 303);

    const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
    for (const url of [plain.url, full.url]) {
      const asked: string[] = [];
      pg.Client.prototype.query = function count(this: unknown, ...args: unknown[]) {
        const text = typeof args[0] === 'string' ? args[0] : (args[0] as { text?: string; name?: string }).name ?? (args[0] as { text?: string }).text ?? '';
        // The worker asks by itself all the time.
        if (!/graphile|^begin|^commit|listen|sandbox/i.test(text)) asked.push(text.slice(0, 60));
        return query.apply(this, args);
      } as typeof pg.Client.prototype.query;
      try {
        expect((await browser.get(url)).text).toContain('canarybody');
      } finally {
        pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
      }
      // Nor do those of the sandbox, which names what it asks by one word.
      expect([url, asked.filter((text) => !/^((signals|mail|jobs|email)|[a-z-]+$)/.test(text))]).toEqual([url, [
        expect.stringContaining('session'), expect.stringContaining('reading.spread'), expect.stringContaining('door.of'), expect.stringContaining('reading.newest'),
      ]]);
    }
  });
});
