import type Stripe from 'stripe';

import { amountsOf, billing, DAY, HOUR, periodOf, type Billing } from './billing.js';
import { createWorld, customerWithCard, type World } from './sandbox.js';

// From Stripe's docs and types; no recording.
describe('a subscription schedule', () => {
  let world: World;
  let stripe: Stripe;
  let bill: Billing;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
    bill = billing(world);
  });
  afterAll(() => world?.close());

  /** A subscription to 1500 a month, whose schedule goes on with `price` at the period's end. */
  const downgradeTo = async (price: string, more: Partial<Stripe.SubscriptionScheduleUpdateParams> = {}) => {
    const begun = await bill.subscribe({ items: [{ price: (await bill.price(1500)).id, quantity: 1 }] });
    const made = await stripe.subscriptionSchedules.create({ from_subscription: begun.id });
    const [now] = made.phases;
    const current = {
      items: [{ price: String(now!.items[0]!.price), quantity: 1 }],
      start_date: now!.start_date,
      end_date: now!.end_date,
    };
    const phases = [current, { items: [{ price, quantity: 1 }] }];
    const schedule = await stripe.subscriptionSchedules.update(made.id, { ...more, phases });
    return { begun, schedule };
  };

  it('takes over a running subscription as its first phase', async () => {
    const begun = await bill.subscribe();
    const [start, end] = periodOf(begun);
    const made = await stripe.subscriptionSchedules.create({ from_subscription: begun.id });
    expect(made).toMatchObject({
      status: 'active',
      subscription: begun.id,
      end_behavior: 'release',
      current_phase: { start_date: start, end_date: end },
      phases: [{ start_date: start, end_date: end, items: [{ price: begun.items.data[0]!.price.id, quantity: 1 }] }],
    });
    expect((await stripe.subscriptions.retrieve(begun.id)).schedule).toBe(made.id);
    expect(await bill.eventsOf(made.id)).toEqual(['subscription_schedule.created']);
    await expect(stripe.subscriptionSchedules.create({ from_subscription: begun.id })).rejects.toMatchObject({
      statusCode: 400,
    });
  });

  it('downgrades at the period end: nothing before, the new price on the renewal, then lets go', async () => {
    const cheaper = await bill.price(500);
    const { begun, schedule } = await downgradeTo(cheaper.id);
    const [, end] = periodOf(begun);
    expect(await bill.invoicesOf(begun)).toHaveLength(1);
    await bill.moveTo(end - 1);
    expect((await stripe.subscriptions.retrieve(begun.id)).items.data[0]!.price.unit_amount).toBe(1500);
    await bill.moveTo(end + HOUR);
    const after = await stripe.subscriptions.retrieve(begun.id);
    expect(after.items.data[0]).toMatchObject({ id: begun.items.data[0]!.id, price: { id: cheaper.id } });
    expect(periodOf(after)[0]).toBe(end);
    const invoice = await bill.latestInvoice(begun);
    expect(invoice).toMatchObject({ status: 'paid', billing_reason: 'subscription_cycle', total: 500 });
    expect(amountsOf(invoice)).toEqual([500]);

    await bill.moveTo(periodOf(after)[1]);
    expect(await stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({
      status: 'released',
      released_subscription: begun.id,
      subscription: null,
      current_phase: null,
    });
    expect(await stripe.subscriptions.retrieve(begun.id)).toMatchObject({ status: 'active', schedule: null });
    expect(await bill.eventsOf(schedule.id)).toEqual([
      'subscription_schedule.created',
      'subscription_schedule.updated',
      'subscription_schedule.updated',
      'subscription_schedule.expiring',
      'subscription_schedule.released',
    ]);
  });

  it('changes to a year at the period end, and bills the whole year then', async () => {
    const yearly = await bill.price(9000, 'year');
    const { begun } = await downgradeTo(yearly.id);
    const [, end] = periodOf(begun);
    await bill.moveTo(end + HOUR);
    const after = await stripe.subscriptions.retrieve(begun.id);
    expect(after.billing_cycle_anchor).toBe(end);
    expect(periodOf(after)[0]).toBe(end);
    expect(Math.round((periodOf(after)[1] - end) / DAY)).toBeGreaterThanOrEqual(365);
    expect(amountsOf(await bill.latestInvoice(begun))).toEqual([9000]);
  });

  it('ends the subscription with its last phase as end_behavior cancel', async () => {
    const { begun, schedule } = await downgradeTo((await bill.price(500)).id, { end_behavior: 'cancel' });
    await bill.moveTo(schedule.phases[1]!.end_date);
    expect(await stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({ status: 'completed' });
    expect(await stripe.subscriptions.retrieve(begun.id)).toMatchObject({
      status: 'canceled',
      ended_at: schedule.phases[1]!.end_date,
    });
    expect(await bill.invoicesOf(begun)).toHaveLength(2);
  });

  it('is let go by hand, and the plan with it', async () => {
    const { begun, schedule } = await downgradeTo((await bill.price(500)).id);
    expect(await stripe.subscriptionSchedules.release(schedule.id)).toMatchObject({
      status: 'released',
      released_subscription: begun.id,
    });
    await bill.moveTo(periodOf(begun)[1] + HOUR);
    expect(amountsOf(await bill.latestInvoice(begun))).toEqual([1500]);
    await expect(stripe.subscriptionSchedules.release(schedule.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('takes the subscription along when it is canceled, and ends with it', async () => {
    const one = await downgradeTo((await bill.price(500)).id);
    expect(await stripe.subscriptionSchedules.cancel(one.schedule.id)).toMatchObject({ status: 'canceled' });
    expect((await stripe.subscriptions.retrieve(one.begun.id)).status).toBe('canceled');
    const other = await downgradeTo((await bill.price(500)).id);
    await stripe.subscriptions.cancel(other.begun.id);
    expect((await stripe.subscriptionSchedules.retrieve(other.schedule.id)).status).toBe('canceled');
  });

  it('keeps the subscription from being paused and from ending by itself', async () => {
    const { begun } = await downgradeTo((await bill.price(500)).id);
    await expect(stripe.subscriptions.pause(begun.id)).rejects.toMatchObject({ statusCode: 400 });
    await expect(
      stripe.subscriptions.update(begun.id, { cancel_at_period_end: true }),
    ).rejects.toMatchObject({ statusCode: 400, param: 'cancel_at_period_end' });
  });

  it('writes a direct change into its current phase', async () => {
    const { begun, schedule } = await downgradeTo((await bill.price(500)).id);
    await stripe.subscriptions.update(begun.id, { items: [{ id: begun.items.data[0]!.id, quantity: 4 }] });
    const { phases } = await stripe.subscriptionSchedules.retrieve(schedule.id);
    expect(phases.map(({ items }) => items[0]!.quantity)).toEqual([4, 1]);
  });

  it('of phases begins a subscription now or later, and changes it at each boundary', async () => {
    const customer = await customerWithCard(stripe);
    const price = await bill.price(800);
    const start = (await bill.now()) + 2 * DAY;
    const phases = [1, 2].map((quantity) => ({
      items: [{ price: price.id, quantity }],
      duration: { interval: 'month' as const, interval_count: 1 },
    }));
    const later = await stripe.subscriptionSchedules.create({ customer: customer.id, start_date: start, phases });
    expect(later).toMatchObject({ status: 'not_started', subscription: null, current_phase: null });
    expect((await stripe.subscriptionSchedules.list({ customer: customer.id, scheduled: true })).data).toHaveLength(1);
    await bill.moveTo(start);
    const started = await stripe.subscriptionSchedules.retrieve(later.id, { expand: ['subscription'] });
    const subscription = started.subscription as Stripe.Subscription;
    expect(started.status).toBe('active');
    expect(subscription).toMatchObject({ status: 'active', start_date: start, schedule: later.id });
    await bill.moveTo(later.phases[0]!.end_date + HOUR);
    expect((await bill.invoicesOf(subscription)).map(({ total }) => total)).toEqual([1600, 800]);
    expect((await stripe.subscriptionSchedules.list({ customer: customer.id })).data).toHaveLength(1);

    const now = await stripe.subscriptionSchedules.create({ customer: customer.id, start_date: 'now', phases });
    expect(now).toMatchObject({ status: 'active', subscription: expect.stringMatching(/^sub_/) });
  });

  it('refuses phases that leave a gap or end before they begin', async () => {
    const customer = await customerWithCard(stripe);
    const items = [{ price: (await bill.price(800)).id }];
    const now = await bill.now();
    const create = (phases: Stripe.SubscriptionScheduleCreateParams.Phase[]) =>
      stripe.subscriptionSchedules.create({ customer: customer.id, start_date: now + DAY, phases });
    await expect(create([{ items, end_date: now + HOUR }])).rejects.toMatchObject({ param: 'phases[0][end_date]' });
    await expect(create([])).rejects.toMatchObject({ statusCode: 400 });
  });

  it('refuses a price in another currency than its customer pays in', async () => {
    const { id: product } = await stripe.products.create({ name: 'Proof' });
    const { id } = await stripe.prices.create({ product, unit_amount: 900, currency: 'usd', recurring: { interval: 'month' } });
    await expect(downgradeTo(id)).rejects.toMatchObject({ statusCode: 400, message: expect.stringContaining('currencies') });
  });
});
