import { routeTable } from '../../src/platform/index.js';
import { openToUnproved } from '../../src/members/auth/permits.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, Client, expectStatus, PASSWORD, pay } from '../client.js';

describe('joining without an account', () => {
  let test: TestApp;
  let owner: Awaited<ReturnType<typeof buildPerson>>;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let post: { url: string };
  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
    post = await buildPost(owner, 'tamsin', 'paid', 'xylophone');
  });
  afterAll(() => test.close());
  beforeEach(() => test.db.query('delete from limit_use'));

  const rows = async (sql: string, values: unknown[] = []) => (await test.db.query(sql, values)).rows;
  const toOf = (mail: { to?: unknown }) => ([mail.to].flat()[0] as { text: string }).text;
  const linkTo = (email: string) => until(`the link to ${email}`, async () => (await test.mails()).filter((mail) => toOf(mail).includes(email)).map((mail) => /\/sign-in-links\/[\w-]+/.exec(mail.text ?? '')?.[0]).findLast(Boolean));
  const join = (browser: Browser, email: string, tierId = page.paid.id, more: Record<string, string> = {}) => browser.submit('/@tamsin/join', '/@tamsin/join', { email, tierId, ...more });
  const payAt = async (answer: { headers: Headers }) => {
    const id = new URL(answer.headers.get('location')!).pathname.split('/').findLast(Boolean)!;
    expect((await test.control('POST', `/sessions/${id}/pay`, { number: '4242424242424242' })).status).toBe(200);
    return id;
  };
  const opens = (browser: Browser) => until('the post opens', async () => (await browser.get(post.url)).text.includes('xylophone'));

  it('takes an address and a tier in one form, goes to the till, and lets that browser read, and no other', async () => {
    const browser = new Browser(test.url);
    const started = await join(browser, 'ruth@guests.example', page.paid.id, { name: 'Ruth' });
    expect([started.status, new URL(started.headers.get('location')!).origin]).toEqual([303, test.sandbox.url]);
    await payAt(started);
    await opens(browser);
    expect((await browser.get('/account')).text).toContain('A letter went to ruth@guests.example');
    expect((await new Browser(test.url).get(post.url)).text).not.toContain('xylophone');
    expect((await new Client(test.url).post('/sign-in', { email: 'ruth@guests.example', password: PASSWORD })).status).toBe(401);

    const phone = new Browser(test.url);
    const link = await linkTo('ruth@guests.example');
    expect((await phone.get(link)).text).toContain('another browser');
    expect((await phone.submit(link, link, {})).headers.get('location')).toBe('/@tamsin');
    expect((await phone.get(post.url)).text).toContain('xylophone');
    expect((await phone.get('/account')).text).not.toContain('A letter went to');
    expect((await browser.get('/account')).status).toBe(303);
  });

  it('follows at once where nothing is to pay, and calls people by the first word of their address', async () => {
    const browser = new Browser(test.url);
    expect((await join(browser, 'joan.smith@guests.example', page.free.id)).headers.get('location')).toBe('/@tamsin');
    expect((await browser.get('/@tamsin')).text).toContain('You follow now');
    expect(await rows("select name, proved_at from account where email = 'joan.smith@guests.example'")).toEqual([{ name: 'Joan', proved_at: null }]);
  });

  it('answers a client with a token of its own', async () => {
    const client = new Client(test.url);
    const { json } = expectStatus(await client.post('/@tamsin/join', { email: 'client@guests.example', tierId: page.paid.id }), 201);
    expect(json).toMatchObject({ url: expect.stringContaining(test.sandbox.url), id: expect.stringMatching(/^cs_/), token: expect.any(String) });
    client.token = json.token;
    expect((await client.get('/account')).json.account.email).toBe('client@guests.example');
  });

  it('row 15: answers the same for an address that has an account', async () => {
    await buildPerson(test, 'Known');
    const shape = async (email: string) => {
      const { status, headers, text } = await join(new Browser(test.url), email);
      return { status, text, till: headers.get('location')!.replace(/cs_\w+/, ''), cookies: headers.getSetCookie().map((one) => one.replace(/=[^;]+/, '')) };
    };
    expect(await shape('known@people.example')).toEqual(await shape('unknown@people.example'));
    const api = async (email: string) => { const { status, json } = await new Client(test.url).post('/@tamsin/join', { email, tierId: page.free.id }); return { status, keys: Object.keys(json) }; };
    expect(await api('known@people.example')).toEqual(await api('unknown@people.example'));
    for (const email of ['known@people.example', 'unknown@people.example']) await linkTo(email);
  });

  it('gives what was bought to the account that has the address, once its owner follows the link', async () => {
    const fan = await buildPerson(test, 'Adopting');
    const browser = new Browser(test.url);
    await payAt(await join(browser, 'Adopting@people.example'));
    await opens(browser);
    expect((await fan.get(post.url)).json.post.open).toBe(false);
    const [guest] = await rows("select id from account where email = 'Adopting@people.example' and proved_at is null");

    const link = await linkTo('Adopting@people.example');
    expect((await browser.submit(link, link, {})).status).toBe(303);
    expect((await browser.get('/account')).text).toContain('adopting@people.example');
    expect((await fan.get('/@tamsin/membership')).json).toMatchObject({ kind: 'paid', status: 'active' });
    expect((await fan.get(post.url)).json.post.open).toBe(true);
    expect(await rows('select 1 from account where id = $1', [guest.id])).toEqual([]);
    for (const table of ['membership', 'access_grant', 'subscription', 'checkout_intent', 'stripe_customer', 'signal', 'mail', 'session']) {
      expect([table, await rows(`select 1 from ${table} where account_id = $1`, [guest.id])]).toEqual([table, []]);
    }
    expect((await fan.post('/@tamsin/checkout', { tierId: page.paid.id })).json.code).toBe('already_member');
    expectStatus(await fan.post('/@tamsin/membership/cancellation'), 200);
  });

  it('gives the money back for a membership that turns out to be the second', async () => {
    const fan = await buildPerson(test, 'Twice');
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('the first', async () => (await fan.get('/@tamsin/membership')).json.kind === 'paid');
    await until('a new second', async () => (await rows("select 1 from subscription s join account a on a.id = s.account_id where a.id = $1 and s.started_at < now() - interval '1.2 seconds'", [fan.accountId])).length === 1);
    const browser = new Browser(test.url);
    await payAt(await join(browser, fan.email));
    await opens(browser);
    const link = await linkTo(fan.email);
    await browser.submit(link, link, {});
    await until('one is surplus', async () => (await rows('select 1 from subscription where account_id = $1 and surplus', [fan.accountId])).length === 1);
    const customers = (await rows('select customer_id, adopted_at from stripe_customer where account_id = $1', [fan.accountId]));
    expect(customers.map((one) => one.adopted_at !== null).sort()).toEqual([false, true]);
    const refunded = await until('its money is back', async () => {
      const { charge } = (await test.control('GET', '/dump')).body;
      const mine = charge.filter((one: any) => customers.some(({ customer_id: id }) => id === one.customer));
      return mine.length === 2 && mine.filter((one: any) => one.amount_refunded === one.amount).length === 1;
    });
    expect(refunded).toBe(true);
    expect((await fan.get('/@tamsin/membership')).json).toMatchObject({ kind: 'paid', status: 'active' });
    expect((await fan.get(post.url)).json.post.open).toBe(true);
  });

  it('makes one account of many, however many links are pressed at once', async () => {
    const email = 'many@guests.example';
    const browsers = Array.from({ length: 4 }, () => new Browser(test.url));
    for (const [n, browser] of browsers.entries()) await join(browser, n % 2 ? email : email.toUpperCase(), n === 0 ? page.paid.id : page.free.id);
    const links = await until('the links', async () => {
      const all = (await test.mails()).filter((mail) => toOf(mail).toLowerCase().includes(email)).flatMap((mail) => /\/sign-in-links\/[\w-]+/.exec(mail.text ?? '')?.[0] ?? []);
      return all.length === 4 && all;
    });
    const statuses = await Promise.all(browsers.map(async (browser, n) => (await browser.submit(links[n]!, links[n]!, {})).status));
    expect(statuses.every((status) => [303, 410].includes(status))).toBe(true);
    expect(statuses).toContain(303);
    expect(await rows('select proved_at is not null as proved from account where email_key = $1', [email])).toEqual([{ proved: true }]);
    expect(await rows('select 1 from membership m join account a on a.id = m.account_id where a.email_key = $1 and m.ended_at is null', [email])).toHaveLength(1);
  });

  it('keeps a till that was left open for whoever turns out to have the address', async () => {
    const fan = await buildPerson(test, 'Slow');
    const browser = new Browser(test.url);
    const started = await join(browser, fan.email);
    const link = await linkTo(fan.email);
    await browser.submit(link, link, {});
    await payAt(started);
    await until('the membership', async () => (await fan.get('/@tamsin/membership')).json.kind === 'paid');
  });

  it('opens nothing but joining, paying and leaving to whom has proved nothing', async () => {
    const client = new Client(test.url);
    client.token = expectStatus(await client.post('/@tamsin/join', { email: 'narrow@guests.example', tierId: page.free.id }), 201).json.token;
    let refused = 0;
    for (const route of routeTable(test.app).filter((one) => one.method === 'POST' && one.signedIn && !openToUnproved('POST', one.path))) {
      const { status, json } = await client.post(route.path.replaceAll(/:\w+/g, 'tamsin'), {});
      expect([route.path, status, json.code]).toEqual([route.path, 403, 'prove_first']);
      refused++;
    }
    expect(refused).toBeGreaterThan(10);
    expect((await client.post('/studio', { name: 'Mine', handle: 'mine', language: 'en' })).json.code).toBe('prove_first');
    expectStatus(await client.post('/account', { name: 'Narrow', language: 'it', timeZone: 'Europe/Rome' }), 200);
    expectStatus(await client.post('/@tamsin/membership/cancellation'), 200);
  });

  it('sends posts only to addresses that are proved', async () => {
    await join(new Browser(test.url), 'unwanted@guests.example', page.free.id);
    await linkTo('unwanted@guests.example');
    const { url } = await buildPost(owner, 'tamsin', 'followers', 'marimba');
    await until('the mail to others', async () => (await test.mails()).some((mail) => mail.text?.includes(url)));
    await until('all mail', async () => (await rows('select 1 from mail where submitted_at is null and skipped is null')).length === 0);
    expect((await test.mails()).filter((mail) => toOf(mail).includes('unwanted@') && mail.text?.includes(url))).toEqual([]);
  });

  it('shows the owner no address that somebody only typed, and counts nobody by it', async () => {
    await join(new Browser(test.url), 'posing@guests.example', page.free.id, { name: 'Posing' });
    const posing = (await owner.get('/studio/tamsin/members?q=posing')).json.members;
    expect(posing).toMatchObject([{ name: 'Posing', email: null }]);
    expect((await owner.get('/studio/tamsin/members?q=posing@guests')).json.members).toEqual([]);
    const named = await owner.post('/studio/tamsin/posts', { title: 'For one', standfirst: '', teaser: '', body: 'x', audience: 'followers', named: 'posing@guests.example' });
    expect([named.status, Object.keys(named.json.errors)]).toEqual([422, ['named']]);
  });

  it('writes once more to the address when asked', async () => {
    const browser = new Browser(test.url);
    await join(browser, 'again@guests.example', page.free.id);
    const first = await linkTo('again@guests.example');
    expect((await browser.submit('/account', '/account/proof', {})).headers.get('location')).toBe('/sign-in-links/sent');
    const second = await until('another link', async () => { const link = await linkTo('again@guests.example'); return link !== first && link; });
    await browser.submit(second, second, {});
    expect(await rows("select proved_at is not null as proved from account where email = 'again@guests.example'")).toEqual([{ proved: true }]);
    expect((await browser.get(first)).status).toBe(410);
  });

  it.each([
    ['an address that is none', { email: 'ruth' }], ['a field of another form', { accountId: 'x' }], ['a price of their own', { amount: '1' }], ['a name of 10,000 characters', { name: 'x'.repeat(10_000) }],
    ['two addresses', { email: 'a@b.example, c@d.example' }], ['a header', { name: 'Ruth\r\nBcc: c@d.example' }], ['no tier', { tierId: 'x' }],
  ])('row 20: refuses %s and keeps what was typed', async (_, more) => {
    const answer = await join(new Browser(test.url), 'typed@guests.example', page.paid.id, more as Record<string, string>);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`value="${(more as { email?: string }).email ?? 'typed@guests.example'}"`);
    expect(await rows("select 1 from account where email = 'typed@guests.example'")).toEqual([]);
  });

  it('takes a name from right to left, with HTML in it, as the words they are', async () => {
    const name = '\u202eرُوث <script>alert(1)</script> & "co"';
    const browser = new Browser(test.url);
    await join(browser, 'names@guests.example', page.free.id, { name });
    const { text } = await browser.get('/account');
    expect(text).not.toContain('<script>alert(1)');
    expect(text).toContain('&lt;script&gt;alert(1)');
    const mail = await until('the mail', async () => (await test.mails()).find((one) => toOf(one).includes('names@guests.example')));
    expect(String(mail.html)).not.toContain('<script>alert(1)');
    expect([mail.to].flat().flatMap((to) => to!.value.map(({ address }) => address))).toEqual(['names@guests.example']);
  });

  it('row 23: starts so many tills an hour and no more, whoever the asker claims to be', async () => {
    const ask = (n: number, email: string) => fetch(`${test.url}/@tamsin/join`, {
      method: 'POST', body: JSON.stringify({ email, tierId: page.free.id }), headers: { 'content-type': 'application/json', accept: 'application/json', 'x-forwarded-for': `203.0.113.${n}` },
    });
    const statuses = [];
    for (let n = 0; n < 6; n++) statuses.push((await ask(n, 'often@guests.example')).status);
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429]);
    await test.db.query('delete from limit_use');
    for (let n = 0; n < 20; n++) await ask(n, `many${n}@guests.example`);
    expect((await ask(30, 'last@guests.example')).status).toBe(429);
  });

  it('forgets after a month who never proved an address and never paid, and nobody else', async () => {
    const { GuestSweeps } = await import('../../src/billing/guest-sweeps.service.js');
    const [idle, payer] = [new Browser(test.url), new Browser(test.url)];
    await join(idle, 'idle@guests.example', page.paid.id);
    await payAt(await join(payer, 'payer@guests.example'));
    await opens(payer);
    const left = async () => (await rows("select email from account where email in ('idle@guests.example', 'payer@guests.example') order by 1")).map((row) => row.email);
    await test.app.get(GuestSweeps).sweep();
    expect(await left()).toEqual(['idle@guests.example', 'payer@guests.example']);
    await test.db.query("update account set created_at = created_at - interval '31 days' where email in ('idle@guests.example', 'payer@guests.example')");
    await test.app.get(GuestSweeps).sweep();
    expect(await left()).toEqual(['payer@guests.example']);
    expect(await rows("select 1 from mail where address = 'idle@guests.example'")).toEqual([]);
    await opens(payer);
  });

  it('row 9: replaces whatever session the browser had', async () => {
    const browser = new Browser(test.url);
    browser.cookies.set('session', 'planted-by-somebody-else-0123456789');
    await join(browser, 'fixed@guests.example', page.free.id);
    expect(browser.cookies.get('session')).not.toContain('planted');
  });

  it('keeps the price of a month that was given when the membership turns out to be the second, and gives back the one that runs', async () => {
    const fan = await buildPerson(test, 'Months');
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('the first', async () => (await fan.get('/@tamsin/membership')).json.kind === 'paid');
    expect((await test.control('POST', '/clock', { advanceSeconds: 86_400 })).status).toBe(200);
    const browser = new Browser(test.url);
    await payAt(await join(browser, fan.email));
    await opens(browser);
    const [{ customer_id: customer }] = await rows('select customer_id from stripe_customer c join account a on a.id = c.account_id where a.email = $1 and proved_at is null', [fan.email]);
    const refunds = async () => (await test.control('GET', '/dump')).body.charge.filter((one: any) => one.customer === customer)
      .sort((a: any, b: any) => a.created - b.created).map((one: any) => one.amount_refunded);
    for (let day = 0; day < 32; day++) expect((await test.control('POST', '/clock', { advanceSeconds: 86_400 })).status).toBe(200);
    await until('a renewal', async () => (await refunds()).length === 2);
    const link = await linkTo(fan.email);
    await browser.submit(link, link, {});
    await until('the month that runs to be back', async () => (await refunds())[1] === 500);
    await until('the queue to be empty', async () => (await rows('select 1 from graphile_worker.jobs')).length === 0);
    expect(await refunds()).toEqual([0, 500]);
    expect((await fan.get('/@tamsin/membership')).json).toMatchObject({ kind: 'paid', status: 'active' });
  });
});
