import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPerson, Client, expectStatus, PASSWORD } from '../client.js';

describe('signing in by a link', () => {
  let test: TestApp;
  beforeAll(async () => { test = await startApp({ env: { TRUST_PROXY: '' } }); });
  afterAll(() => test.close());
  beforeEach(() => test.db.query('delete from limit_use'));

  const toOf = (mail: { to?: unknown }) => ([mail.to].flat()[0] as { text: string }).text;
  const links = async (email: string) => (await test.mails()).filter((mail) => toOf(mail).includes(email)).flatMap((mail) => /\/sign-in-links\/[\w-]+/.exec(mail.text ?? '')?.[0] ?? []);
  const ask = (browser: Browser, email: string, more: Record<string, string> = {}) => browser.submit('/sign-in', '/sign-in-links', { email, password: '', ...more });
  const newLink = async (browser: Browser, email: string, more: Record<string, string> = {}) => {
    const before = await links(email);
    expect((await ask(browser, email, more)).headers.get('location')).toBe('/sign-in-links/sent');
    return until('a link', async () => (await links(email)).find((link) => !before.includes(link)));
  };

  it('works once, and goes where one was going', async () => {
    const { email } = await buildPerson(test, 'Linked');
    const browser = new Browser(test.url);
    const link = await newLink(browser, email, { next: '/account' });
    const page = await browser.get(link);
    expect(page.text).toContain(email);
    expect(page.text).not.toContain('another browser');
    const used = await browser.submit(link, link, {});
    expect([used.status, used.headers.get('location')]).toEqual([303, '/account']);
    expect((await browser.get('/account')).status).toBe(200);
    expect((await browser.get(link)).status).toBe(410);
    expect((await new Browser(test.url).submit('/sign-in', link, {})).status).toBe(410);
  });

  it('row 14: is not used up by who only looks, is kept as a hash, ends after a quarter of an hour, and stays out of the log', async () => {
    const { email } = await buildPerson(test, 'Scanned');
    const link = await newLink(new Browser(test.url), email);
    const scanner = new Browser(test.url);
    for (let n = 0; n < 3; n++) {
      const seen = await scanner.get(link);
      expect([seen.status, seen.headers.get('referrer-policy'), seen.headers.get('cache-control')]).toEqual([200, 'same-origin', 'private, no-store']);
    }
    expect(scanner.cookies.has('session')).toBe(false);
    await fetch(test.url + link, { method: 'HEAD' });
    const secret = link.split('/').at(-1)!;
    expect(JSON.stringify((await test.db.query('select * from account_token')).rows)).not.toContain(secret);
    expect(JSON.stringify((await test.db.query('select * from mail')).rows)).not.toContain(secret);
    expect(test.logs()).not.toContain(secret);
    const { rows: [row] } = await test.db.query("select expires_at - created_at = interval '15 minutes' as quarter from account_token where purpose = 'sign-in' order by created_at desc limit 1");
    expect(row.quarter).toBe(true);
    await test.db.query("update account_token set expires_at = now() - interval '1 second' where purpose = 'sign-in'");
    expect((await scanner.get(link)).status).toBe(410);
    expect((await new Client(test.url).post(link)).status).toBe(410);
  });

  it('row 15: answers the same and does the same for an address it knows and one it does not', async () => {
    await buildPerson(test, 'Known');
    const answers = await Promise.all(['known@people.example', 'nobody@people.example'].map((email) => new Client(test.url).post('/sign-in-links', { email })));
    const [known, unknown] = answers.map(({ status, text, headers }) => ({ status, text, headers: [...headers].filter(([name]) => !['x-request-id', 'date'].includes(name)) }));
    expect(known).toEqual(unknown);
    const forms = await Promise.all(['known@people.example', 'nobody@people.example'].map((email) => ask(new Browser(test.url), email)));
    const shapes = forms.map(({ status, text, headers }) => ({ status, text, location: headers.get('location'), cookies: headers.getSetCookie().map((one) => one.replace(/=[^;]+/, '')) }));
    expect(shapes[0]).toEqual(shapes[1]);
    expect((await test.db.query("select count(*)::int as n, account_id is null as nobody from account_token where purpose = 'sign-in' group by 2 having count(*) >= 2")).rows).toHaveLength(2);
    await until('the mails', async () => (await links('known@people.example')).length === 2);
    expect(await links('nobody@people.example')).toEqual([]);

    const most = async (email: string) => {
      const statuses = [];
      for (let n = 0; n < 5; n++) statuses.push((await new Client(test.url).post('/sign-in-links', { email })).status);
      return statuses;
    };
    expect(await most('known@people.example')).toEqual(await most('nobody@people.example'));
  });

  it('row 10: signs nobody in from a foreign page, and says in another browser for whom it is', async () => {
    const [attacker, victim] = [await buildPerson(test, 'Lurer'), new Browser(test.url)];
    const link = await newLink(new Browser(test.url), attacker.email);
    expect((await victim.post(link, {}, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await victim.post(link, {})).status).toBe(403);
    expect((await victim.post('/sign-in-links', { email: attacker.email }, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const page = await victim.get(link);
    expect(page.text).toContain('another browser');
    expect(page.text).toContain(attacker.email);
    expect(victim.cookies.has('session')).toBe(false);
    expect((await victim.submit(link, link, {})).status).toBe(303);
  });

  it('row 9: begins a new session, whatever cookie was there', async () => {
    const { email } = await buildPerson(test, 'Fixed');
    const browser = new Browser(test.url);
    await browser.submit('/sign-in', '/sign-in', { email, password: PASSWORD });
    const before = browser.cookies.get('session')!;
    const link = await newLink(browser, email);
    await browser.submit(link, link, {});
    expect(browser.cookies.get('session')).not.toBe(before);
    const thief = new Browser(test.url);
    thief.cookies.set('session', before);
    expect((await thief.get('/account')).status).toBe(303);
  });

  it('row 13: has our own address in it, whoever the request says we are', async () => {
    const { email } = await buildPerson(test, 'Poisoned');
    const { port } = new URL(test.url);
    const { request } = await import('node:http');
    for (const headers of [{ host: 'evil.example' }, { host: `localhost:${port}`, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' }]) {
      await new Promise<void>((resolve, reject) => {
        request({ port, host: '127.0.0.1', path: '/sign-in-links', method: 'POST', headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' } }, (answer) => { answer.resume().on('end', resolve); })
          .on('error', reject).end(JSON.stringify({ email }));
      });
    }
    await until('both mails', async () => (await links(email)).length === 2);
    for (const mail of await test.mails()) expect(`${mail.text}${mail.html}`).not.toContain('evil');
    expect((await test.mails()).findLast((mail) => toOf(mail).includes(email))!.text).toContain(`${test.url}/sign-in-links/`);
  });

  it('row 16: writes to one plain address and to nobody else', async () => {
    for (const email of ['a@b.example\r\nBcc: c@d.example', 'a@b.example, c@d.example', '"a@evil.example>,"@people.example', 'a(c)@b.example', 'ｋnown@people.example']) {
      for (const path of ['/sign-in-links', '/password-resets', '/sign-up']) {
        expect([path, email, (await new Client(test.url).post(path, { email, ...(path === '/sign-up' && { name: 'Ruth', password: PASSWORD }) })).status]).toEqual([path, email, 422]);
      }
    }
    for (const name of ['Ruth\r\nBcc: c@d.example', 'Ruth\u0000']) expect((await new Client(test.url).post('/sign-up', { name, email: 'inject@people.example', password: PASSWORD })).status).toBe(422);
    expectStatus(await new Client(test.url).post('/sign-up', { name: '"Ruth" <c@d.example>, Bcc: c@d.example', email: 'inject@people.example', password: PASSWORD }), 202);
    const mail = await until('the mail', async () => (await test.mails()).find((one) => toOf(one).includes('inject@')));
    expect(mail.headerLines.filter(({ key }) => key === 'bcc')).toEqual([]);
    expect([mail.to].flat().flatMap((to) => to!.value.map(({ address }) => address))).toEqual(['inject@people.example']);
  });

  it('row 23: is asked for so often and no more, whatever address the asker claims to come from', async () => {
    const ask23 = (n: number, email: string) => fetch(`${test.url}/sign-in-links`, {
      method: 'POST', body: JSON.stringify({ email }), headers: { 'content-type': 'application/json', accept: 'application/json', 'x-forwarded-for': `203.0.113.${n}` },
    });
    const one = [];
    for (let n = 0; n < 7; n++) one.push((await ask23(n, 'often@people.example')).status);
    expect(one).toEqual([202, 202, 202, 202, 202, 429, 429]);
    await test.db.query('delete from limit_use');
    const many = [];
    for (let n = 0; n < 22; n++) many.push((await ask23(n, `many${n}@people.example`)).status);
    expect(many.slice(20)).toEqual([429, 429]);
  });

  it('row 23: stops for everybody when all together ask too much, so that the install is no cannon', async () => {
    const hour = 3600;
    for (const key of ['sign-in link all', 'reset all', 'sign-up all']) {
      await test.db.query(`insert into limit_use (key, "window", used, ends_at) select $1, w, 3000, to_timestamp((w + 1) * $2::int) from
        generate_series(floor(extract(epoch from now()) / $2::int)::bigint, floor(extract(epoch from now()) / $2::int)::bigint + 1) as w`, [key, hour]);
    }
    for (const path of ['/sign-in-links', '/password-resets', '/sign-up']) {
      const answer = await new Client(test.url).post(path, { email: 'first@people.example', ...(path === '/sign-up' && { name: 'First', password: PASSWORD }) });
      expect([path, answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([path, 429, true]);
    }
  });

  it('row 20: takes no field it does not know', async () => {
    for (const extra of [{ accountId: 'x' }, { role: 'operator' }, { operatorSince: '2020-01-01' }, { next: ['/'] }]) {
      expect((await new Client(test.url).post('/sign-in-links', { email: 'ruth@people.example', ...extra })).status).toBe(422);
    }
  });

  it('proves an address that was only typed: no password and no session from before survives', async () => {
    const email = 'typed@people.example';
    const { rows: [{ id }] } = await test.db.query(`insert into account (email, email_key, name, password_hash, language, time_zone, created_at)
      values ($1, $1, 'Typed', (select password_hash from account where password_hash is not null limit 1), 'en', 'UTC', now()) returning id`, [email]);
    const planted = new Browser(test.url);
    await test.db.query(`insert into session (account_id, token_hash, kind, created_at, seen_at, expires_at, opened_by, device)
      values ($1, sha256('planted'), 'cookie', now(), now(), now() + interval '1 day', 'join', '')`, [id]);
    planted.cookies.set('session', 'planted');
    expect((await planted.get('/account')).status).toBe(200);
    expect((await new Client(test.url).post('/sign-in', { email, password: PASSWORD })).status).toBe(401);

    const browser = new Browser(test.url);
    const link = await newLink(browser, email);
    await browser.submit(link, link, {});
    expect((await browser.get('/account')).text).toContain(email);
    expect((await planted.get('/account')).status).toBe(303);
    expect((await test.db.query('select proved_at is not null as proved, password_hash from account where id = $1', [id])).rows).toEqual([{ proved: true, password_hash: null }]);
  });
});
