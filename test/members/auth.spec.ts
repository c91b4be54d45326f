import { jest } from '@jest/globals';
import { Accounts } from '../../src/members/index.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPerson, Client, expectStatus, PASSWORD } from '../client.js';

describe('signing up, in and out', () => {
  let test: TestApp;
  beforeAll(async () => { test = await startApp(); });
  afterAll(() => test.close());
  beforeEach(() => test.db.query('delete from limit_use'));

  const mailTo = (address: string, pattern: RegExp) => until(`mail to ${address}`, async () =>
    (await test.mails()).findLast((mail) => [mail.to].flat()[0]?.text.includes(address) && pattern.test(mail.text ?? '')));
  const linkIn = (text: string | undefined, kind: string) => new RegExp(`/${kind}/[\\w-]+`).exec(text ?? '')![0];
  const signUp = (browser: Browser, email: string, more: Record<string, string> = {}) => browser.submit('/sign-up', '/sign-up', { name: 'Ruth', email, password: PASSWORD, next: '', ...more });

  it('makes an account when the address is proved, and not before', async () => {
    const browser = new Browser(test.url);
    expect((await signUp(browser, 'ruth@people.example', { next: '/@tamsin/join' })).headers.get('location')).toBe('/sign-up/sent');
    const link = linkIn((await mailTo('ruth@people.example', /confirmations/)).text, 'confirmations');
    expect((await new Client(test.url).post('/sign-in', { email: 'ruth@people.example', password: PASSWORD })).status).toBe(401);

    const scanner = new Browser(test.url);
    expect((await scanner.get(link)).status).toBe(200);
    expect(scanner.cookies.has('session')).toBe(false);

    const confirmed = await browser.submit(link, link, {});
    expect([confirmed.status, confirmed.headers.get('location')]).toEqual([303, '/@tamsin/join']);
    expect((await browser.get('/account')).text).toContain('ruth@people.example');
    expect((await browser.get(link)).status).toBe(410);
    expect((await browser.submit('/account', link, {})).status).toBe(410);
  });

  it('lets nobody plant a password by signing up with the address of somebody else', async () => {
    const [victim, attacker] = [new Browser(test.url), new Browser(test.url)];
    await signUp(victim, 'planted@people.example', { password: 'the password of the victim' });
    const own = linkIn((await mailTo('planted@people.example', /confirmations/)).text, 'confirmations');
    await signUp(attacker, 'planted@people.example', { password: 'the password of the thief' });
    const newest = await until('the second mail', async () => {
      const links = (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes('planted@')).map((mail) => linkIn(mail.text, 'confirmations'));
      return links.find((link) => link !== own);
    });

    const page = await victim.get(newest);
    expect(page.text).toContain('type="password"');
    expect((await victim.submit(newest, newest, {})).status).toBe(422);
    const wrong = await victim.submit(newest, newest, { password: 'the password of the victim' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('aria-invalid');
    expect((await new Client(test.url).post(newest)).json).toMatchObject({ status: 422, errors: { password: expect.any(String) } });
    expect((await test.db.query("select 1 from account where email = 'planted@people.example'")).rowCount).toBe(0);

    expect((await new Client(test.url).post(own, { password: 'the password of the victim' })).status).toBe(201);
    expect((await new Client(test.url).post('/sign-in', { email: 'planted@people.example', password: 'the password of the thief' })).status).toBe(401);
  });

  it('asks no password of the browser that signed up', async () => {
    const browser = new Browser(test.url);
    await signUp(browser, 'same@people.example');
    const link = linkIn((await mailTo('same@people.example', /confirmations/)).text, 'confirmations');
    expect((await browser.get(link)).text).not.toContain('type="password"');
    expect((await browser.submit(link, link, {})).status).toBe(303);
    expect(browser.cookies.has('asked')).toBe(false);
  });

  it('writes to one address five times an hour at most', async () => {
    const statuses = [];
    for (let n = 0; n < 7; n++) statuses.push((await new Client(test.url).post('/sign-up', { name: 'Ruth', email: n % 2 ? 'Often@people.example' : 'often@people.example', password: PASSWORD })).status);
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429, 429]);
  });

  it('answers the same for addresses it knows and does not know', async () => {
    await buildPerson(test, 'Known');
    const shape = async (path: string, body: object) => { const { status, text } = await new Client(test.url).post(path, body); return { status, text: text.replaceAll(/"reference":"\w+"/g, '') }; };
    for (const [path, body] of [
      ['/sign-up', { name: 'Ruth', password: PASSWORD }], ['/password-resets', {}], ['/sign-in', { password: 'not the password' }],
    ] as const) {
      expect(await shape(path, { ...body, email: 'known@people.example' })).toEqual(await shape(path, { ...body, email: 'unknown@people.example' }));
    }
    await mailTo('known@people.example', /sign-in/);
    expect((await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes('unknown@people.example') && /password-resets/.test(mail.text ?? ''))).toEqual([]);
  });

  it('writes one address in one way', async () => {
    await buildPerson(test, 'Once');
    for (const email of ['ONCE@people.example', 'Once@PEOPLE.example', ' once@people.example ']) {
      expect((await new Client(test.url).post('/sign-in', { email, password: PASSWORD })).status).toBe(201);
    }
    expect((await test.db.query("select 1 from account where email_key = 'once@people.example'")).rowCount).toBe(1);
  });

  it.each(['ruth', 'ruth@', '@x.example', 'a@b.example, c@d.example', 'a@b.example\r\nBcc: c@d.example', '"a b"@x.example ', `${'a'.repeat(300)}@x.example`])('refuses the address %j', async (email) => {
    expect((await new Client(test.url).post('/sign-up', { name: 'Ruth', email, password: PASSWORD })).status).toBe(422);
  });

  it('says what is wrong beside each field, keeps what was typed, and never sends a password back', async () => {
    const answer = await signUp(new Browser(test.url), 'ruth', { password: 'short', name: 'Rutherford' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Rutherford');
    expect(answer.text).toContain('aria-invalid');
    expect(answer.text).not.toContain('short"');
  });

  it('gives a new session at each sign-in, and none survives sign-out', async () => {
    const person = await buildPerson(test, 'Session');
    const browser = new Browser(test.url);
    browser.cookies.set('session', 'planted-by-somebody-else-0123456789');
    await browser.submit('/sign-in', '/sign-in', { email: person.email, password: PASSWORD });
    const first = browser.cookies.get('session')!;
    expect(first).not.toContain('planted');
    await browser.submit('/account', '/sign-in', { email: person.email, password: PASSWORD });
    const second = browser.cookies.get('session')!;
    expect(second).not.toBe(first);
    const thief = new Browser(test.url);
    thief.cookies.set('session', first);
    expect((await thief.get('/account')).status).toBe(303);
    await browser.submit('/account', '/sign-out', {});
    thief.cookies.set('session', second);
    expect((await thief.get('/account')).status).toBe(303);
  });

  it('keeps tokens only as hashes', async () => {
    const person = await buildPerson(test, 'Hashed');
    for (const table of ['session', 'account_token', 'account']) {
      expect(JSON.stringify((await test.db.query(`select * from ${table}`)).rows)).not.toContain(person.token!);
    }
    expect((await test.db.query('select password_hash from account')).rows.every(({ password_hash: hash }) => hash.startsWith('$argon2id$'))).toBe(true);
  });

  it('resets a password once, and ends every session', async () => {
    const person = await buildPerson(test, 'Forgetful');
    const browser = new Browser(test.url);
    await browser.submit('/password-resets', '/password-resets', { email: person.email });
    const link = linkIn((await mailTo(person.email, /password-resets/)).text, 'password-resets');
    expect((await browser.submit(link, link, { password: 'short' })).status).toBe(422);
    expect((await browser.submit(link, link, { password: 'another long password' })).status).toBe(303);
    expect((await person.get('/account')).status).toBe(401);
    expect((await browser.get('/account')).status).toBe(200);
    expect((await new Browser(test.url).submit('/password-resets', link, { password: 'yet another password' })).status).toBe(410);
    expect((await new Client(test.url).post('/sign-in', { email: person.email, password: 'another long password' })).status).toBe(201);
  });

  it('puts no forged host into a link', async () => {
    const person = await buildPerson(test, 'Hosted');
    await fetch(`${test.url}/password-resets`, {
      method: 'POST', body: JSON.stringify({ email: person.email }), headers: { 'content-type': 'application/json', accept: 'application/json', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
    });
    expect((await mailTo(person.email, /password-resets/)).text).not.toContain('evil');
  });

  it('slows down guessing, whatever address the guesser claims to come from', async () => {
    await buildPerson(test, 'Guessed');
    const guess = (n: number) => fetch(`${test.url}/sign-in`, {
      method: 'POST', body: JSON.stringify({ email: 'guessed@people.example', password: `guess number ${n}` }),
      headers: { 'content-type': 'application/json', accept: 'application/json', 'x-forwarded-for': `203.0.113.${n}` },
    });
    const compared = jest.spyOn(test.app.get(Accounts), 'byPassword');
    const statuses = [];
    for (let n = 0; n < 14; n++) statuses.push((await guess(n)).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(statuses.slice(10)).toEqual(Array(4).fill(429));
    // A refused guess costs no hash either.
    expect(compared).toHaveBeenCalledTimes(10);
  });

  it.each([
    { email: 'a@b.example', password: 5 }, { email: ['a@b.example'], password: PASSWORD }, { email: 'a\0@b.example', password: PASSWORD },
    { email: 'a@b.example', password: 'a\0b' }, { email: { $ne: '' }, password: PASSWORD }, { email: 'a@b.example' }, {},
  ])('answers 422 to a sign-in out of shape: %j', async (body) => {
    expect((await new Client(test.url).post('/sign-in', body)).status).toBe(422);
  });

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])('goes nowhere else after signing in: %s', async (next) => {
    const person = await buildPerson(test, `Next${Math.abs(next.length * 7 + next.charCodeAt(1))}`);
    const answer = await new Browser(test.url).submit(`/sign-in?next=${encodeURIComponent(next)}`, '/sign-in', { email: person.email, password: PASSWORD, next });
    expect(answer.headers.get('location')).toBe('/home');
  });

  it('speaks Italian to who asks for it', async () => {
    expect((await new Browser(test.url, { 'accept-language': 'it-IT,it;q=0.9' }).get('/sign-in')).text).toContain('<html lang="it"');
    const browser = new Browser(test.url);
    expect((await browser.get('/sign-in?language=it')).text).toContain('<html lang="it"');
    expect((await browser.get('/')).text).toContain('<html lang="it"');
  });

  it('lets a bearer token ignore cookies, and refuses a wrong one', async () => {
    const person = await buildPerson(test, 'Bearer');
    expect((await fetch(`${test.url}/account`, { headers: { accept: 'application/json', authorization: 'Bearer wrong', cookie: `session=${person.token}` } })).status).toBe(401);
    expectStatus(await person.post('/sign-out'), 200);
    expect((await person.get('/account')).status).toBe(401);
  });
});
