import sharp from 'sharp';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, Client, expectStatus, PASSWORD } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('what is marked for adults', () => {
  let test: TestApp;
  let owner: Person;
  let fan: Person;
  let post: { id: string; url: string };
  let picture: { url: string; blurUrl: string };
  const words = { title: 'Marked', standfirst: 'canarystandfirst', teaser: 'canaryteaser', body: 'canarybody ![](picture:1)', audience: 'public', adult: 'yes', tags: 'kiln' };
  const status = async (url: string, by: Client | null) => (await fetch(test.url + url, { headers: { ...(by?.token && { authorization: `Bearer ${by.token}` }) } })).status;

  beforeAll(async () => {
    test = await startApp();
    [owner, fan] = [await buildPerson(test, 'Tamsin'), await buildPerson(test, 'Ruth')];
    await buildPage(test, owner, 'tamsin');
    expectStatus(await fan.post('/@tamsin/membership', {}), 201);
    post = expectStatus(await owner.post('/studio/tamsin/posts', words), 201).json as typeof post;
    const form = new FormData();
    for (const [name, value] of Object.entries({ alt: 'canaryalt', cover: '1', open: '1' })) form.set(name, value);
    form.set('picture', new Blob([new Uint8Array(await sharp({ create: { width: 600, height: 400, channels: 3, background: '#0d646c' } }).png().toBuffer())]), 'x.png');
    picture = await (await fetch(`${test.url}/studio/tamsin/posts/${post.id}/pictures`, { method: 'POST', body: form, headers: { accept: 'application/json', authorization: `Bearer ${owner.token}` } })).json() as typeof picture;
    expectStatus(await owner.post(`/studio/tamsin/posts/${post.id}/publication`, words), 200);
  });
  afterAll(() => test.close());

  it('is asked about before anything of it is shown, in every channel', async () => {
    const browser = new Browser(test.url);
    const sent = await browser.get(post.url);
    expect([sent.status, sent.headers.get('location')]).toEqual([302, '/@tamsin/adult?next=%2F%40tamsin%2Fposts%2Fmarked']);
    const question = await browser.follow(sent);
    expect(question.text).toContain('noindex');
    const channels = [
      question.text, ...await Promise.all([post.url, '/@tamsin', '/@tamsin/tags/kiln', '/@tamsin/feed.xml'].map(async (url) => (await new Client(test.url).get(url)).text)),
      ...await Promise.all(['/@tamsin', '/@tamsin/tags/kiln'].map(async (url) => (await new Browser(test.url).get(url)).text)), (await fan.get('/home')).text, (await fan.get(post.url)).text,
    ];
    for (const text of channels) expect(text).not.toMatch(/canary|\/media\/posts/);
    expect((await new Client(test.url).get(post.url)).json.post).toMatchObject({ open: false, body: null, teaser: '', cover: null, gate: { closed: { reason: 'adult' } } });
    for (const url of [picture.url, picture.blurUrl]) expect([await status(url, null), await status(url, fan), await status(url, owner)]).toEqual([404, 404, 200]);
    const mails = await until('the mail', async () => {
      const found = (await test.mails()).filter((mail) => mail.subject === 'Marked');
      return found.length > 0 && found;
    });
    for (const mail of mails) expect(`${mail.text}${mail.html}`).not.toMatch(/canary|<img/);
  });

  it('is shown to a visitor who says yes, and they are not asked again', async () => {
    const browser = new Browser(test.url);
    const asked = '/@tamsin/adult?next=%2F%40tamsin%2Fposts%2Fmarked';
    const yes = await browser.submit(asked, asked, {});
    expect([yes.status, yes.headers.get('location')]).toEqual([303, '/@tamsin/posts/marked']);
    expect((await browser.follow(yes)).text).toContain('canarybody');
    expect((await browser.get(post.url)).status).toBe(200);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const shown = await fetch(test.url + picture.url, { headers: { cookie } });
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
      expect((await browser.submit('/@tamsin/adult', `/@tamsin/adult?next=${encodeURIComponent(next)}`, {})).headers.get('location')).toBe('/@tamsin');
    }
  });

  it('is remembered on an account, for every browser, the feed and the mails', async () => {
    expectStatus(await fan.post('/@tamsin/adult'), 200);
    expect((await fan.get(post.url)).json.post).toMatchObject({ open: true });
    const browser = new Browser(test.url);
    await browser.submit('/sign-in', '/sign-in', { email: fan.email, password: PASSWORD });
    expect((await browser.get(post.url)).text).toContain('canarybody');
    const feed = expectStatus(await fan.post('/@tamsin/membership/feed'), 201).json.feed.url as string;
    expect(await (await fetch(feed)).text()).toContain('canarybody');
    expect((await new Client(test.url).get('/@tamsin/feed.xml')).text).not.toMatch(/canary/);
  });

  it('may be a whole page', async () => {
    const { creator } = (await owner.get('/studio/tamsin/settings')).json;
    const { name, about, language, hue, chroma } = creator;
    const settings = { name, standfirst: 'canarypage', about, language, hue, chroma };
    expectStatus(await owner.post('/studio/tamsin/settings', { ...settings, adult: 'yes' }), 200);
    const { url } = expectStatus(await owner.post('/studio/tamsin/posts?publish=1', { ...words, adult: 'no', title: 'Unmarked' }), 201).json;
    const stranger = new Client(test.url);
    expect((await new Browser(test.url).get('/@tamsin')).headers.get('location')).toBe('/@tamsin/adult?next=%2F%40tamsin');
    expect((await new Browser(test.url).get(url)).headers.get('location')).toBe('/@tamsin/adult?next=%2F%40tamsin%2Fposts%2Funmarked');
    for (const path of ['/@tamsin', url, '/@tamsin/feed.xml', '/']) expect((await stranger.get(path)).text).not.toMatch(/canary(body|teaser|standfirst)/);
    for (const path of ['/@tamsin', '/@tamsin/tags/kiln', '/@tamsin/join', '/@tamsin/feed.xml', `${url}/reports`, '/@tamsin/adult']) expect([path, (await stranger.get(path)).text]).toEqual([path, expect.not.stringContaining('canary')]);
    expect((await new Browser(test.url).get('/@tamsin/tags/kiln')).status).toBe(302);
    expect((await fan.get(url)).json.post.open).toBe(true);
    // A client that does not speak of it leaves it as it is; the form's box takes it off.
    expectStatus(await owner.post('/studio/tamsin/settings', settings), 200);
    expect((await owner.get('/studio/tamsin/settings')).json.adult).toBe(true);
    expectStatus(await owner.post('/studio/tamsin/settings', { ...settings, adult: 'no' }), 200);
    expect((await stranger.get(url)).json.post.open).toBe(true);
    expect((await owner.post('/studio/tamsin/settings', { ...settings, adult: 'maybe' })).status).toBe(422);
  });
});

describe('a report of a post', () => {
  let test: TestApp;
  let owner: Person;
  let fan: Person;
  let operator: Person;
  let url: string;

  beforeAll(async () => {
    test = await startApp();
    [owner, fan, operator] = [await buildPerson(test, 'Tamsin'), await buildPerson(test, 'Ruth'), await buildPerson(test, 'Keeper')];
    await buildPage(test, owner, 'tamsin');
    await test.db.query('update account set operator_since = now() where id = $1', [operator.accountId]);
    url = expectStatus(await owner.post('/studio/tamsin/posts?publish=1', { title: 'Taken', standfirst: '', teaser: '', body: 'x', audience: 'paid' }), 201).json.url;
  });
  afterAll(() => test.close());

  it('reaches the operator, with a name or without one, and is thanked for', async () => {
    expectStatus(await fan.post(`${url}/reports`, { reason: 'rights', words: 'That is <b>my</b> picture.' }), 201);
    const browser = new Browser(test.url);
    const wrong = await browser.submit(`${url}/reports`, `${url}/reports`, { words: 'Not lost.' });
    expect([wrong.status, wrong.text.includes('Not lost.')]).toEqual([422, true]);
    const sent = await browser.submit(`${url}/reports`, `${url}/reports`, { reason: 'spam', words: '' });
    expect((await browser.follow(sent)).text).toContain('Thank you.');
    const { open } = (await operator.get('/operator/reports')).json;
    expect(open.map((one: { reporter: string | null; reason: string; words: string }) => [one.reporter, one.reason, one.words])).toEqual([['Ruth', 'rights', 'That is <b>my</b> picture.'], [null, 'spam', '']]);
    expectStatus(await operator.post(`/operator/reports/${open[0].id}/resolution`, { outcome: 'talked', note: 'Credited.' }), 200);
    expect((await operator.post(`/operator/reports/${open[0].id}/resolution`, { outcome: 'removed' })).status).toBe(409);
    const after = (await operator.get('/operator/reports')).json;
    expect([after.open.length, after.resolved[0].outcome, after.resolved[0].note]).toEqual([1, 'talked', 'Credited.']);
  });

  it('is nobody else\'s to see', async () => {
    for (const one of [fan, owner]) {
      expect((await one.get('/operator/reports')).status).toBe(404);
      expect((await one.post('/operator/reports/00000000-0000-4000-8000-000000000000/resolution', { outcome: 'nothing' })).status).toBe(404);
    }
    expect((await new Client(test.url).get('/operator/reports')).status).toBe(401);
    expect((await owner.get('/studio/tamsin/posts')).text).not.toContain('Ruth');
  });

  it('has limits, stricter without a name, and wants a post that is there', async () => {
    const stranger = new Client(test.url);
    const answers = [];
    for (let n = 0; n < 4; n++) answers.push((await stranger.post(`${url}/reports`, { reason: 'other' })).status);
    expect(answers.filter((status) => status === 429).length).toBeGreaterThanOrEqual(1);
    const named = [];
    for (let n = 0; n < 11; n++) named.push((await fan.post(`${url}/reports`, { reason: 'other' })).status);
    expect([named[0], named.at(-1)]).toEqual([201, 429]);
    expect((await fan.post('/@tamsin/posts/none/reports', { reason: 'other' })).status).toBe(404);
    expect((await owner.post(`${url}/reports`, { reason: 'boring' })).status).toBe(422);
  });
});
