import { startApp, type TestApp } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, Client, expectStatus, PASSWORD } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('what becomes of a post', () => {
  let test: TestApp;
  let owner: Person;
  let fan: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  const stranger = () => new Client(test.url);
  const words = { title: 'One', standfirst: '', teaser: 'Begins.', body: 'First.', audience: 'public' };
  const write = async (more: object = {}) => expectStatus(await owner.post('/studio/tamsin/posts?publish=1', { ...words, ...more }), 201).json as { id: string; url: string; version: number };

  beforeAll(async () => {
    test = await startApp();
    [owner, fan] = [await buildPerson(test, 'Tamsin'), await buildPerson(test, 'Ruth')];
    page = await buildPage(test, owner, 'tamsin');
    expectStatus(await fan.post('/@tamsin/membership', {}), 201);
  });
  afterAll(() => test.close());

  describe('its versions', () => {
    const versions = async (id: string) => (await owner.get(`/studio/tamsin/posts/${id}/versions`)).json.versions as { id: string; aside: boolean; current: boolean; authorName: string; title: string }[];

    it('are all kept, with who and when, and each can be brought back as a new one', async () => {
      const { id, url } = await write();
      expectStatus(await owner.post(`/studio/tamsin/posts/${id}`, { ...words, title: 'Two', body: 'Second.', audience: 'paid' }), 200);
      const before = await versions(id);
      expect(before.map((one) => [one.title, one.current, one.authorName])).toEqual([['Two', true, 'Tamsin'], ['One', false, 'Tamsin']]);
      expect((await owner.get(`/studio/tamsin/posts/${id}/versions/${before[1]!.id}`)).json.version).toMatchObject({ body: 'First.', bodyHtml: '<p>First.</p>' });
      const restored = expectStatus(await owner.post(`/studio/tamsin/posts/${id}/versions/${before[1]!.id}/restoration`), 200).json;
      expect(restored).toMatchObject({ title: 'One', body: 'First.', audience: { kind: 'paid' } });
      expect((await versions(id)).map((one) => one.title)).toEqual(['One', 'Two', 'One']);
      expect((await owner.get(url)).json.post.bodyHtml).toBe('<p>First.</p>');
    });

    it('hold the words of both when two editors save at once', async () => {
      const { id, version } = await write();
      expectStatus(await owner.post(`/studio/tamsin/posts/${id}`, { ...words, body: 'From the first tab.', version }), 200);
      const browser = new Browser(test.url);
      await browser.submit('/sign-in', '/sign-in', { email: owner.email, password: PASSWORD });
      const late = await browser.submit(`/studio/tamsin/posts/${id}`, `/studio/tamsin/posts/${id}`, { ...words, body: 'From the second tab.', version: String(version) });
      expect([late.status, late.text.includes('From the second tab.'), late.text.includes(`/studio/tamsin/posts/${id}/versions`)]).toEqual([409, true, true]);
      const [, second] = [(await versions(id)).find((one) => one.current)!, (await versions(id)).find((one) => one.aside)!];
      expect((await owner.get(`/studio/tamsin/posts/${id}/versions/${second.id}`)).json.version.body).toBe('From the second tab.');
      expect((await owner.get(`/studio/tamsin/posts/${id}`)).json.post.body).toBe('From the first tab.');
      expectStatus(await owner.post(`/studio/tamsin/posts/${id}/versions/${second.id}/restoration`), 200);
      expect((await owner.get(`/studio/tamsin/posts/${id}`)).json.post.body).toBe('From the second tab.');
    });

    it('are the team\'s alone, and belong to one post', async () => {
      const { id } = await write();
      const other = await write();
      const [version] = await versions(id);
      for (const client of [stranger(), fan]) expect([401, 404]).toContain((await client.get(`/studio/tamsin/posts/${id}/versions/${version!.id}`)).status);
      expect((await owner.get(`/studio/tamsin/posts/${other.id}/versions/${version!.id}`)).status).toBe(404);
    });
  });

  it('its address may change, and those of before lead to it for ever', async () => {
    const { id, url } = await write({ title: 'An address' });
    const rename = (slug: string) => owner.post(`/studio/tamsin/posts/${id}`, { ...words, slug });
    expectStatus(await rename('another'), 200);
    expectStatus(await rename('a-third'), 200);
    for (const old of [url, '/@tamsin/posts/another']) {
      for (const client of [stranger(), new Browser(test.url)]) {
        const answer = await client.get(`${old}?from=mail`);
        expect([answer.status, answer.headers.get('location')]).toEqual([301, '/@tamsin/posts/a-third?from=mail']);
      }
    }
    // Nobody else may take an address that leads somewhere.
    expect((await write({ title: 'Another' })).url).toBe('/@tamsin/posts/another-2');
    const { id: second } = await write();
    expect((await owner.post(`/studio/tamsin/posts/${second}`, { ...words, slug: 'another' })).json.errors).toHaveProperty('slug');
    expect((await owner.post(`/studio/tamsin/posts/${second}`, { ...words, slug: 'a-third' })).json.errors).toHaveProperty('slug');
    expect((await owner.post(`/studio/tamsin/posts/${second}`, { ...words, slug: 'Not/ours' })).json.errors).toHaveProperty('slug');
    // Its own, back again.
    expectStatus(await rename('another'), 200);
    expect((await stranger().get('/@tamsin/posts/another')).status).toBe(200);
    expectStatus(await owner.post(`/studio/tamsin/posts/${id}/publication/undo`), 200);
    expect((await stranger().get('/@tamsin/posts/a-third')).status).toBe(404);
  });

  it('a few stand above the others', async () => {
    const made: { id: string }[] = [];
    for (let n = 0; n < 4; n++) made.push(await write({ title: `Pinned ${n}` }));
    for (const { id } of made.slice(0, 3)) expectStatus(await owner.post(`/studio/tamsin/posts/${id}/pin`), 200);
    expect((await owner.post(`/studio/tamsin/posts/${made[3]!.id}/pin`)).json.code).toBe('too_many_pinned');
    const front = (await stranger().get('/@tamsin')).json as { pinned: { id: string }[]; posts: { id: string }[] };
    expect(front.pinned.map((post) => post.id)).toEqual(made.slice(0, 3).map(({ id }) => id).reverse());
    expect(front.posts.some((post) => post.id === made[0]!.id)).toBe(false);
    expectStatus(await owner.post(`/studio/tamsin/posts/${made[0]!.id}/publication/undo`), 200);
    expect((await stranger().get('/@tamsin')).json.pinned).toHaveLength(2);
    for (const { id } of made) expectStatus(await owner.post(`/studio/tamsin/posts/${id}/pin/undo`), 200);
  });

  it('tags lead to pages of their own, through the gate', async () => {
    const open = await write({ title: 'Tagged', tags: 'Salt glaze, kiln' });
    const closed = await write({ title: 'Tagged and closed', tags: 'salt  GLAZE', audience: 'paid', body: 'canarybody' });
    const draft = expectStatus(await owner.post('/studio/tamsin/posts', { ...words, title: 'canarydraft', tags: 'salt glaze, secret' }), 201).json as { id: string };
    expect((await stranger().get(open.url)).json.post.tags).toEqual([{ name: 'Salt glaze', url: '/@tamsin/tags/salt-glaze' }, { name: 'kiln', url: '/@tamsin/tags/kiln' }]);
    const shelf = await stranger().get('/@tamsin/tags/salt-glaze');
    expect(shelf.json.posts.map((post: { id: string; open: boolean }) => [post.id, post.open])).toEqual([[closed.id, false], [open.id, true]]);
    expect(shelf.text).not.toMatch(/canary/);
    expect(await Promise.all(['secret', 'nothing', '%00', '<b>'].map(async (tag) => (await stranger().get(`/@tamsin/tags/${tag}`)).status))).toEqual([404, 404, 404, 404]);
    expect(draft.id).toBeTruthy();
  });

  it('lists go on where the page before ended, each post once', async () => {
    const other = await buildPerson(test, 'Linh');
    await buildPage(test, other, 'linh');
    const id = (await test.db.query("select id from creator where handle = 'linh'")).rows[0].id as string;
    // Many of one instant: the place in the list must not depend on the time alone.
    await test.db.query(`insert into post (creator_id, slug, title, standfirst, teaser, teaser_html, body, body_html, audience, minutes, minutes_left, created_at, updated_at, published_at, first_published_at, tags, tag_keys)
      select $1, 'p' || n, 'Post ' || n, '', '', '', '', '', '{"anyOf":[{"kind":"public"}]}', 1, 1, now(), now(), timestamptz '2026-01-01' - (n / 20) * interval '1 day', now(), '{many}', '{many}' from generate_series(1, 75) as n`, [id]);
    for (const start of ['/@linh', '/@linh/tags/many']) {
      const seen: string[] = [];
      for (let url: string | null = start; url;) {
        const { json } = await stranger().get(url) as { json: { posts: { id: string }[]; older: string | null } };
        seen.push(...json.posts.map((post) => post.id));
        url = json.older;
      }
      expect([seen.length, new Set(seen).size]).toEqual([75, 75]);
    }
    const desk = (await other.get('/studio/linh/posts')).json as { published: object[]; older: string };
    expect([desk.published.length, (await other.get(desk.older)).json.published.length]).toEqual([50, 25]);
    expect(JSON.stringify(desk)).not.toContain('bodyHtml');
    expect((await new Browser(test.url).get('/@linh')).text).toMatch(/href="\/@linh\?before(=|&#x3D;)[^"]+"/);
    for (const odd of ['x', '2026-01-01T00:00:00.000Z_x', "'", '2026-13-01T00:00:00.000Z_00000000-0000-4000-8000-000000000000']) expect((await stranger().get(`/@linh?before=${encodeURIComponent(odd)}`)).status).toBe(200);
  });

  it('collections keep an order of their own, and show only what is out', async () => {
    const [one, two] = [await write({ title: 'In it' }), await buildPost(owner, 'tamsin', 'paid', 'canarybody')];
    const draft = expectStatus(await owner.post('/studio/tamsin/posts', { ...words, title: 'canarydraft' }), 201).json as { id: string };
    const made = expectStatus(await owner.post('/studio/tamsin/collections', { title: 'The kiln', about: 'All of it.' }), 201).json as { id: string; url: string; editUrl: string; version: number };
    for (const { id } of [one, two, draft]) expectStatus(await owner.post(`${made.editUrl}/posts`, { postId: id }), 200);
    const order = async () => (await stranger().get(made.url)).json.posts.map((post: { id: string }) => post.id);
    expect([made.url, await order()]).toEqual(['/@tamsin/collections/the-kiln', [one.id, two.id]]);
    expectStatus(await owner.post(`${made.editUrl}/posts/${two.id}/place`, { way: 'up' }), 200);
    expectStatus(await owner.post(`${made.editUrl}/posts/${two.id}/place`, { way: 'up' }), 200);
    expect(await order()).toEqual([two.id, one.id]);
    expect((await stranger().get(made.url)).text).not.toMatch(/canary/);
    expect((await stranger().get(one.url)).json.post.collections).toEqual([{ name: 'The kiln', url: made.url }]);
    expectStatus(await owner.post(`${made.editUrl}/posts/${two.id}/removal`), 200);
    expect(await order()).toEqual([one.id]);
    expectStatus(await owner.post(made.editUrl, { title: 'The kilns', about: '', version: made.version }), 200);
    expect((await owner.post(made.editUrl, { title: 'Late', about: '', version: made.version })).status).toBe(409);
    const foreign = await write();
    await test.db.query("update post set creator_id = (select id from creator where handle = 'linh') where id = $1", [foreign.id]);
    expect((await owner.post(`${made.editUrl}/posts`, { postId: foreign.id })).status).toBe(422);
    expectStatus(await owner.post(`${made.editUrl}/deletion`), 200);
    expect((await stranger().get(made.url)).status).toBe(404);
  });

  describe('tried on as somebody else', () => {
    it('is exactly what the gate shows them, and never counts as read', async () => {
      const post = await buildPost(owner, 'tamsin', `tier:${page.paid.id}`, 'canarybody');
      const draft = expectStatus(await owner.post('/studio/tamsin/posts', { ...words, audience: 'followers', body: 'canarybody' }), 201).json as { id: string };
      const look = async (id: string, as: string) => owner.get(`/studio/tamsin/posts/${id}/preview?${as}`);
      for (const [as, open, openDraft] of [['as=stranger', false, false], ['as=follower', false, true], [`as=tier:${page.paid.id}`, true, true], ['who=Ruth', false, true], ['who=nobody', false, false]] as const) {
        const shown = await look(post.id, as);
        expect([as, shown.json.post.open, shown.text.includes('canarybody'), shown.headers.get('cache-control')]).toEqual([as, open, open, 'private, no-store']);
        expect([as, (await look(draft.id, as)).json.post.open]).toEqual([as, openDraft]);
      }
      const real = (await fan.get(post.url)).json;
      const tried = (await look(post.id, 'who=ruth@people.example')).json;
      expect({ ...tried, preview: null }).toEqual(real);
      expect({ ...(await owner.get('/studio/tamsin/preview?who=Ruth')).json, preview: null }).toEqual((await fan.get('/@tamsin')).json);
      expect({ ...(await owner.get('/studio/tamsin/preview?as=stranger')).json, preview: null }).toEqual((await stranger().get('/@tamsin')).json);
      expect((await test.db.query('select 1 from read_signal where post_id = $1', [post.id])).rowCount).toBe(0);
    });

    it('is for the team alone, and says who it is', async () => {
      const { id } = await write();
      for (const path of ['/studio/tamsin/preview', `/studio/tamsin/posts/${id}/preview`]) {
        expect((await fan.get(path)).status).toBe(404);
        expect((await stranger().get(path)).status).toBe(401);
      }
      const browser = new Browser(test.url);
      await browser.submit('/sign-in', '/sign-in', { email: owner.email, password: PASSWORD });
      expect((await browser.get(`/studio/tamsin/posts/${id}/preview?as=follower`)).text).toContain('You are looking as a follower');
      for (const as of ['tier:00000000-0000-4000-8000-000000000000', `member:${page.paid.id}`, 'staff', 'tier:', `member:${owner.accountId}`]) expect([as, (await owner.get(`/studio/tamsin/preview?as=${as}`)).status]).toEqual([as, 404]);
    });
  });
});
