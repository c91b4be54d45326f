import type Stripe from 'stripe';

import { amountsOf, billing, DAY, HOUR, periodOf, type Billing } from './billing.js';
import { createWorld, openSession, type World } from './sandbox.js';

// From Stripe's docs and types; no recording.
describe('a trial', () => {
  let world: World;
  let stripe: Stripe;
  let bill: Billing;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
    bill = billing(world);
  });
  afterAll(() => world?.close());

  const withoutCard = async (missing?: 'cancel' | 'create_invoice' | 'pause'): Promise<Stripe.Subscription> => {
    const customer = await stripe.customers.create({});
    return bill.subscribe({
      customer: customer.id,
      trial_period_days: 7,
      ...(missing && { trial_settings: { end_behavior: { missing_payment_method: missing } } }),
    });
  };

  it('begins with an invoice of nothing, is announced three days ahead, and ends in a paid period', async () => {
    const begun = await bill.subscribe({ trial_period_days: 14 });
    const end = begun.trial_end!;
    expect(begun).toMatchObject({ status: 'trialing', billing_cycle_anchor: end, trial_start: begun.created });
    expect(end - begun.created).toBe(14 * DAY);
    expect(periodOf(begun)).toEqual([begun.created, end]);
    const first = await bill.latestInvoice(begun);
    expect(first).toMatchObject({ status: 'paid', total: 0, billing_reason: 'subscription_create' });
    expect(first.lines.data[0]).toMatchObject({ amount: 0, description: 'Trial period for Proof' });

    const announced = async () =>
      (await bill.eventsOf(begun.id)).filter((type) => type === 'customer.subscription.trial_will_end');
    await bill.moveTo(end - 3 * DAY - 1);
    expect(await announced()).toHaveLength(0);
    await bill.moveTo(end - 3 * DAY);
    expect(await announced()).toHaveLength(1);
    await bill.moveTo(end + HOUR);
    expect(await announced()).toHaveLength(1);
    const after = await stripe.subscriptions.retrieve(begun.id);
    expect(after).toMatchObject({ status: 'active', trial_end: end });
    expect(periodOf(after)[0]).toBe(end);
    expect(await bill.latestInvoice(begun)).toMatchObject({
      status: 'paid',
      total: 500,
      billing_reason: 'subscription_cycle',
    });
  });

  it('of less than three days is announced at once', async () => {
    const begun = await bill.subscribe({ trial_end: (await bill.now()) + DAY });
    expect(await bill.eventsOf(begun.id)).toContain('customer.subscription.trial_will_end');
  });

  it('ends past due when the card is refused', async () => {
    const begun = await bill.subscribe({ trial_period_days: 7 });
    await bill.useCard(begun, 'pm_card_chargeCustomerFail');
    await bill.moveTo(begun.trial_end! + HOUR);
    expect((await stripe.subscriptions.retrieve(begun.id)).status).toBe('past_due');
  });

  it.each([
    ['cancel', 'canceled', 'customer.subscription.deleted'],
    ['pause', 'paused', 'customer.subscription.paused'],
    ['create_invoice', 'active', 'customer.subscription.updated'],
  ] as const)('without a card and with %s ends %s', async (missing, status, event) => {
    const begun = await withoutCard(missing);
    expect(begun.status).toBe('trialing');
    await bill.moveTo(begun.trial_end!);
    const after = await stripe.subscriptions.retrieve(begun.id);
    expect(after.status).toBe(status);
    expect(await bill.eventsOf(begun.id)).toContain(event);
    if (status === 'paused')
      expect(after.status_details!.paused).toMatchObject({
        subscription: { type: 'trial_end_without_payment_method' },
        transitioned_at: begun.trial_end,
      });
    await bill.moveTo(begun.trial_end! + HOUR);
    const late = missing === 'create_invoice' ? 'past_due' : status;
    expect((await stripe.subscriptions.retrieve(begun.id)).status).toBe(late);
  });

  it('paused for want of a card is resumed once there is one', async () => {
    const begun = await withoutCard('pause');
    await bill.moveTo(begun.trial_end! + DAY);
    await bill.useCard(begun, 'pm_card_visa');
    const resumed = await stripe.subscriptions.resume(begun.id, { payment_behavior: 'resume_on_payment_success' });
    expect(resumed.status).toBe('active');
    expect(await bill.latestInvoice(resumed)).toMatchObject({ status: 'paid', total: 500 });
  });

  it('costs nothing to change, and ends at once with trial_end now', async () => {
    const begun = await bill.subscribe({ trial_period_days: 14 });
    const dearer = await bill.price(1500);
    const changed = await stripe.subscriptions.update(begun.id, {
      items: [{ id: begun.items.data[0]!.id, price: dearer.id }],
      proration_behavior: 'always_invoice',
    });
    expect(changed).toMatchObject({ status: 'trialing', latest_invoice: begun.latest_invoice });
    const ended = await stripe.subscriptions.update(begun.id, { trial_end: 'now' });
    expect(ended.status).toBe('active');
    expect(ended.billing_cycle_anchor).toBe(periodOf(ended)[0]);
    expect(amountsOf(await bill.latestInvoice(ended))).toEqual([1500]);
    const same = await stripe.subscriptions.update(begun.id, { trial_end: 'now' });
    expect(same.latest_invoice).toBe(ended.latest_invoice);
  });

  it('is prolonged, and given to a subscription that runs', async () => {
    const begun = await bill.subscribe({ trial_period_days: 7 });
    const longer = begun.trial_end! + 7 * DAY;
    const prolonged = await stripe.subscriptions.update(begun.id, { trial_end: longer });
    expect(prolonged).toMatchObject({ status: 'trialing', trial_end: longer, latest_invoice: begun.latest_invoice });
    expect(periodOf(prolonged)).toEqual([periodOf(begun)[0], longer]);

    const running = await bill.subscribe();
    const until = (await bill.now()) + 30 * DAY;
    const given = await stripe.subscriptions.update(running.id, { trial_end: until });
    expect(given).toMatchObject({ status: 'trialing', trial_end: until, billing_cycle_anchor: until });
    expect(amountsOf(await bill.latestInvoice(given))).toEqual([-500, 0]);
  });

  it('refuses to end in the past, in three years, or to be named twice', async () => {
    const now = await bill.now();
    await expect(bill.subscribe({ trial_end: now - 1 })).rejects.toMatchObject({ param: 'trial_end' });
    await expect(bill.subscribe({ trial_end: now + 1000 * DAY })).rejects.toMatchObject({ param: 'trial_end' });
    await expect(bill.subscribe({ trial_period_days: 0 })).rejects.toMatchObject({ param: 'trial_period_days' });
    await expect(bill.subscribe({ trial_period_days: 3, trial_end: now + DAY })).rejects.toMatchObject({
      param: 'trial_end',
    });
  });

  describe('begun at the checkout', () => {
    it('costs nothing now, and keeps the card for later', async () => {
      const session = await openSession(stripe, { subscription_data: { trial_period_days: 7 } });
      expect(session).toMatchObject({ amount_total: 0, payment_method_collection: 'always' });
      await world.control('POST', `/sessions/${session.id}/pay`, { number: '4242424242424242' });
      const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription'] });
      expect(paid).toMatchObject({ status: 'complete', payment_status: 'no_payment_required' });
      const begun = paid.subscription as Stripe.Subscription;
      expect(begun).toMatchObject({ status: 'trialing', default_payment_method: expect.stringMatching(/^pm_/) });
      await bill.moveTo(begun.trial_end! + HOUR);
      expect(await bill.latestInvoice(begun)).toMatchObject({ status: 'paid', total: 500 });
    });

    it('needs no card where one is collected only if required', async () => {
      const session = await openSession(stripe, {
        payment_method_collection: 'if_required',
        subscription_data: {
          trial_period_days: 7,
          trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
        },
      });
      const page = await (await fetch(session.url!)).text();
      expect(page).toContain('Start without a card');
      expect(page).toContain('7 days free');
      expect(page).not.toContain('type="radio"');
      const started = await fetch(session.url!, { method: 'POST', body: new URLSearchParams({}), redirect: 'manual' });
      expect(started.status).toBe(303);
      const { subscription } = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription'] });
      expect(subscription).toMatchObject({
        status: 'trialing',
        default_payment_method: null,
        trial_settings: { end_behavior: { missing_payment_method: 'cancel' } },
      });
    });
  });
});
