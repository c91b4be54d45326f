import { startApp, type TestApp } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, Client, expectStatus, PASSWORD } from '../client.js';

describe('posts', () => {
  let test: TestApp;
  let owner: Awaited<ReturnType<typeof buildPerson>>;
  let page: Awaited<ReturnType<typeof buildPage>>;
  const words = { title: 'The grey that took eleven pulls', standfirst: 'A colour.', teaser: 'It is *not* dark.', body: 'Eleven pulls.', audience: 'public' };

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
  });
  afterAll(() => test.close());

  it('stand at an address made of their title, each at its own', async () => {
    const urls = [];
    for (let n = 0; n < 3; n++) urls.push(expectStatus(await owner.post('/studio/tamsin/posts?publish=1', words), 201).json.url);
    expect(urls).toEqual(['', '-2', '-3'].map((end) => `/@tamsin/posts/the-grey-that-took-eleven-pulls${end}`));
    const shown = (await new Client(test.url).get(urls[0])).json.post;
    expect(shown).toMatchObject({ title: words.title, teaserHtml: '<p>It is <em>not</em> dark.</p>', bodyHtml: '<p>Eleven pulls.</p>', open: true });
  });

  it('are drafts until they are published, vanish when unpublished, and keep their date', async () => {
    const draft = expectStatus(await owner.post('/studio/tamsin/posts', { ...words, title: 'Coming and going' }), 201).json;
    const seen = async () => (await new Client(test.url).get('/@tamsin/posts/coming-and-going')).status;
    expect([draft.status, await seen()]).toEqual(['draft', 404]);
    const { publishedAt } = expectStatus(await owner.post(`/studio/tamsin/posts/${draft.id}/publication`, { ...words, title: 'Coming and going' }), 200).json;
    expect(await seen()).toBe(200);
    expectStatus(await owner.post(`/studio/tamsin/posts/${draft.id}/publication/undo`), 200);
    expect(await seen()).toBe(404);
    expect((await new Client(test.url).get('/@tamsin')).text).not.toContain('Coming and going');
    expect(expectStatus(await owner.post(`/studio/tamsin/posts/${draft.id}/publication`, { ...words, title: 'Coming and going' }), 200).json.publishedAt).toBe(publishedAt);
    expectStatus(await owner.post(`/studio/tamsin/posts/${draft.id}/deletion`), 200);
    expect(await seen()).toBe(404);
  });

  it('lose no words when two people save at once: the second is told, and keeps what was typed', async () => {
    const { id, version } = await buildPost(owner, 'tamsin', 'public');
    expectStatus(await owner.post(`/studio/tamsin/posts/${id}`, { ...words, body: 'From the first tab.', version }), 200);
    const late = await owner.post(`/studio/tamsin/posts/${id}`, { ...words, body: 'From the second tab.', version });
    expect([late.status, late.json.code]).toEqual([409, 'post_changed']);
    expect((await owner.get(`/studio/tamsin/posts/${id}`)).json.post.body).toBe('From the first tab.');
    const browser = new Browser(test.url);
    await browser.submit('/sign-in', '/sign-in', { email: owner.email, password: PASSWORD });
    const shown = await browser.submit(`/studio/tamsin/posts/${id}`, `/studio/tamsin/posts/${id}`, { ...words, body: 'From the second tab.', version: String(version) });
    expect([shown.status, shown.text.includes('From the second tab.')]).toEqual([409, true]);
  });

  it('open to whom they name, and say what opens them to the others', async () => {
    const fan = await buildPerson(test, 'Ruth');
    const forTier = await buildPost(owner, 'tamsin', `tier:${page.paid.id}`);
    const forFollowers = await buildPost(owner, 'tamsin', 'followers');
    const gate = async (url: string, client: Client = fan) => (await client.get(url)).json.post.gate;
    expect(await gate(forTier.url)).toMatchObject({ open: false, closed: { reason: 'needs_tier', signIn: false, opensWith: [{ name: 'Proof' }] } });
    expect(await gate(forTier.url, new Client(test.url))).toMatchObject({ closed: { signIn: true } });
    expect(await gate(forFollowers.url)).toMatchObject({ open: false, closed: { reason: 'needs_membership' } });
    expectStatus(await fan.post('/@tamsin/membership', {}), 201);
    expect(await gate(forFollowers.url)).toEqual({ open: true, reason: 'follower', closed: null });
    expect(await gate(forTier.url, owner)).toEqual({ open: true, reason: 'staff', closed: null });
    expect((await fan.get('/home')).json.posts.map((post: { open: boolean }) => post.open)).toContain(false);
    expectStatus(await fan.post('/@tamsin/membership/cancellation'), 200);
    expect(await gate(forFollowers.url)).toMatchObject({ open: false });
  });

  it('can be written, saved and published in a browser without JavaScript', async () => {
    const browser = new Browser(test.url);
    await browser.submit('/sign-in', '/sign-in', { email: owner.email, password: PASSWORD });
    const wrong = await browser.submit('/studio/tamsin/posts/new', '/studio/tamsin/posts', { ...words, title: '', body: 'Do not lose this.' });
    expect([wrong.status, wrong.text.includes('Do not lose this.')]).toEqual([422, true]);
    const saved = await browser.submit('/studio/tamsin/posts/new', '/studio/tamsin/posts', { ...words, title: 'By hand' });
    const editor = saved.headers.get('location')!;
    const published = await browser.submit(editor, `${editor}/publication`, { ...words, title: 'By hand', audience: 'paid' });
    expect(published.status).toBe(303);
    expect((await browser.follow(published)).text).toContain('By hand');
  });

  it('make the only page of an install its front page', async () => {
    expect((await new Browser(test.url).get('/')).headers.get('location')).toBe('/@tamsin');
    expect((await new Client(test.url).get('/')).json.creators).toHaveLength(1);
  });
});
