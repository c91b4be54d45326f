import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, Client, expectStatus, PASSWORD, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('the audience of a post', () => {
  let test: TestApp;
  let owner: Person;
  let ruth: Person;
  let joan: Person;
  let ines: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  const words = { title: 'For a union', standfirst: '', teaser: 'Begins.', body: 'Goes on.' };
  const write = async (more: object) => expectStatus(await owner.post('/studio/tamsin/posts?publish=1', { ...words, ...more }), 201).json as { id: string; url: string };
  const open = async (url: string) => Object.fromEntries(await Promise.all(Object.entries({ stranger: new Client(test.url), ruth, joan, ines, owner })
    .map(async ([name, client]) => [name, (await client.get(url)).json.post.open as boolean])));

  beforeAll(async () => {
    test = await startApp();
    [owner, ruth, joan, ines] = [await buildPerson(test, 'Tamsin'), await buildPerson(test, 'Ruth'), await buildPerson(test, 'Joan'), await buildPerson(test, 'Ines')];
    page = await buildPage(test, owner, 'tamsin');
    for (const one of [ruth, joan]) expectStatus(await one.post('/@tamsin/membership', {}), 201);
    await pay(test, joan, 'tamsin', page.paid.id);
    await until('Joan has paid', async () => (await joan.get('/@tamsin')).json.standing.tiers.length === 2);
  });
  afterAll(() => test.close());

  it('is any union of rules, as words with commas or spaces between', async () => {
    const { url } = await write({ audience: `only:${page.free.id}, paid` });
    expect(await open(url)).toEqual({ stranger: false, ruth: true, joan: true, ines: false, owner: true });
    const named = await write({ audience: `tier:${page.paid.id}`, named: 'RUTH@people.example' });
    expect(await open(named.url)).toEqual({ stranger: false, ruth: true, joan: true, ines: false, owner: true });
    expect((await new Client(test.url).get(named.url)).json.post).toMatchObject({
      audience: { kind: 'tiers', tiers: [{ name: 'Proof' }], named: true }, gate: { closed: { reason: 'needs_tier', opensWith: [{ name: 'Proof' }] } },
    });
    const few = await write({ named: 'ruth' });
    expect(await open(few.url)).toEqual({ stranger: false, ruth: true, joan: false, ines: false, owner: true });
    expect((await joan.get(few.url)).text).not.toContain('Ruth');
  });

  it('counts those it lets in', async () => {
    const reach = async (more: object) => {
      const { id, url } = await write(more);
      const { people } = (await owner.get(`/studio/tamsin/posts/${id}`)).json;
      expect(Object.entries(await open(url)).filter(([name, is]) => is && ['ruth', 'joan'].includes(name))).toHaveLength(people);
      return people as number;
    };
    expect(await Promise.all([{ audience: 'public' }, { audience: 'paid' }, { named: 'Ruth' }, { audience: 'paid', named: 'Ruth' }].map(reach))).toEqual([2, 1, 1, 2]);
  });

  it('is chosen with boxes in a browser without JavaScript, and nothing typed is lost', async () => {
    const browser = new Browser(test.url);
    await browser.submit('/sign-in', '/sign-in', { email: owner.email, password: PASSWORD });
    const served = await browser.get('/studio/tamsin/posts/new');
    const token = /name="_csrf" value="([^"]+)"/.exec(served.text)![1]!;
    const send = (fields: [string, string][]) => fetch(`${test.url}/studio/tamsin/posts`, {
      method: 'POST', redirect: 'manual', body: new URLSearchParams([['_csrf', token], ...Object.entries(words), ...fields]).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: test.url, accept: 'text/html', cookie: [...browser.cookies].map(([k, v]) => `${k}=${v}`).join('; ') },
    });
    const wrong = await send([['audience', 'paid'], ['audience', `only:${page.free.id}`], ['named', 'Nobody Here']]);
    const text = await wrong.text();
    expect([wrong.status, text.includes('goes by Nobody Here'), text.match(/name="audience"[^>]* checked/g)?.length]).toEqual([422, true, 2]);
    const saved = await send([['audience', 'paid'], ['audience', `only:${page.free.id}`], ['named', 'Ruth']]);
    expect(saved.status).toBe(303);
    const shown = await browser.get(new URL(saved.headers.get('location')!, test.url).pathname);
    expect(shown.text.match(/name="audience"[^>]* checked/g)).toHaveLength(3);
  });

  it.each([
    [{}, 'audience'], [{ audience: '' }, 'audience'], [{ audience: 'everyone' }, 'audience'], [{ audience: 'paid', named: 'Ines' }, 'named'],
    [{ audience: 'member:00000000-0000-4000-8000-000000000000' }, 'audience'], [{ audience: 'tier:00000000-0000-4000-8000-000000000000' }, 'audience'],
  ])('refuses %j', async (more, field) => {
    const answer = await owner.post('/studio/tamsin/posts', { ...words, ...more });
    expect([answer.status, Object.keys(answer.json.errors)]).toEqual([422, [field]]);
  });
});
