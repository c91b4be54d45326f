import { startApp, type TestApp } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, Client, expectStatus } from '../client.js';

describe('A page\'s address', () => {
  let test: TestApp;
  let owner: Awaited<ReturnType<typeof buildPerson>>;
  let other: Awaited<ReturnType<typeof buildPerson>>;
  let slug: string;
  const change = (from: string, handle: string) => owner.post(`/studio/${from}/settings/handle`, { handle });

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    other = await buildPerson(test, 'Other');
    await buildPage(test, owner, 'tamsin');
    slug = (await buildPost(owner, 'tamsin', 'public')).url.split('/').at(-1)!;
    expectStatus(await change('tamsin', 'low-water'), 200);
    expectStatus(await change('low-water', 'Press-42'), 200);
  });
  afterAll(() => test.close());

  it.each([
    ['', ''], ['/join', '/join'], ['/join?tier=1&a=%20b', '/join?tier=1&a=%20b'], ['/posts/SLUG', '/posts/SLUG'], ['/posts/no-such', '/posts/no-such'], ['/feed.xml', '/feed.xml'], ['/tags/kilns', '/tags/kilns'], ['/collections/one', '/collections/one'],
  ])('leads on from every old one: /@tamsin%s', async (below, to) => {
    for (const old of ['/@tamsin', '/@TAMSIN', '/@low-water']) {
      for (const face of [new Client(test.url), new Browser(test.url)]) {
        const answer = await face.get(old + below.replace('SLUG', slug));
        expect([old, answer.status, answer.headers.get('location')]).toEqual([old, 301, `/@Press-42${to.replace('SLUG', slug)}`]);
      }
    }
  });

  it('leads on in the studio too', async () => {
    const answer = await owner.get('/studio/tamsin/posts?x=1');
    expect([answer.status, answer.headers.get('location')]).toEqual([301, '/studio/Press-42/posts?x=1']);
  });

  it('takes no write under an old one, and says which is new', async () => {
    for (const [who, path, body] of [
      [other, '/@tamsin/membership', {}], [other, '/@low-water/checkout', { tierId: '0b0e7f9c-96a0-4a3e-9a53-5f0c5a0b0d11' }], [owner, '/studio/tamsin/settings/handle', { handle: 'x1' }],
    ] as const) {
      const answer = await who.post(path, body);
      expect(answer.json).toMatchObject({ status: 409, code: 'page_moved', detail: expect.stringContaining('@Press-42') });
      expect(answer.headers.get('location')).toContain('Press-42');
    }
    expect((await other.get('/account')).json.memberships).toEqual([]);
  });

  it('is never somebody else\'s afterwards, and its own page\'s to take back', async () => {
    for (const handle of ['tamsin', 'TAMSIN', 'low-water', 'press-42']) {
      expect((await other.post('/studio', { name: 'X', handle, language: 'en' })).json.errors.handle).toBe('Somebody has this one already. Try it with a word more.');
    }
    await test.db.query('delete from limit_use');
    expectStatus(await change('Press-42', 'tamsin'), 200);
    expect((await new Client(test.url).get('/@tamsin')).status).toBe(200);
    expect((await new Client(test.url).get('/@press-42')).headers.get('location')).toBe('/@tamsin');
  });

  it('is one page\'s alone, however many ask at once', async () => {
    await buildPage(test, other, 'other');
    for (let round = 0; round < 8; round++) {
      await test.db.query('delete from limit_use');
      const handle = `both-${round}`;
      const at = (await other.get('/studio')).json.pages[0].handle as string;
      const mine = (await owner.get('/studio')).json.pages[0].handle as string;
      const answers = await Promise.all([
        change(mine, handle), other.post(`/studio/${at}/settings/handle`, { handle }), other.post('/studio', { name: 'X', handle, language: 'en' }),
      ]);
      expect(answers.filter((one) => one.status < 300)).toHaveLength(1);
    }
  });

  it.each(['admin', 'Operator', 'support', 'stripe', 'THOUSAND'])('is kept back: %s', async (handle) => {
    expect((await other.post('/studio', { name: 'X', handle, language: 'en' })).json.errors.handle).toContain('kept for the house');
  });

  it.each([['support', 'kept for the house'], ['other', 'Somebody has this one'], ['x', 'character'], ['a b', 'character']])('cannot become %s', async (handle, why) => {
    await test.db.query('delete from limit_use');
    const at = (await owner.get('/studio')).json.pages[0].handle as string;
    expect((await change(at, handle)).json.errors.handle).toContain(why);
  });

  it('says nothing about addresses nobody ever had', async () => {
    expect((await new Client(test.url).get('/@never-there')).status).toBe(404);
  });
});
