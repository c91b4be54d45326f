import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, Client, expectStatus, PASSWORD } from '../client.js';

describe.each(['invite', 'closed'])('an install whose sign-up is %s', (policy) => {
  let test: TestApp;
  let operator: Client & { email: string };
  let ids: Record<string, string>;
  beforeAll(async () => {
    test = await startApp({ env: { SIGN_UP: policy } });
    const { hashPassword } = await import('../../src/members/index.js');
    const hash = await hashPassword(PASSWORD);
    const make = async (name: string, isOperator: boolean) => {
      await test.db.query(`insert into account (email, email_key, name, password_hash, language, time_zone, operator_since, created_at, proved_at)
        values ($1, $1, $2, $3, 'en', 'UTC', case when $4 then now() end, now(), now())`, [`${name}@people.example`, name, hash, isOperator]);
      const client = Object.assign(new Client(test.url), { email: `${name}@people.example` });
      client.token = expectStatus(await client.post('/sign-in', { email: client.email, password: PASSWORD }), 201).json.token;
      return client;
    };
    operator = await make('op', true);
    const page = await buildPage(test, operator, 'tamsin');
    ids = { free: page.free.id };
    await make('somebody', false);
  });
  afterAll(() => test.close());
  beforeEach(() => test.db.query('delete from limit_use'));

  const toOf = (mail: { to?: unknown }) => ([mail.to].flat()[0] as { text: string }).text;

  it('makes no account for strangers, neither by signing up nor by joining, and says so', async () => {
    const code = policy === 'invite' ? 'sign_up_invite' : 'sign_up_closed';
    expect((await new Client(test.url).post('/sign-up', { name: 'Ruth', email: 'ruth@people.example', password: PASSWORD })).json).toMatchObject({ status: 403, code });
    for (const email of ['ruth@people.example', 'somebody@people.example']) {
      expect((await new Client(test.url).post('/@tamsin/join', { email, tierId: ids.free })).json).toMatchObject({ status: 403, code });
    }
    expect((await new Browser(test.url).get('/sign-up')).text).not.toContain('type="password"');
    expect((await new Browser(test.url).get('/@tamsin/join')).text).not.toContain('form="guest"');
    expect((await test.db.query("select 1 from account where email like 'ruth%'")).rowCount).toBe(0);
  });

  it('shows the operator\'s page to the operator alone', async () => {
    const somebody = new Client(test.url);
    somebody.token = expectStatus(await somebody.post('/sign-in', { email: 'somebody@people.example', password: PASSWORD }), 201).json.token;
    expect((await somebody.get('/operator/people')).status).toBe(404);
    expect((await somebody.post('/operator/people/invitations', { email: 'friend@people.example', language: 'en' })).status).toBe(404);
    expect((await operator.get('/operator/people')).json).toMatchObject({ policy });
  });

  if (policy === 'closed') {
    it('stays closed to who is asked, too', async () => {
      expect((await operator.post('/operator/people/invitations', { email: 'friend@people.example', language: 'en' })).status).toBe(403);
    });
    return;
  }

  const invite = async (email: string) => {
    expectStatus(await operator.post('/operator/people/invitations', { email, language: 'it' }), 201);
    return until('the invitation', async () => (await test.mails()).filter((mail) => toOf(mail).includes(email)).map((mail) => /\/sign-up\/invitations\/[\w-]+/.exec(mail.text ?? '')?.[0]).findLast(Boolean));
  };

  it('lets in whom the operator asks, once, with or without a password', async () => {
    const link = await invite('ruth@people.example');
    const browser = new Browser(test.url);
    expect((await browser.get(link)).text).toContain('ruth@people.example');
    expect((await new Browser(test.url).get(link)).status).toBe(200);
    expect((await browser.submit(link, link, { name: '', password: '' })).status).toBe(422);
    expect((await browser.submit(link, link, { name: 'Ruth', password: 'short' })).status).toBe(422);
    expect((await browser.submit(link, link, { name: 'Ruth', password: '' })).status).toBe(303);
    expect((await browser.get('/account')).text).toContain('ruth@people.example');
    expect((await browser.get(link)).status).toBe(410);
    expect((await new Client(test.url).post(link, { name: 'Thief' })).status).toBe(410);
    expect((await test.db.query("select language, proved_at is not null as proved, password_hash from account where email = 'ruth@people.example'")).rows).toEqual([{ language: 'it', proved: true, password_hash: null }]);
    expect(test.logs()).not.toContain(link.split('/').at(-1));
    const { invitations } = (await operator.get('/operator/people')).json;
    expect(invitations).toMatchObject([{ address: 'ruth@people.example', usedAt: expect.any(String) }]);
  });

  it('forgets an invitation that is taken back, or sent again', async () => {
    const first = await invite('joan@people.example');
    const second = await until('another', async () => { const link = await invite('Joan@people.example'); return link !== first && link; });
    expect((await new Browser(test.url).get(first)).status).toBe(410);
    const { id } = (await operator.get('/operator/people')).json.invitations.find((one: any) => /joan/i.test(one.address));
    expectStatus(await operator.post(`/operator/people/invitations/${id}/deletion`), 200);
    expect((await new Client(test.url).post(second, { name: 'Joan' })).status).toBe(410);
  });

  it.each(['a@b.example\r\nBcc: c@d.example', 'a@b.example, c@d.example', 'somebody@people.example'])('does not ask %j', async (email) => {
    expect((await operator.post('/operator/people/invitations', { email, language: 'en' })).status).toBe(422);
  });
});
