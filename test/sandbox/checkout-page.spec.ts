import { createWorld, openSession, visit, type World } from './sandbox.js';

describe('the hosted checkout page', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world?.close());

  const pay = (url: string, number: string, headers = {}) => visit(url, { number }, headers);

  it('shows what is bought, by whom, and how to go back', async () => {
    const customer = await world.stripe.customers.create({ email: 'ruth@example.org' });
    const { url } = await openSession(world.stripe, { customer: customer.id });
    const { status, html, headers } = await visit(url!);
    expect(status).toBe(200);
    for (const part of [
      '<html lang="en">',
      'Proof',
      '€5.00 a month',
      'ruth@example.org',
      'Pretend to pay €5.00',
      'No card is charged',
      'href="http://127.0.0.1:9/join"',
    ]) {
      expect(html).toContain(part);
    }
    expect(html.match(/type="radio"/g)).toHaveLength(5);
    expect(html).not.toMatch(/<script|style=/);
    expect(headers.get('content-security-policy')).toContain("form-action 'self' http://127.0.0.1:9;");
  });

  it('speaks Italian when the session or the browser does', async () => {
    const italian = await openSession(world.stripe, { locale: 'it' });
    expect((await visit(italian.url!)).html).toContain('Fai finta di pagare 5,00');
    const auto = await openSession(world.stripe, { locale: 'auto' });
    expect((await visit(auto.url!, undefined, { 'accept-language': 'it-IT,it;q=0.9' })).html).toContain('<html lang="it">');
  });

  it('escapes what others wrote', async () => {
    const product = await world.stripe.products.create({ name: '<img src=x onerror=alert(1)>' });
    const price = await world.stripe.prices.create({
      product: product.id,
      currency: 'eur',
      unit_amount: 100,
      recurring: { interval: 'month' },
    });
    const { url } = await openSession(world.stripe, { line_items: [{ price: price.id, quantity: 1 }] });
    const { html } = await visit(url!);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img');
  });

  it('stays open after a refusal and says so', async () => {
    const { url } = await openSession(world.stripe);
    const refused = await pay(url!, '4000000000000002');
    expect(refused.status).toBe(402);
    expect(refused.html).toContain('The bank said no to this card. Nothing was taken.');
    expect(refused.html).toContain('value="4000000000000002" checked');
    expect((await pay(url!, '4000000000009995')).html).toContain('too little money');
    expect((await pay(url!, '1')).html).toContain('no test card');
  });

  it('leads to the success page, also on a second click', async () => {
    const { id, url } = await openSession(world.stripe);
    const clicks = await Promise.all([1, 2, 3].map(() => pay(url!, '4242424242424242')));
    for (const click of clicks) {
      expect(click.status).toBe(303);
      expect(click.headers.get('location')).toBe(`http://127.0.0.1:9/thanks?session_id=${id}`);
    }
    expect((await visit(url!)).html).toContain('This is paid');
    expect(
      (await world.stripe.events.list({ type: 'checkout.session.completed', limit: 100 })).data.filter(
        (event) => (event.data.object as { id: string }).id === id,
      ),
    ).toHaveLength(1);
  });

  it('says when a session has run out or never was', async () => {
    const { id, url } = await openSession(world.stripe);
    await world.stripe.checkout.sessions.expire(id);
    expect(await visit(url!)).toMatchObject({ status: 410 });
    expect((await pay(url!, '4242424242424242')).status).toBe(410);
    expect(await visit(`${world.sandbox.url}/c/pay/cs_test_none`)).toMatchObject({ status: 404 });
  });

  it('refuses the form of another site', async () => {
    const { url } = await openSession(world.stripe);
    expect((await pay(url!, '4242424242424242', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('sells things that are paid once', async () => {
    const { stripe } = world;
    const price = await stripe.prices.create({ currency: 'eur', unit_amount: 900, product_data: { name: 'A print' } });
    const session = await openSession(stripe, {
      mode: 'payment',
      line_items: [{ price: price.id, quantity: 2 }],
      payment_intent_data: { metadata: { tip: 'yes' } },
    });
    expect((await pay(session.url!, '4242424242424242')).status).toBe(303);
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(paid).toMatchObject({
      status: 'complete',
      amount_total: 1800,
      subscription: null,
      payment_intent: { status: 'succeeded', metadata: { tip: 'yes' } },
    });
  });
});

describe('the control page', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world?.close());

  it('shows and does what the control API does, without scripts', async () => {
    await openSession(world.stripe);
    const post = (path: string, fields: Record<string, string>) =>
      fetch(world.sandbox.url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
    expect((await post('/clock', { days: '31' })).status).toBe(303);
    expect(
      (await post('/faults', { method: 'GET', path: '/v1/charges', kind: 'status', status: '503', times: '2' })).status,
    ).toBe(303);
    expect((await post('/deliveries', { mode: 'paused' })).status).toBe(303);
    const html = await (await fetch(world.sandbox.url)).text();
    for (const part of [
      '31 days ahead',
      'GET /v1/charges…: status, 2 more, hit 0',
      '<strong>not at all</strong>',
      'product.created',
      '€5.00',
      'expired',
    ]) {
      expect(html).toContain(part);
    }
    await expect(world.stripe.charges.list()).rejects.toMatchObject({ statusCode: 503 });
    expect((await post('/faults', { clear: '1' })).status).toBe(303);
    expect((await world.control('GET', '/faults')).body).toEqual([]);
  });

  it('lets a bank act on a charge, and fills the sandbox', async () => {
    const { stripe } = world;
    const order = { amount: 1200, currency: 'eur', payment_method: 'pm_card_visa', confirm: true };
    const pay = async () => (await stripe.paymentIntents.create(order)).latest_charge as string;
    const deed = (id: string, deed: string) => visit(`${world.sandbox.url}/money`, { id, deed });
    const [disputed, warned, refunded] = [await pay(), await pay(), await pay()];
    await stripe.refunds.create({ charge: refunded });
    for (const [id, how] of [[disputed, 'dispute'], [disputed, 'dispute'], [warned, 'warn'], [refunded, 'fail']] as const)
      expect((await deed(id, how)).status).toBe(303);
    const { html } = await visit(world.sandbox.url);
    expect(html).toContain('disputed, needs response');
    expect(html).toContain(`aria-label="Win: ${disputed}"`);
    await deed(disputed, 'win');
    expect((await stripe.disputes.list({ charge: disputed })).data[0]!.status).toBe('won');
    expect((await stripe.radar.earlyFraudWarnings.list({ charge: warned })).data).toHaveLength(1);
    expect((await stripe.charges.retrieve(refunded)).refunded).toBe(false);
    expect((await visit(`${world.sandbox.url}/seed`, { customers: '5', seed: '3' })).status).toBe(303);
    expect((await stripe.customers.list({ email: 'fan0000005@example.org' })).data).toHaveLength(1);
  });
});
