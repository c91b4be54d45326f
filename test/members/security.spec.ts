import { routeTable } from '../../src/platform/index.js';
import { type Scope, SCOPES, scopeOf } from '../../src/members/auth/permits.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, Client, expectStatus, PASSWORD } from '../client.js';

describe('doors and keys', () => {
  let test: TestApp;
  beforeAll(async () => { test = await startApp(); });
  afterAll(() => test.close());
  beforeEach(() => test.db.query('delete from limit_use'));

  const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
  const toOf = (mail: { to?: unknown }) => ([mail.to].flat()[0] as { text: string }).text;
  const linkTo = (email: string, kind: string) => until(`a link to ${email}`, async () => (await test.mails()).filter((mail) => toOf(mail).includes(email)).map((mail) => new RegExp(`/${kind}/[\\w-]+`).exec(mail.text ?? '')?.[0]).findLast(Boolean));
  const signedIn = async (email: string, headers: Record<string, string> = {}) => {
    const browser = new Browser(test.url, headers);
    expectStatus(await browser.submit('/sign-in', '/sign-in', { email, password: PASSWORD }), 303);
    return browser;
  };
  const byLink = async (email: string, next: string) => {
    const browser = new Browser(test.url);
    await browser.submit('/sign-in', '/sign-in-links', { email, password: '', next });
    const link = await linkTo(email, 'sign-in-links');
    expect((await browser.submit(link, link, {})).headers.get('location')).toBe(next);
    return browser;
  };

  describe('sessions', () => {
    it('are listed with a plain word for the device, and end one by one or all at once', async () => {
      const person = await buildPerson(test, 'Doors');
      const [here, there] = [await signedIn(person.email, { 'user-agent': FIREFOX }), await signedIn(person.email)];
      const page = await here.get('/account/security');
      expect(page.text).toContain('Firefox, Linux');
      const { sessions } = (await person.get('/account/security')).json;
      expect(sessions).toHaveLength(3);
      expect(sessions.filter((one: any) => one.current)).toMatchObject([{ kind: 'token' }]);
      expect(sessions.find((one: any) => one.device)).toMatchObject({ device: 'Firefox, Linux', kind: 'cookie', lastSeen: expect.stringMatching(/:00:00\.000Z$/) });

      const other = sessions.find((one: any) => !one.current && !one.device);
      expectStatus(await here.submit('/account/security', `/account/security/sessions/${other.id}/deletion`, {}), 303);
      expect((await there.get('/account')).status).toBe(303);
      expect((await here.get('/account')).status).toBe(200);
      expect((await here.submit('/account/security', '/account/security/sessions/deletion', {})).headers.get('location')).toBe('/sign-in');
      expect((await here.get('/account')).status).toBe(303);
      expect((await person.get('/account')).status).toBe(401);
    });

    it('of somebody else are not there', async () => {
      const [person, thief] = [await buildPerson(test, 'Guarded'), await buildPerson(test, 'Thief')];
      const [{ id }] = (await person.get('/account/security')).json.sessions;
      expect((await thief.post(`/account/security/sessions/${id}/deletion`)).status).toBe(404);
      expect((await person.get('/account')).status).toBe(200);
    });

    it('row 9: a token of one session is no form of the next', async () => {
      const person = await buildPerson(test, 'Forms');
      const browser = await signedIn(person.email);
      const token = /name="_csrf" value="([^"]+)"/.exec((await browser.get('/account/security')).text)![1]!;
      await browser.submit('/account', '/sign-in', { email: person.email, password: PASSWORD });
      expect((await browser.post('/account/security/sessions/deletion', { _csrf: token })).status).toBe(403);
    });
  });

  describe('the password', () => {
    it('changes with the old one, and ends every other session', async () => {
      const person = await buildPerson(test, 'Changer');
      const [here, there] = [await signedIn(person.email), await signedIn(person.email)];
      const change = (fields: Record<string, string>) => here.submit('/account/security/password', '/account/security/password', fields);
      const wrong = await change({ password: 'not my password', newPassword: 'a brand new password' });
      expect(wrong.status).toBe(422);
      expect(wrong.text).not.toContain('brand new');
      expect((await change({ newPassword: 'a brand new password' })).status).toBe(422);
      expect((await change({ password: PASSWORD, newPassword: 'short' })).status).toBe(422);
      expect((await change({ password: PASSWORD, newPassword: 'a brand new password' })).status).toBe(303);
      expect((await here.get('/account')).status).toBe(200);
      expect((await there.get('/account')).status).toBe(303);
      expect((await new Client(test.url).post('/sign-in', { email: person.email, password: PASSWORD })).status).toBe(401);
      expect((await new Client(test.url).post('/sign-in', { email: person.email, password: 'a brand new password' })).status).toBe(201);
    });

    it('can be set by who has none and came by a link just now, and by nobody else', async () => {
      const person = await buildPerson(test, 'Wordless');
      await test.db.query('update account set password_hash = null where id = $1', [person.accountId]);
      await test.db.query("update session set created_at = created_at - interval '16 minutes' where account_id = $1", [person.accountId]);
      expect((await person.post('/account/security/password', { newPassword: 'a brand new password' })).status).toBe(422);
      const browser = await byLink(person.email, '/account/security/password');
      expect((await browser.get('/account/security/password')).text).not.toContain('current-password');
      expect((await browser.submit('/account/security/password', '/account/security/password', { newPassword: 'a brand new password' })).status).toBe(303);
      expect((await new Client(test.url).post('/sign-in', { email: person.email, password: 'a brand new password' })).status).toBe(201);
    });

    it('is guessed ten times at most', async () => {
      const person = await buildPerson(test, 'Guessing');
      await test.db.query("update session set opened_by = 'password' where account_id = $1", [person.accountId]);
      const statuses = [];
      for (let n = 0; n < 12; n++) statuses.push((await person.post('/account/security/password', { password: `guess ${n}`, newPassword: 'a brand new password' })).status);
      expect(statuses.slice(9)).toEqual([422, 429, 429]);
    });
  });

  describe('the address', () => {
    it('changes when the new one says so, and the old one is told', async () => {
      const person = await buildPerson(test, 'Mover');
      const browser = await signedIn(person.email);
      expect((await browser.submit('/account/security/address', '/account/security/address', { email: 'moved@people.example', password: 'wrong' })).status).toBe(422);
      expect((await browser.submit('/account/security/address', '/account/security/address', { email: 'moved@people.example', password: PASSWORD })).headers.get('location')).toBe('/account/security/address/sent');
      const link = await linkTo('moved@people.example', 'address-changes');
      expect((await person.get('/account')).json.account.email).toBe('mover@people.example');
      expect((await new Browser(test.url).get(link)).status).toBe(303);
      const stranger = await buildPerson(test, 'Stranger');
      expect((await stranger.post(link)).json.code).toBe('not_your_link');
      expect((await browser.get(link)).text).toContain('moved@people.example');
      expect((await browser.submit(link, link, {})).status).toBe(303);
      expect((await browser.get(link)).status).toBe(410);
      expect((await person.get('/account')).json.account.email).toBe('moved@people.example');
      await until('the old one is told', async () => (await test.mails()).some((mail) => toOf(mail).includes('mover@') && /another address/.test(mail.subject ?? '')));
      expect((await new Client(test.url).post('/sign-in', { email: 'mover@people.example', password: PASSWORD })).status).toBe(401);
      expect((await new Client(test.url).post('/sign-in', { email: 'moved@people.example', password: PASSWORD })).status).toBe(201);
    });

    it('row 15: in use gets the same answer, and only its mailbox learns more', async () => {
      const [person] = [await buildPerson(test, 'Asker'), await buildPerson(test, 'Taken')];
      const ask = async (email: string) => { const { status, text } = await person.post('/account/security/address', { email, password: PASSWORD }); return { status, text }; };
      const free = await ask('free@people.example');
      expect(await ask('taken@people.example')).toEqual(free);
      const link = await linkTo('taken@people.example', 'address-changes');
      expect((await person.post(link)).json.code).toBe('address_in_use');
      expect((await person.get('/account')).json.account.email).toBe(person.email);
      expect((await test.db.query("select 1 from account where email_key = 'taken@people.example'")).rowCount).toBe(1);
    });

    it('is told to Stripe, too', async () => {
      const [owner, person] = [await buildPerson(test, 'Seller'), await buildPerson(test, 'Buyer')];
      const page = await buildPage(test, owner, 'seller');
      expectStatus(await person.post('/@seller/checkout', { tierId: page.paid.id }), 201);
      expectStatus(await person.post('/account/security/address', { email: 'bought@people.example', password: PASSWORD }), 202);
      expectStatus(await person.post(await linkTo('bought@people.example', 'address-changes')), 200);
      await until('the customer', async () => (await test.control('GET', '/dump')).body.customer.some((one: any) => one.email === 'bought@people.example'));
    });

    it('ends links that went to the old one', async () => {
      const person = await buildPerson(test, 'Ender');
      await new Client(test.url).post('/password-resets', { email: person.email });
      const reset = await linkTo(person.email, 'password-resets');
      expectStatus(await person.post('/account/security/address', { email: 'ended@people.example', password: PASSWORD }), 202);
      expectStatus(await person.post(await linkTo('ended@people.example', 'address-changes')), 200);
      expect((await new Client(test.url).post(reset, { password: 'a brand new password' })).status).toBe(410);
    });

    it.each(['a@b.example\r\nBcc: c@d.example', '"a@evil.example>,"@people.example', 'a@b.example, c@d.example', 'ｒuth@people.example'])('row 16: is never %j', async (email) => {
      const person = await buildPerson(test, `Header${email.length}`);
      expect((await person.post('/account/security/address', { email, password: PASSWORD })).status).toBe(422);
    });
  });

  describe('keys for programs', () => {
    const makeKey = async (person: Client, more: object = {}) => {
      const { json } = expectStatus(await person.post('/account/security/tokens', { name: 'A script', password: PASSWORD, ...more }), 201);
      return Object.assign(new Client(test.url), { token: json.token as string, id: json.id as string, scopes: json.scopes as Scope[] });
    };

    it('are shown once, kept as hashes, and end with one press', async () => {
      const person = await buildPerson(test, 'Keys');
      const browser = await signedIn(person.email);
      const made = await browser.submit('/account/security/tokens', '/account/security/tokens', { name: 'The <b>newsletter</b> script', posts: 'on', days: '30', password: PASSWORD });
      expect([made.status, made.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
      const token = /thousand_[\w-]{43}/.exec(made.text)![0];
      expect((await browser.get('/account/security')).text).not.toContain(token);
      expect((await browser.get('/account/security')).text).toContain('&lt;b&gt;newsletter');
      expect(JSON.stringify((await test.db.query('select * from api_token')).rows)).not.toContain(token);
      expect(test.logs()).not.toContain(token);
      const client = Object.assign(new Client(test.url), { token });
      expect((await client.get('/account')).json.account.email).toBe(person.email);
      const [listed] = (await person.get('/account/security')).json.tokens;
      expect(listed).toMatchObject({ scopes: ['read', 'write:posts'], lastUsed: expect.stringMatching(/:00:00\.000Z$/) });
      expect(Math.round((Date.parse(listed.expiresAt) - Date.parse(listed.createdAt)) / 86_400_000)).toBe(30);
      await browser.submit('/account/security', `/account/security/tokens/${listed.id}/deletion`, {});
      expect((await client.get('/account')).status).toBe(401);
    });

    it('are not made by whoever only holds the session', async () => {
      const person = await buildPerson(test, 'Held');
      for (const password of [undefined, 'a guess']) expect(Object.keys((await person.post('/account/security/tokens', { name: 'Mine', password })).json.errors)).toEqual(['password']);
      expect((await person.get('/account/security')).json.tokens).toEqual([]);
    });

    it('end by themselves, and are not somebody else\'s to end', async () => {
      const [person, thief] = [await buildPerson(test, 'Expiring'), await buildPerson(test, 'Revoker')];
      const key = await makeKey(person, { days: 'never' });
      expect((await thief.post(`/account/security/tokens/${key.id}/deletion`)).status).toBe(404);
      expect((await key.get('/home')).status).toBe(200);
      await test.db.query("update api_token set expires_at = now() - interval '1 second' where id = $1", [key.id]);
      expect((await key.get('/home')).status).toBe(401);
    });

    it('row 27: open exactly the routes of their scope, for every route there is', async () => {
      const owner = await buildPerson(test, 'Owner');
      await buildPage(test, owner, 'owned');
      const all = { posts: true, people: true, page: true, account: true };
      const keys = [await makeKey(owner), await makeKey(owner, { posts: 'on' }), await makeKey(owner, { people: 'on' }), await makeKey(owner, { page: 'on' }), await makeKey(owner, { account: 'on' }), await makeKey(owner, all)];
      expect(keys.at(-1)!.scopes).toEqual([...SCOPES]);
      const fill = (path: string) => path.replace(':handle', 'owned').replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000');
      let [opened, closed] = [0, 0];
      for (const route of routeTable(test.app).filter((one) => ['GET', 'POST'].includes(one.method) && !/^\/(webhooks|dev|mail\/unsubscribe)/.test(one.path))) {
        const needed = scopeOf(route.method, route.path);
        for (const key of keys) {
          const may = needed !== null && key.scopes.includes(needed);
          // A body out of shape: whom the scope lets through is stopped by the form, before anything is done.
          const answer = route.method === 'GET' ? await key.get(fill(route.path)) : await key.post(fill(route.path), { nothing: 'of ours' });
          const refused = answer.status === 403 && answer.json.code === 'token_scope';
          expect([route.method, route.path, key.scopes, refused]).toEqual([route.method, route.path, key.scopes, !may]);
          if (refused) closed++; else opened++;
        }
      }
      console.info(`API tokens: ${opened} cells open, ${closed} closed`);
      const never = ['createApiToken', 'revokeApiToken', 'changePassword', 'requestAddressChange', 'confirmAddressChange', 'signOutEverywhere', 'endSession', 'signIn', 'createCreator'];
      const routes = new Map(routeTable(test.app).map((route) => [route.face?.id, route]));
      for (const id of never) expect([id, scopeOf('POST', routes.get(id)!.path)]).toEqual([id, null]);
    });

    it.each([
      ['no name', { name: '' }], ['10,000 characters', { name: 'x'.repeat(10_000) }], ['two lines', { name: 'a\nb' }], ['a scope of their own', { name: 'A', scopes: ['admin'] }],
      ['another yes', { name: 'A', posts: 'yes' }], ['a hundred years', { name: 'A', days: '36500' }], ['another account', { name: 'A', accountId: 'x' }],
    ])('row 20: are not made of %s', async (_, body) => {
      const person = await buildPerson(test, `Mass${JSON.stringify(body).length}`);
      expect((await person.post('/account/security/tokens', { password: PASSWORD, ...body })).status).toBe(422);
    });
  });
});
