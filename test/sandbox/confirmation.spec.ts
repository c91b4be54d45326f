import type Stripe from 'stripe';

import { createWorld, customerWithCard, eventTypes, monthlyPrice, openSession, visit, type World } from './sandbox.js';

const ALWAYS = 'pm_card_authenticationRequired';
const UNTIL_SET_UP = 'pm_card_authenticationRequiredOnSetup';

describe('a bank that has the holder confirm', () => {
  let world: World;
  let stripe: Stripe;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
  });
  afterAll(() => world?.close());

  const answer = (intent: string, answer: 'yes' | 'no') =>
    visit(`${world.sandbox.url}/authenticate/${intent}`, { answer });
  const intentIn = (location: string | null) => /\/authenticate\/(\w+)$/.exec(location ?? '')![1]!;

  describe('in the checkout', () => {
    const begin = async () => {
      const session = await openSession(stripe);
      const sent = await visit(session.url!, { number: '4000002760003184' });
      expect(sent.status).toBe(303);
      return { session, intent: intentIn(sent.location) };
    };

    it('asks on a page of its own, and a yes pays', async () => {
      const { session, intent } = await begin();
      const page = await visit(`${world.sandbox.url}/authenticate/${intent}`);
      expect(page.status).toBe(200);
      for (const part of ['€5.00', 'Visa ···· 3184', 'name="answer" value="no"']) expect(page.html).toContain(part);
      expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: 'open' });
      expect((await answer(intent, 'yes')).location).toBe(`http://127.0.0.1:9/thanks?session_id=${session.id}`);
      const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription.latest_invoice'] });
      expect(paid).toMatchObject({
        status: 'complete',
        subscription: { status: 'active', latest_invoice: { status: 'paid' } },
      });
      const charges = (await stripe.charges.list({ payment_intent: intent })).data;
      expect(charges[0]!.payment_method_details!.card!.three_d_secure).toMatchObject({ result: 'authenticated' });
      expect((await answer(intent, 'yes')).status).toBe(410);
      expect((await stripe.charges.list({ payment_intent: intent })).data).toHaveLength(1);
    });

    it('takes a no, says so, and then another card', async () => {
      const { session, intent } = await begin();
      const { location } = await answer(intent, 'no');
      expect(location).toBe(`/c/pay/${session.id}?unconfirmed=1`);
      expect((await visit(world.sandbox.url + location)).html).toContain('You did not confirm it');
      expect(await stripe.paymentIntents.retrieve(intent)).toMatchObject({
        status: 'requires_payment_method',
        last_payment_error: { code: 'payment_intent_authentication_failure' },
      });
      expect((await visit(session.url!, { number: '4242424242424242' })).location).toContain('/thanks');
      expect((await stripe.paymentIntents.retrieve(intent)).status).toBe('succeeded');
    });

    it('cannot pay a checkout that has run out', async () => {
      const { session, intent } = await begin();
      await stripe.checkout.sessions.expire(session.id);
      expect((await answer(intent, 'yes')).status).toBe(410);
      expect((await stripe.charges.list({ payment_intent: intent })).data).toEqual([]);
    });
  });

  it('stops a renewal until its holder has paid on the invoice page', async () => {
    const customer = await customerWithCard(stripe, ALWAYS);
    const price = await monthlyPrice(stripe);
    const begun = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      default_payment_method: 'pm_card_visa',
    });
    await stripe.subscriptions.update(begun.id, { default_payment_method: '' });
    await world.control('POST', '/clock', { to: begun.items.data[0]!.current_period_end + 3600 });
    const late = await stripe.subscriptions.retrieve(begun.id, { expand: ['latest_invoice'] });
    const invoice = late.latest_invoice as Stripe.Invoice;
    expect(late).toMatchObject({ status: 'past_due', latest_invoice: { status: 'open' } });
    expect(await eventTypes(stripe, invoice.id!)).toContain('invoice.payment_action_required');

    const page = await visit(invoice.hosted_invoice_url!);
    expect(page.html).toContain('The card on file, Visa ···· 3184');
    const sent = await visit(invoice.hosted_invoice_url!, { number: 'saved' });
    const intent = intentIn(sent.location);
    expect((await answer(intent, 'no')).location).toBe(`/invoices/${invoice.id}?unconfirmed=1`);
    const again = intentIn((await visit(invoice.hosted_invoice_url!, { number: 'saved' })).location);
    expect(again).toBe(intent);
    expect((await answer(again, 'yes')).location).toBe(`/invoices/${invoice.id}`);
    expect(await stripe.subscriptions.retrieve(begun.id, { expand: ['latest_invoice'] })).toMatchObject({
      status: 'active',
      latest_invoice: { status: 'paid', amount_paid: 500 },
    });
    expect((await visit(invoice.hosted_invoice_url!)).html).toContain('Paid on');
  });

  it('refuses outright when nobody is there to ask', async () => {
    const order = { amount: 500, currency: 'eur', payment_method: ALWAYS, confirm: true, off_session: true };
    const customer = await stripe.customers.create();
    await expect(stripe.paymentIntents.create({ ...order, customer: customer.id })).rejects.toMatchObject({
      code: 'authentication_required',
      payment_intent: { status: 'requires_payment_method' },
    });
  });

  it('leads back to where the API was told', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 500,
      currency: 'eur',
      payment_method: ALWAYS,
      confirm: true,
      return_url: 'http://127.0.0.1:9/back?x=1',
    });
    const { url } = intent.next_action!.redirect_to_url!;
    expect(intent.status).toBe('requires_action');
    const { location } = await visit(url!, { answer: 'yes' });
    expect(Object.fromEntries(new URL(location!).searchParams)).toEqual({
      x: '1',
      payment_intent: intent.id,
      payment_intent_client_secret: intent.client_secret,
      redirect_status: 'succeeded',
    });
  });

  describe('with a setup intent', () => {
    it('attaches a card at once when the bank asks nothing', async () => {
      const customer = await stripe.customers.create();
      const made = await stripe.setupIntents.create({ customer: customer.id, metadata: { a: '1' } });
      expect(made).toMatchObject({ status: 'requires_payment_method', usage: 'off_session' });
      const named = await stripe.setupIntents.update(made.id, { payment_method: 'pm_card_visa' });
      expect(named.status).toBe('requires_confirmation');
      const done = await stripe.setupIntents.confirm(made.id);
      expect(done.status).toBe('succeeded');
      expect((await stripe.paymentMethods.list({ customer: customer.id })).data.map(({ id }) => id)).toEqual([
        done.payment_method,
      ]);
      expect(await eventTypes(stripe, made.id)).toEqual(['setup_intent.succeeded', 'setup_intent.created']);
      await expect(stripe.setupIntents.cancel(made.id)).rejects.toMatchObject({
        code: 'setup_intent_unexpected_state',
      });
    });

    it('sets a card up for renewals nobody looks on at', async () => {
      const customer = await stripe.customers.create();
      const asked = await stripe.setupIntents.create({
        customer: customer.id,
        payment_method: UNTIL_SET_UP,
        confirm: true,
        return_url: 'http://127.0.0.1:9/back',
      });
      expect(asked).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
      const { location } = await answer(asked.id, 'yes');
      expect(location).toContain(`setup_intent=${asked.id}`);
      const { status, payment_method: card } = await stripe.setupIntents.retrieve(asked.id);
      expect(status).toBe('succeeded');
      const order = { amount: 500, currency: 'eur', customer: customer.id, payment_method: card as string };
      const away = await stripe.paymentIntents.create({ ...order, confirm: true, off_session: true });
      expect(away.status).toBe('succeeded');
      expect((await stripe.paymentIntents.create({ ...order, confirm: true })).status).toBe('requires_action');
    });

    it('fails with a refused card and with a no', async () => {
      const refused: Stripe.errors.StripeCardError = await stripe.setupIntents
        .create({ payment_method: 'pm_card_chargeDeclined', confirm: true })
        .catch((error) => error);
      expect(refused).toMatchObject({ code: 'card_declined', setup_intent: { status: 'requires_payment_method' } });
      const asked = await stripe.setupIntents.create({ payment_method: ALWAYS, confirm: true });
      expect((await answer(asked.id, 'no')).html).toContain('You can close this page');
      expect(await stripe.setupIntents.retrieve(asked.id)).toMatchObject({
        status: 'requires_payment_method',
        last_setup_error: { code: 'setup_intent_authentication_failure' },
      });
      expect(await eventTypes(stripe, asked.id)).toContain('setup_intent.setup_failed');
      expect(await stripe.setupIntents.cancel(asked.id, { cancellation_reason: 'abandoned' })).toMatchObject({
        status: 'canceled',
        cancellation_reason: 'abandoned',
      });
    });
  });

  it('keeps cards: update, detach, list', async () => {
    const customer = await customerWithCard(stripe);
    const [card] = (await stripe.paymentMethods.list({ customer: customer.id })).data;
    const changed = await stripe.paymentMethods.update(card!.id, {
      allow_redisplay: 'always',
      card: { exp_month: 3, exp_year: 2031 },
      billing_details: { name: 'Ruth' },
    });
    expect(changed).toMatchObject({
      allow_redisplay: 'always',
      card: { exp_month: 3, exp_year: 2031 },
      billing_details: { name: 'Ruth' },
    });
    await stripe.paymentMethods.detach(card!.id);
    expect(await eventTypes(stripe, card!.id)).toEqual([
      'payment_method.detached',
      'payment_method.updated',
      'payment_method.attached',
    ]);
  });
});
