import { randomUUID } from 'node:crypto';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, type Client, expectStatus, PASSWORD, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('checkout', () => {
  let test: TestApp;
  let owner: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let people = 0;

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
  });
  afterAll(() => test.close());
  afterEach(async () => {
    await test.control('DELETE', '/faults');
    await test.control('POST', '/deliveries', { mode: 'normal' });
  });

  const rows = async (sql: string, values: unknown[] = []) => (await test.db.query<any>(sql, values)).rows;
  const newFan = () => buildPerson(test, `Fan${++people}`);
  const membership = async (fan: Client) => (await fan.get('/@tamsin/membership')).json;
  const paying = (fan: Client) => until('the membership is paid', async () => { const answer = await fan.get('/@tamsin/membership'); return answer.status === 200 && answer.json.kind === 'paid' ? answer.json : null; });
  const fault = (method: string, path: string, kind: string, more: object = {}) => test.control('POST', '/faults', { method, path, kind, times: 1, ...more });

  it('charges the catalogue\'s price, whatever the browser sends', async () => {
    const fan = await newFan();
    for (const extra of [{ price: 1 }, { amount: 1 }, { currency: 'jpy' }, { metadata: { tier: 'x' } }, { success_url: 'https://evil.example' }, { priceId: 'price_x' }, { creatorId: randomUUID() }]) {
      expect((await fan.post('/@tamsin/checkout', { tierId: page.paid.id, ...extra })).status).toBe(422);
    }
    for (const tierId of ['', 7, null, 'paid', randomUUID().slice(1), "' or 1=1", { id: page.paid.id }, [page.paid.id]]) {
      expect((await fan.post('/@tamsin/checkout', { tierId })).status).toBe(422);
    }
    expect((await fan.post('/@tamsin/checkout', { tierId: randomUUID() })).status).toBe(404);
    expect((await fan.post('/@tamsin/checkout', { tierId: page.free.id })).json.code).toBe('not_on_sale');
    const other = await buildPage(test, await newFan(), 'other', '50');
    expect((await fan.post('/@tamsin/checkout', { tierId: other.paid.id })).status).toBe(404);
    await pay(test, fan, 'tamsin', page.paid.id);
    expect(await paying(fan)).toMatchObject({ price: { amount: 500, currency: 'EUR' } });
  });

  it('opens one checkout for ten clicks in ten tabs', async () => {
    const fan = await newFan();
    const answers = await Promise.all(Array.from({ length: 10 }, () => fan.post('/@tamsin/checkout', { tierId: page.paid.id })));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => answer.json.id)).size).toBe(1);
    expect(await rows('select customer_id from stripe_customer where account_id = $1', [fan.accountId])).toHaveLength(1);
    expect((await test.control('GET', '/dump')).body.customer.filter((customer: any) => customer.email === fan.email)).toHaveLength(1);
  });

  it('gives the money of a second subscription back, and leaves the first alone', async () => {
    const fan = await newFan();
    await pay(test, fan, 'tamsin', page.paid.id);
    const first = await paying(fan);
    const [bound] = await rows('select customer_id from stripe_customer where account_id = $1', [fan.accountId]);
    const [price] = await rows('select price_id from stripe_price p join tier_price t on t.id = p.tier_price_id where t.tier_id = $1', [page.paid.id]);
    const { StripeClient } = await import('../../src/billing/index.js');
    const { api } = test.app.get(StripeClient);
    // Stripe tells times in seconds, and the older one stays.
    await until('a new second', async () => Date.now() / 1000 > (await api.subscriptions.list({ customer: bound.customer_id })).data[0]!.start_date + 1);
    const method = await api.paymentMethods.attach('pm_card_visa', { customer: bound.customer_id });
    const second = await api.subscriptions.create({ customer: bound.customer_id, items: [{ price: price.price_id }], default_payment_method: method.id });
    expect(second.status).toBe('active');
    await until('the second is canceled', async () => (await api.subscriptions.retrieve(second.id)).status === 'canceled');
    const refunded = await until('its money is back', async () => {
      const charges = (await api.charges.list({ customer: bound.customer_id })).data;
      return charges.filter((charge) => charge.amount_refunded === charge.amount).length === 1 ? charges : null;
    });
    expect(refunded).toHaveLength(2);
    expect(await membership(fan)).toEqual(first);
    expect((await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(fan.email) && /So glad/.test(mail.text ?? ''))).toHaveLength(1);
  });

  it('refuses a second checkout to whoever pays already', async () => {
    const fan = await newFan();
    await pay(test, fan, 'tamsin', page.paid.id);
    await paying(fan);
    expect((await fan.post('/@tamsin/checkout', { tierId: page.paid.id })).json).toMatchObject({ status: 409, code: 'already_member' });
  });

  it('keeps a checkout that was left half way, and starts anew when it has expired', async () => {
    const fan = await newFan();
    const first = expectStatus(await fan.post('/@tamsin/checkout', { tierId: page.paid.id }), 201).json;
    expect((await fan.post('/@tamsin/checkout', { tierId: page.paid.id })).json).toEqual(first);
    expect((await fan.get(`/@tamsin/checkout/return?session_id=${first.id}`)).json).toMatchObject({ state: 'unpaid' });
    const { StripeClient } = await import('../../src/billing/index.js');
    await test.app.get(StripeClient).api.checkout.sessions.expire(first.id);
    const second = expectStatus(await fan.post('/@tamsin/checkout', { tierId: page.paid.id }), 201).json;
    expect(second.id).not.toBe(first.id);
  });

  it('takes nothing for a card that is refused', async () => {
    const fan = await newFan();
    const { id } = expectStatus(await fan.post('/@tamsin/checkout', { tierId: page.paid.id }), 201).json;
    expect((await test.control('POST', `/sessions/${id}/pay`, { number: '4000000000000002' })).status).toBe(402);
    expect((await fan.get(`/@tamsin/checkout/return?session_id=${id}`)).json).toMatchObject({ state: 'unpaid' });
    expect((await fan.get('/@tamsin/membership')).status).toBe(404);
    expect((await test.control('POST', `/sessions/${id}/pay`, { number: '4242424242424242' })).status).toBe(200);
    await paying(fan);
  });

  describe('the return page', () => {
    it('grants by asking Stripe, not by its address', async () => {
      const fan = await newFan();
      await test.control('POST', '/deliveries', { mode: 'paused' });
      const id = await pay(test, fan, 'tamsin', page.paid.id);
      expect((await fan.get(`/@tamsin/checkout/return?session_id=${id}`)).json).toMatchObject({ state: 'open', tier: { name: 'Proof' }, refresh: null });
      expect((await paying(fan)).status).toBe('active');
    });

    it.each(['cs_test_forged', '', '%00', '../../etc/passwd'])('is not there for the session %s', async (id) => {
      const fan = await newFan();
      expect((await fan.get(`/@tamsin/checkout/return?session_id=${id}`)).status).toBe(404);
    });

    it('is not there for somebody else\'s session', async () => {
      const [fan, thief] = [await newFan(), await newFan()];
      const id = await pay(test, fan, 'tamsin', page.paid.id);
      await paying(fan);
      expect((await thief.get(`/@tamsin/checkout/return?session_id=${id}`)).status).toBe(404);
      expect((await thief.get('/@tamsin/membership')).status).toBe(404);
    });
  });

  it('takes a second try in another language for the same checkout', async () => {
    const fan = await newFan();
    await test.control('POST', '/faults', { method: 'POST', path: '/v1/checkout/sessions', kind: 'drop_after', times: 2 });
    expect((await fan.post('/@tamsin/checkout', { tierId: page.paid.id })).status).toBe(503);
    expectStatus(await fan.post('/account', { name: 'Fan', language: 'it', timeZone: 'Europe/Rome' }), 200);
    expectStatus(await fan.post('/@tamsin/checkout', { tierId: page.paid.id }), 201);
  });

  it('leaves one till open when two tabs choose two tiers at once', async () => {
    const fan = await newFan();
    const other = expectStatus(await owner.post('/studio/tamsin/tiers', { name: 'Edition', description: '', benefits: '', welcome: '', paid: 'paid', price: '11', currency: 'EUR' }), 201).json as { id: string };
    await until('it is in the catalogue', async () => (await rows('select 1 from stripe_price p join tier_price t on t.id = p.tier_price_id where t.tier_id = $1', [other.id])).length === 1);
    await test.control('POST', '/faults', { method: 'POST', path: '/v1/checkout/sessions', kind: 'delay', delayMs: 600, times: 1 });
    const [slow, quick] = await Promise.all([
      fan.post('/@tamsin/checkout', { tierId: page.paid.id }),
      new Promise<Awaited<ReturnType<Client['post']>>>((resolve) => { setTimeout(() => resolve(fan.post('/@tamsin/checkout', { tierId: other.id })), 200); }),
    ]);
    // On a busy machine the second may come to the till first.
    expect([slow.status, quick.status].sort()).toEqual([201, 409]);
    expect([slow, quick].find(({ status }) => status === 409)!.json.code).toBe('checkout_busy');
    const { customer, 'checkout.session': sessions } = (await test.control('GET', '/dump')).body;
    const mine = customer.find((one: any) => one.email === fan.email);
    expect(sessions.filter((one: any) => one.customer === mine.id && one.status === 'open')).toHaveLength(1);
  });

  describe('when Stripe is in a bad way', () => {
    it.each([
      ['drops the line after it made the customer', 'POST', '/v1/customers', 'drop_after', {}],
      ['drops the line before it made the customer', 'POST', '/v1/customers', 'drop_before', {}],
      ['drops the line after it opened the checkout', 'POST', '/v1/checkout/sessions', 'drop_after', {}],
      ['answers 500 once', 'POST', '/v1/checkout/sessions', 'status', { status: 500 }],
      ['is slow', 'POST', '/v1/checkout/sessions', 'delay', { delayMs: 800 }],
    ])('%s: one customer, one checkout, one charge', async (_, method, path, kind, more) => {
      const fan = await newFan();
      await fault(method, path, kind, more);
      const started = await until('a checkout', async () => { const answer = await fan.post('/@tamsin/checkout', { tierId: page.paid.id }); return answer.status === 201 ? answer.json : null; });
      await test.control('POST', `/sessions/${started.id}/pay`, { number: '4242424242424242' });
      await paying(fan);
      const { customer, charge, 'checkout.session': sessions } = (await test.control('GET', '/dump')).body;
      const mine = customer.filter((one: any) => one.email === fan.email);
      expect(mine).toHaveLength(1);
      expect(charge.filter((one: any) => one.customer === mine[0].id)).toHaveLength(1);
      expect(sessions.filter((one: any) => one.customer === mine[0].id)).toHaveLength(1);
    });

    it('stays away for good: a sentence, and nothing lost', async () => {
      const fan = await newFan();
      await test.control('POST', '/faults', { method: 'POST', path: '/v1/checkout/sessions', kind: 'status', status: 500, times: 10 });
      const answer = await fan.post('/@tamsin/checkout', { tierId: page.paid.id });
      expect(answer.json).toMatchObject({ status: 503, code: 'stripe_away' });
      await test.control('DELETE', '/faults');
      await pay(test, fan, 'tamsin', page.paid.id);
      await paying(fan);
    });

    it('cannot be read when the event comes: the sync is tried again', async () => {
      const fan = await newFan();
      await test.control('POST', '/faults', { method: 'GET', path: '/v1/subscriptions', kind: 'status', status: 500, times: 2 });
      await pay(test, fan, 'tamsin', page.paid.id);
      await until('the membership is paid all the same', async () => (await fan.get('/@tamsin/membership')).status === 200, 25_000);
    });
  });

  it('delivers late, twice and shuffled, and it ends the same', async () => {
    const fan = await newFan();
    await test.control('POST', '/deliveries', { mode: 'paused' });
    await pay(test, fan, 'tamsin', page.paid.id);
    expect((await fan.get('/@tamsin/membership')).status).toBe(404);
    await test.control('POST', '/deliveries', { mode: 'duplicated' });
    await paying(fan);
    expect(await rows("select 1 from mail m join account a on a.id = m.account_id where m.kind = 'welcome' and a.id = $1", [fan.accountId])).toHaveLength(1);
  });

  it('cancels at the period\'s end, keeps what was paid for until then, and can be taken back', async () => {
    const fan = await newFan();
    const post = await buildPost(owner, 'tamsin', 'paid');
    await pay(test, fan, 'tamsin', page.paid.id);
    const { paidUntil } = await paying(fan);
    expect((await fan.post('/@tamsin/membership/cancellation')).json.membership).toMatchObject({ status: 'ending', paidUntil, nextCharge: null, canUndo: true });
    expect((await fan.post('/@tamsin/membership/cancellation/undo')).json.membership).toMatchObject({ status: 'active', nextCharge: paidUntil });
    expectStatus(await fan.post('/@tamsin/membership/cancellation'), 200);
    expect((await fan.get(post.url)).json.post.open).toBe(true);

    await test.control('POST', '/clock', { to: Math.floor(new Date(paidUntil).getTime() / 1000) - 60 });
    expect((await fan.get(post.url)).json.post.open).toBe(true);
    await test.control('POST', '/clock', { advanceSeconds: 120 });
    expect((await fan.get(post.url)).json.post.open).toBe(false);
    const after = await until('the tier is gone and the follow stays', async () => { const { json } = await fan.get('/@tamsin/membership'); return json.kind === 'free' ? json : null; });
    expect(after).toMatchObject({ status: 'active', price: null });
    expect((await fan.post('/@tamsin/membership/cancellation/undo')).json.code).toBe('already_ended');
    expect((await rows('select kind from signal where account_id = $1 order by id', [fan.accountId])).map((row) => row.kind)).toEqual(['joined', 'paid', 'canceled', 'resumed', 'canceled', 'ended']);
  });

  it('renews by itself, and nobody is locked out meanwhile', async () => {
    const fan = await newFan();
    const post = await buildPost(owner, 'tamsin', 'paid');
    await pay(test, fan, 'tamsin', page.paid.id);
    const { paidUntil } = await paying(fan);
    await test.control('POST', '/deliveries', { mode: 'paused' });
    await test.control('POST', '/clock', { to: Math.floor(new Date(paidUntil).getTime() / 1000) + 6 * 3600 });
    expect((await fan.get(post.url)).json.post.open).toBe(true);
    await test.control('POST', '/deliveries', { mode: 'normal' });
    await until('the next period shows', async () => (await membership(fan)).paidUntil > paidUntil);
  });

  it('works in a browser without JavaScript, form by form', async () => {
    const fan = await newFan();
    const browser = new Browser(test.url);
    await browser.submit('/sign-in', '/sign-in', { email: fan.email, password: PASSWORD });
    const toTill = await browser.submit('/@tamsin/join', '/@tamsin/checkout', { tierId: page.paid.id });
    expect(toTill.status).toBe(303);
    const till = new URL(toTill.headers.get('location')!);
    expect(till.origin).toBe(test.sandbox.url);
    const served = await (await fetch(till)).text();
    const action = /<form[^>]*method="post"[^>]*action="([^"]*)"/.exec(served)?.[1] ?? till.pathname;
    const fields = new URLSearchParams();
    for (const [, name, value] of served.matchAll(/name="(\w+)"\s+value="([^"]*)"/g)) if (!fields.has(name!)) fields.set(name!, value!);
    const paid = await fetch(new URL(action, till), {
      method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: fields.toString(),
    });
    expect(paid.status).toBe(303);
    const back = new URL(paid.headers.get('location')!);
    const welcome = await browser.get(back.pathname + back.search);
    expect(welcome.status).toBe(200);
    expect(welcome.text).toContain('Proof');
    await paying(fan);
  });
});
