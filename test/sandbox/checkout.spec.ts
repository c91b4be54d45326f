import {
  createWorld,
  eventually,
  listen,
  monthlyPrice,
  openSession,
  WEBHOOK_SECRET,
  type Listener,
  type World,
} from './sandbox.js';

describe('a checkout', () => {
  let app: Listener;
  let world: World;

  beforeAll(async () => {
    app = await listen();
    world = await createWorld({ deliverTo: `${app.url}/webhooks/stripe` });
  });
  afterAll(async () => {
    await world?.close();
    await app?.close();
  });

  it('turns money into a subscription, an invoice and signed events', async () => {
    const { stripe } = world;
    const customer = await stripe.customers.create({ email: 'ruth@example.org', metadata: { account: '7' } });
    const session = await openSession(stripe, {
      customer: customer.id,
      client_reference_id: 'intent-1',
      subscription_data: { metadata: { tier: '3' } },
    });
    expect(session).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      subscription: null,
      amount_total: 500,
      client_reference_id: 'intent-1',
    });
    expect(session.url).toBe(`${world.sandbox.url}/c/pay/${session.id}`);

    const paid = await world.control('POST', `/sessions/${session.id}/pay`, { number: '4242424242424242' });
    expect(paid).toMatchObject({ status: 200, body: { status: 'complete' } });

    const after = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['subscription.latest_invoice.payments', 'line_items'],
    });
    const subscription = after.subscription as Exclude<typeof after.subscription, string | null>;
    expect(subscription).toMatchObject({ status: 'active', metadata: { tier: '3' }, customer: customer.id });
    expect(subscription.latest_invoice).toMatchObject({
      status: 'paid',
      amount_paid: 500,
      billing_reason: 'subscription_create',
    });
    expect(after.line_items?.data[0]).toMatchObject({ amount_total: 500, description: 'Proof' });

    const types = [
      'checkout.session.completed',
      'customer.subscription.created',
      'invoice.paid',
      'payment_intent.succeeded',
    ];
    const events = await eventually(
      () =>
        app.deliveries.map(({ body, signature }) => stripe.webhooks.constructEvent(body, signature, WEBHOOK_SECRET)),
      (seen) => types.every((type) => seen.some((event) => event.type === type)),
    );
    const completed = events.find((event) => event.type === 'checkout.session.completed')!;
    expect(completed.data.object).toMatchObject({ id: session.id, status: 'complete', subscription: subscription.id });
  });

  it('leaves no subscription behind when the bank refuses, and takes the next card', async () => {
    const { stripe } = world;
    const price = await monthlyPrice(stripe, 700);
    const session = await openSession(stripe, { line_items: [{ price: price.id, quantity: 1 }] });
    const refused = await world.control('POST', `/sessions/${session.id}/pay`, { number: '4000 0000 0000 9995' });
    expect(refused).toMatchObject({
      status: 402,
      body: { error: { code: 'card_declined', decline_code: 'insufficient_funds' } },
    });
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: 'open', subscription: null });
    expect((await stripe.events.list({ type: 'payment_intent.payment_failed' })).data).toHaveLength(1);

    await world.control('POST', `/sessions/${session.id}/pay`, { number: '4242424242424242' });
    const again = await world.control('POST', `/sessions/${session.id}/pay`, { number: '4242424242424242' });
    expect(again).toMatchObject({ status: 200, body: { status: 'complete' } });
    const { subscription, customer } = await stripe.checkout.sessions.retrieve(session.id);
    expect((await stripe.subscriptions.list({ customer: customer as string })).data.map(({ id }) => id)).toEqual([
      subscription,
    ]);
  });
});
