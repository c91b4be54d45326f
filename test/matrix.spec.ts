import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { routeTable } from '../src/platform/index.js';
import { startApp, type TestApp, until } from './app.js';
import { type Answer, Browser, buildPage, buildPerson, buildPost, Client, expectStatus, PASSWORD, pay } from './client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

/** Planted in bodies that most people may not see; looked for everywhere else. */
const CANARY = { closed: 'canaryclosedbody', draft: 'canarydraftbody', unpublished: 'canarygonebody' };
const words = (body: string, audience: string) => ({ title: 'A post', standfirst: 'One sentence.', teaser: 'The beginning.', body: `The rest, and ${body}.`, audience });

describe('every route, for every viewer, with both faces', () => {
  let test: TestApp;
  let owner: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let posts: Record<keyof typeof CANARY, { id: string; url: string; slug: string }>;
  const viewers: Record<string, { client: Client; browser: Browser }> = {};
  let cells = 0;

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
    const closed = await buildPost(owner, 'tamsin', 'paid', CANARY.closed);
    const draft = expectStatus(await owner.post('/studio/tamsin/posts', words(CANARY.draft, 'public')), 201).json;
    const unpublished = await buildPost(owner, 'tamsin', 'public', CANARY.unpublished);
    expectStatus(await owner.post(`/studio/tamsin/posts/${unpublished.id}/publication/undo`), 200);
    const named = (post: { id: string; url: string }) => ({ ...post, slug: post.url.split('/').at(-1)! });
    posts = { closed: named(closed), draft: named(draft), unpublished: named(unpublished) };

    const people: Record<string, Person> = {
      account: await buildPerson(test, 'Accountonly'), follower: await buildPerson(test, 'Follower'), elsewhere: await buildPerson(test, 'Elsewhere'),
      otherOwner: await buildPerson(test, 'Otherowner'), member: await buildPerson(test, 'Member'), owner,
    };
    expectStatus(await people.follower!.post('/@tamsin/membership', {}), 201);
    const other = await buildPage(test, people.otherOwner!, 'other');
    await pay(test, people.elsewhere!, 'other', other.paid.id);
    await pay(test, people.member!, 'tamsin', page.paid.id);
    await until('the member is one', async () => (await people.member!.get(posts.closed.url)).json.post.open);
    viewers.stranger = { client: new Client(test.url), browser: new Browser(test.url) };
    for (const [name, person] of Object.entries(people)) {
      const browser = new Browser(test.url);
      expectStatus(await browser.submit('/sign-in', '/sign-in', { email: person.email, password: PASSWORD }), 303);
      viewers[name] = { client: person, browser };
    }
  });
  afterAll(async () => {
    console.info(`reads and writes together: ${cells} cells; left out: POST /webhooks/stripe and POST /dev/clock (specs of their own), static files, /openapi.json`);
    await test.close();
  });

  const refused = ['stranger', 'account', 'follower', 'elsewhere', 'otherOwner'];
  const show = (answer: Answer) => answer.text + JSON.stringify([...answer.headers]);
  const fill = (path: string, post: { id: string; slug: string }) => path
    .replace(':handle', 'tamsin').replace(':slug', post.slug).replace(':file', '480.webp').replace(':place', 'picture')
    .replace(/:(pictureId|postId|versionId)/, post.id).replace(':id', path.includes('tiers') ? page.paid.id : post.id).replace(':grant', randomUUID()).replace(':token', 'a'.repeat(43)).replace(':price', randomUUID());

  it('shows no canary to anyone whom the gate refuses, and each to those it lets in', async () => {
    const routes = routeTable(test.app).filter((route) => route.method === 'GET');
    expect(routes.length).toBeGreaterThan(25);
    for (const name of [...refused, 'member']) {
      for (const route of routes) {
        for (const [kind, post] of Object.entries(posts)) {
          for (const answer of [await viewers[name]!.client.get(fill(route.path, post)), await viewers[name]!.browser.get(fill(route.path, post))]) {
            cells++;
            if (answer.status >= 500) throw new Error(`${route.path} answers ${answer.status} to ${name}`);
            const seen = Object.entries(CANARY).filter(([state, canary]) => show(answer).includes(canary) && !(name === 'member' && state === 'closed')).map(([state]) => state);
            if (seen.length > 0) throw new Error(`${route.path} (${kind}) shows ${seen.join()} to ${name}`);
          }
        }
      }
    }
    expect(show(await viewers.member!.client.get(posts.closed.url))).toContain(CANARY.closed);
    expect(show(await viewers.member!.browser.get(posts.closed.url))).toContain(CANARY.closed);
    for (const post of Object.values(posts)) expect(show(await viewers.owner!.browser.get(`/studio/tamsin/posts/${post.id}`))).toMatch(/canary/);
    console.info(`route x viewer x face: ${cells} cells, ${routes.length} GET routes, ${refused.length + 1} viewers`);
  }, 120_000);

  it('answers drafts and unpublished posts like nothing at all', async () => {
    for (const { client, browser } of Object.values(viewers)) {
      const nothing = [await client.get('/@tamsin/posts/there-is-none'), await browser.get('/@tamsin/posts/there-is-none')];
      for (const post of [posts.draft, posts.unpublished]) {
        const hidden = [await client.get(post.url), await browser.get(post.url)];
        const plain = (answer: Answer, slug: string) => answer.text.replaceAll(/"reference":"\w+"|mention \w+/g, '').replaceAll(slug, '').replaceAll(/value="[^"]*"/g, '');
        hidden.forEach((answer, at) => {
          expect(answer.status).toBe(404);
          expect(plain(answer, post.slug)).toBe(plain(nothing[at]!, 'there-is-none'));
        });
      }
    }
  });

  it('writes no closed, draft or unpublished word to a mail that is not let in, nor to the log', async () => {
    await until('mails to be sent', async () => (await test.db.query('select 1 from mail where submitted_at is null and skipped is null')).rowCount === 0);
    await buildPost(owner, 'tamsin', 'paid', CANARY.closed);
    const to = (mail: { to?: unknown }) => ([mail.to].flat()[0] as { text: string }).text;
    const told = async () => (await test.mails()).filter((mail) => `${mail.text}${mail.html}${mail.subject}`.includes(CANARY.closed)).map(to);
    await until('the mail to who may read', async () => (await told()).some((address) => address.includes('member@')));
    await until('the others', async () => (await test.db.query('select 1 from mail where submitted_at is null and skipped is null')).rowCount === 0);
    for (const address of await told()) expect(address).toMatch(/member@|tamsin@/);
    for (const mail of await test.mails()) {
      if (!to(mail).includes('tamsin@')) expect(`${mail.text}${mail.html}${mail.subject}`).not.toMatch(/canary(draft|gone)body/);
    }
    expect(test.logs()).not.toMatch(/canary/);
    expect(test.logs()).not.toMatch(/@people\.example|Bearer|session=/);
  });

  describe('writes', () => {
    const picture = async (more: Record<string, string> = {}) => {
      const form = new FormData();
      for (const [field, value] of Object.entries({ alt: 'A plain field.', ...more })) form.set(field, value);
      const bytes = await sharp({ create: { width: 500, height: 300, channels: 3, background: '#0d646c' } }).png().toBuffer();
      form.set('picture', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'field.png');
      return form;
    };
    const upload = (path: string, body: FormData, headers: Record<string, string>) => fetch(test.url + path, { method: 'POST', body, headers: { accept: 'text/html', ...headers }, redirect: 'manual' });
    const token = async (name: string) => /name="_csrf" value="([^"]+)"/.exec((await viewers[name]!.browser.get('/account')).text)![1]!;
    const writes = () => routeTable(test.app).filter((route) => route.method === 'POST' && !/webhooks|dev\/clock/.test(route.path));

    it('want somebody signed in where they say so', async () => {
      for (const route of writes().filter((one) => one.signedIn)) {
        cells++;
        expect([route.path, (await viewers.stranger!.client.post(fill(route.path, posts.closed))).status]).toEqual([route.path, 401]);
      }
    });

    it('find no page of somebody else in the studio, however right the form is', async () => {
      const tier = { name: 'Stolen', description: '', benefits: '', welcome: '', price: '1', currency: 'EUR' };
      const bodies: Record<string, object> = {
        createPost: words('x', 'public'), updatePost: words('x', 'public'), publishPost: words('x', 'public'), unpublishPost: {}, schedulePost: { ...words('x', 'public'), publishOn: '2030-01-01', publishAt: '09:00' }, unschedulePost: {}, pinPost: {}, unpinPost: {}, restorePostVersion: {},
        createCollection: { title: 'Stolen' }, updateCollection: { title: 'Stolen' }, deleteCollection: {}, addCollectionPost: { postId: posts.closed.id }, removeCollectionPost: {}, moveCollectionPost: { way: 'up' }, deletePost: {},
        createTier: { ...tier, paid: 'paid' }, updateTier: tier, archiveTier: {}, restoreTier: {}, reorderTiers: { order: page.paid.id },
        createPromise: { words: 'x', tierId: page.paid.id, every: 'once' }, keepPromise: {}, unkeepPromise: {}, endPromise: {}, createTierPrice: { price: '6', currency: 'USD', period: 'month' }, retireTierPrice: {}, movePriceHolders: { priceId: page.paid.id }, recallPriceMove: { priceId: page.paid.id },
        inviteTeamMember: { email: 'thief@people.example', role: 'editor' }, resendTeamInvitation: {}, withdrawTeamInvitation: {}, leaveTeam: {}, changeTeamRole: { role: 'editor' }, endTeamRole: {},
        changeHandle: { handle: 'stolen' }, exportMembers: {}, giveTier: { tierId: page.paid.id, until: '2030-01-01', note: 'x' }, takeTierBack: {}, acceptTierRequest: {}, declineTierRequest: {}, closeTierRequest: {}, refundPayment: { seen: '0', end: 'no' }, endMembership: { subscription: 'sub_none' }, closeCreator: { password: PASSWORD }, reopenCreator: {}, setCreatorLinks: { links: '' }, setCreatorNumbers: {}, endFirstSteps: {}, transferOwnership: { password: PASSWORD },
        updateCreator: { name: 'Stolen', standfirst: '', about: '', language: 'en', hue: 5, chroma: 50 }, setCreatorPicture: await picture(),
        uploadMedia: await picture(), updateMedia: { alt: 'Stolen' }, deleteMedia: {},
      };
      const state = async () => Promise.all(
        [`posts/${posts.closed.id}`, 'posts', `tiers/${page.paid.id}`, 'tiers', 'settings'].map(async (path) => (await owner.get(`/studio/tamsin/${path}`)).json),
      );
      const before = await state();
      const routes = writes().filter((one) => one.path.startsWith('/studio/:'));
      expect(routes.map((route) => route.face!.id).sort()).toEqual(Object.keys(bodies).sort());
      for (const route of routes) {
        for (const name of ['account', 'follower', 'elsewhere', 'member', 'otherOwner']) {
          cells++;
          const body = bodies[route.face!.id]!;
          const path = fill(route.path, posts.closed);
          const { status } = body instanceof FormData ? await upload(path, body, { authorization: `Bearer ${viewers[name]!.client.token}` }) : await viewers[name]!.client.post(path, body);
          expect([route.face!.id, name, status]).toEqual([route.face!.id, name, 404]);
        }
      }
      expect(await state()).toEqual(before);
    });

    it('find no post or tier of another page below one\'s own', async () => {
      const mine = viewers.otherOwner!.client;
      expect((await mine.get(`/studio/other/posts/${posts.closed.id}`)).status).toBe(404);
      expect((await mine.post(`/studio/other/posts/${posts.closed.id}`, words('stolen', 'public'))).status).toBe(404);
      expect((await mine.post(`/studio/other/posts/${posts.closed.id}/publication/undo`)).status).toBe(404);
      expect((await mine.post(`/studio/other/posts/${posts.closed.id}/deletion`)).status).toBe(404);
      expect((await mine.get(`/studio/other/tiers/${page.paid.id}`)).status).toBe(404);
      expect((await mine.post(`/studio/other/tiers/${page.paid.id}/archival`)).status).toBe(404);
      expect((await mine.post('/studio/other/posts', words('x', `tier:${page.paid.id}`))).status).toBe(422);
    });

    it('riding on a cookie want a form of ours', async () => {
      const { browser } = viewers.owner!;
      const before = (await owner.get('/studio/tamsin/posts')).json.published;
      for (const route of writes().filter((one) => !/unsubscribe|mail\/(cancellation|card|withdrawal)/.test(one.path))) {
        const path = fill(route.path, posts.closed);
        const attacks = [
          browser.post(path, {}),
          browser.post(path, { _csrf: 'forged' }),
          browser.post(path, { _csrf: 'forged' }, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }),
          browser.post(path, {}, { 'content-type': 'application/json' }),
          browser.post(path, {}, { 'content-type': 'text/plain' }),
          browser.post(path, {}, { origin: 'null', 'sec-fetch-site': 'none' }),
        ];
        cells += attacks.length;
        for (const answer of await Promise.all(attacks)) expect([route.path, [400, 403, 415].includes(answer.status)]).toEqual([route.path, true]);
      }
      expect((await owner.get('/studio/tamsin/posts')).json.published).toEqual(before);
    });

    it('take a token of this session only', async () => {
      const body = { name: 'Stolen', language: 'en', timeZone: 'UTC' };
      expect((await viewers.member!.browser.post('/account', { ...body, _csrf: await token('follower') })).status).toBe(403);
      expect((await viewers.member!.browser.post('/account', { ...body, name: 'Member', _csrf: await token('member') })).status).toBe(303);
    });

    it('come from this site only, even with the right token', async () => {
      const { browser } = viewers.member!;
      const body = { name: 'Stolen', language: 'en', timeZone: 'UTC', _csrf: await token('member') };
      const from = (headers: Record<string, string>) => fetch(`${test.url}/account`, {
        method: 'POST', body: new URLSearchParams(body).toString(), redirect: 'manual',
        headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', cookie: `session=${browser.cookies.get('session')}`, ...headers },
      });
      for (const headers of [
        { origin: 'https://evil.example' }, { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, {},
      ]) expect([headers, (await from(headers as Record<string, string>)).status]).toEqual([headers, 403]);
      expect((await viewers.member!.client.get('/account')).json.account.name).toBe('Member');
      expect((await from({ 'sec-fetch-site': 'same-origin' })).status).toBe(303);
    });

    it('of pictures want a form of ours, too', async () => {
      const own = { cookie: `session=${viewers.owner!.browser.cookies.get('session')}`, origin: test.url };
      const path = '/studio/tamsin/settings/picture';
      expect((await upload(path, await picture(), own)).status).toBe(403);
      expect((await upload(path, await picture({ _csrf: await token('follower') }), own)).status).toBe(403);
      expect((await upload(path, await picture({ _csrf: await token('owner') }), { ...own, origin: 'https://evil.example' })).status).toBe(403);
      expect((await owner.get('/studio/tamsin/settings')).json.creator.picture).toBeNull();
      expect((await upload(path, await picture({ _csrf: await token('owner') }), own)).status).toBe(303);
    });

    it('refuse fields they do not know, and never assign them', async () => {
      for (const extra of [{ id: randomUUID() }, { creatorId: randomUUID() }, { publishedAt: '2020-01-01' }, { authorId: randomUUID() }, { version: 'x' }, { bodyHtml: '<script>' }]) {
        expect((await owner.post('/studio/tamsin/posts', { ...words('x', 'public'), ...extra })).status).toBe(422);
      }
      for (const extra of [{ operatorSince: '2020-01-01' }, { email: 'x@y.example' }, { passwordHash: 'x' }, { operator: true }]) {
        expect((await owner.post('/account', { name: 'Tamsin', language: 'en', timeZone: 'UTC', ...extra })).status).toBe(422);
      }
    });

    it('survive hostile fields', async () => {
      const hostile = ['', ' ', '\u0000', '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "'; drop table post; --", '{{constructor}}', '\u202Eevil', 'x'.repeat(10_000), 'a\r\nBcc: x@y', '😀'.repeat(50), '../../etc/passwd', '%00', '__proto__'];
      for (const text of hostile) {
        for (const body of [{ ...words('x', 'public'), title: text }, { ...words(text, 'public') }, { ...words('x', text) }, { ...words('x', 'public'), standfirst: text }]) {
          expect([201, 422]).toContain((await owner.post('/studio/tamsin/posts', body)).status);
        }
        expect([200, 422]).toContain((await owner.post('/account', { name: text, language: 'en', timeZone: 'UTC' })).status);
      }
      for (const body of [[], 'text', 7, null, { title: {} }, { title: ['x'] }]) expect((await owner.post('/studio/tamsin/posts', body as object)).status).toBeGreaterThanOrEqual(400);
      expectStatus(await owner.post('/account', { name: 'Tamsin', language: 'en', timeZone: 'UTC' }), 200);
      const shown = await viewers.owner!.browser.get('/studio/tamsin/posts');
      expect(shown.text).not.toContain('<script>alert');
      expect(shown.text).not.toContain('<img src=x');
    }, 60_000);
  });
});
