import type Stripe from 'stripe';

import { createWorld, eventTypes, type World } from './sandbox.js';

const DAY = 86_400;

describe("the sandbox's balance", () => {
  let world: World;
  let stripe: Stripe;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
  });
  afterAll(() => world?.close());

  const pay = async (amount: number, card = 'pm_card_visa', currency = 'eur') => {
    const intent = await stripe.paymentIntents.create({ amount, currency, payment_method: card, confirm: true });
    return { intent: intent.id, charge: intent.latest_charge as string };
  };
  const movementsOf = async (source: string) => (await stripe.balanceTransactions.list({ source })).data;
  const eventsOf = (id: string) => eventTypes(stripe, id);

  it.each([
    ['eur', 1000, 40],
    ['eur', 333, 30],
    ['usd', 2500, 103],
  ])('takes a fee of each payment: %s %d leaves %d with Stripe', async (currency, amount, fee) => {
    const { charge } = await pay(amount, 'pm_card_visa', currency);
    const { balance_transaction: movement } = await stripe.charges.retrieve(charge, {
      expand: ['balance_transaction'],
    });
    expect(movement).toMatchObject({
      amount,
      fee,
      net: amount - fee,
      type: 'charge',
      reporting_category: 'charge',
      source: charge,
      fee_details: [{ amount: fee, type: 'stripe_fee' }],
    });
  });

  it('has the money a week later', async () => {
    const { charge } = await pay(1000);
    const [movement] = await movementsOf(charge);
    expect(movement!.status).toBe('pending');
    expect(movement!.available_on % DAY).toBe(0);
    await world.control('POST', '/clock', { to: movement!.available_on });
    expect((await stripe.balanceTransactions.retrieve(movement!.id)).status).toBe('available');
    expect((await movementsOf(charge))[0]!.status).toBe('available');
  });

  it('is the sum of all its movements, what has come and what is on its way', async () => {
    await pay(900, 'pm_card_visa', 'usd');
    const { available, pending } = await stripe.balance.retrieve();
    const movements = await stripe.balanceTransactions.list({ limit: 100 }).autoPagingToArray({ limit: 1000 });
    for (const currency of new Set(movements.map((one) => one.currency))) {
      const of = (list: { currency: string; amount: number }[]) => list.find((one) => one.currency === currency)!.amount;
      const sum = (status: string) =>
        movements.filter((one) => one.currency === currency && one.status === status).reduce((all, one) => all + one.net, 0);
      expect([currency, of(available), of(pending)]).toEqual([currency, sum('available'), sum('pending')]);
    }
  });

  it('moves nothing for a refused charge', async () => {
    const refused: Stripe.errors.StripeCardError = await pay(1000, 'pm_card_chargeDeclined').catch((error) => error);
    const charge = await stripe.charges.retrieve(refused.charge!);
    expect(charge).toMatchObject({ status: 'failed', balance_transaction: null });
    expect(await movementsOf(charge.id)).toEqual([]);
  });

  it('pays refunds back in parts, and keeps the fee', async () => {
    const { charge, intent } = await pay(1000);
    const part = await stripe.refunds.create({ charge, amount: 300 });
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 300, refunded: false });
    const rest = await stripe.refunds.create({ payment_intent: intent }, {});
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 1000, refunded: true });
    for (const refund of [part, rest]) {
      expect(await stripe.balanceTransactions.retrieve(refund.balance_transaction as string)).toMatchObject({
        amount: -refund.amount,
        fee: 0,
        net: -refund.amount,
        type: 'refund',
        source: refund.id,
      });
    }
    expect((await eventsOf(charge)).filter((type) => type === 'charge.refunded')).toHaveLength(2);
    expect(await eventsOf(rest.id)).toEqual(['refund.created']);
  });

  it('learns days later which reference the bank gave a refund', async () => {
    const { id } = await stripe.refunds.create({ charge: (await pay(500)).charge });
    await world.control('POST', '/clock', { advanceSeconds: 5 * DAY });
    const refund = await stripe.refunds.retrieve(id);
    expect(refund).toMatchObject({
      status: 'succeeded',
      destination_details: { card: { reference_status: 'available', reference: expect.any(String) } },
    });
    expect(await eventsOf(id)).toEqual(['charge.refund.updated', 'refund.updated', 'refund.created']);
  });

  it('gets a refund back that fails', async () => {
    const { charge } = await pay(900, 'pm_card_refundFail');
    const { id } = await stripe.refunds.create({ charge });
    expect((await stripe.refunds.retrieve(id)).status).toBe('succeeded');
    await world.control('POST', '/clock', { advanceSeconds: 5 * DAY });
    const failed = await stripe.refunds.retrieve(id, { expand: ['failure_balance_transaction'] });
    expect(failed).toMatchObject({
      status: 'failed',
      failure_reason: 'unknown',
      failure_balance_transaction: { amount: 900, type: 'refund_failure' },
    });
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0, refunded: false });
    expect(await eventsOf(id)).toContain('refund.failed');
    expect((await movementsOf(id)).reduce((sum, { net }) => sum + net, 0)).toBe(0);
    expect((await stripe.refunds.create({ charge })).status).toBe('succeeded');
  });

  it('lets a test make a refund fail at once', async () => {
    const { id } = await stripe.refunds.create({ charge: (await pay(700)).charge });
    expect(await world.control('POST', `/refunds/${id}/fail`)).toMatchObject({ status: 200, body: { status: 'failed' } });
    expect(await world.control('POST', `/refunds/${id}/fail`)).toMatchObject({ status: 400 });
    expect(await world.control('POST', '/refunds/re_none/fail')).toMatchObject({ status: 404 });
  });
});
