import type Stripe from 'stripe';

import { createWorld, type World } from './sandbox.js';

describe('a seeded sandbox', () => {
  let world: World;
  let stripe: Stripe;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
  });
  afterAll(() => world?.close());

  it('has customers with a membership, a paid invoice and a charge, the same for the same seed', async () => {
    const { status, body } = await world.control('POST', '/seed', { customers: 60, seed: 7, amount: 900 });
    expect(status).toBe(201);
    expect(body).toMatchObject({ customers: 60, objects: 480 });
    expect((await stripe.customers.list({ limit: 100 })).data).toHaveLength(60);
    const [fan] = (await stripe.customers.list({ email: 'fan0000042@example.org' })).data;
    expect(fan!.id).toBe('cus_Seed0070000042');
    const [held] = (
      await stripe.subscriptions.list({
        customer: fan!.id,
        expand: ['data.latest_invoice.payments', 'data.default_payment_method'],
      })
    ).data;
    const { now } = (await world.control('GET', '/clock')).body;
    expect(held).toMatchObject({
      status: 'active',
      default_payment_method: { card: { last4: '4242' }, customer: fan!.id },
      latest_invoice: { status: 'paid', amount_paid: 900, payments: { data: [{ status: 'paid', amount_paid: 900 }] } },
    });
    expect(held!.items.data[0]!.current_period_end).toBeGreaterThan(now);
    const [charge] = (await stripe.charges.list({ customer: fan!.id, expand: ['data.balance_transaction'] })).data;
    expect(charge).toMatchObject({ amount: 900, balance_transaction: { net: 900 - 39, source: charge!.id } });
    expect((await stripe.events.list({ type: 'customer.created' })).data).toEqual([]);
  });

  it('goes on like any other: renewals, refunds, cancellations', async () => {
    const { data } = await stripe.subscriptions.list({ customer: 'cus_Seed0070000001' });
    const [held] = data;
    const end = held!.items.data[0]!.current_period_end;
    await world.control('POST', '/clock', { to: end + 3600 });
    const invoices = (await stripe.invoices.list({ subscription: held!.id })).data;
    expect(invoices.map(({ status, number }) => [status, number])).toEqual([
      ['paid', 'S0000001-0002'],
      ['paid', 'S0000001-0001'],
    ]);
    const [charge] = (await stripe.charges.list({ customer: 'cus_Seed0070000002' })).data;
    expect((await stripe.refunds.create({ charge: charge!.id })).status).toBe('succeeded');
    expect((await stripe.subscriptions.cancel(held!.id)).status).toBe('canceled');
  });

  it('is sown once with each seed', async () => {
    expect(await world.control('POST', '/seed', { customers: 1, seed: 7 })).toMatchObject({ status: 409 });
    expect(await world.control('POST', '/seed', { customers: 3, seed: 8 })).toMatchObject({ status: 201 });
    for (const wrong of [{ customers: 0 }, { seed: -1 }, { currency: 'euros' }, { amount: 1.5 }])
      expect(await world.control('POST', '/seed', wrong)).toMatchObject({ status: 400 });
  });
});
