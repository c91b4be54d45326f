import type Stripe from 'stripe';

import { amountsOf, billing, DAY, HOUR, periodOf, type Billing } from './billing.js';
import { createWorld, type World } from './sandbox.js';

// From Stripe's docs and types; no recording.
describe('a pause of a subscription', () => {
  let world: World;
  let stripe: Stripe;
  let bill: Billing;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
    bill = billing(world);
  });
  afterAll(() => world?.close());

  const pauseHalfway = async (params: Stripe.SubscriptionPauseParams = {}) => {
    const begun = await bill.subscribe();
    const [start, end] = periodOf(begun);
    await bill.moveTo(start + (end - start) / 2);
    return { begun, end, paused: await stripe.subscriptions.pause(begun.id, params) };
  };
  const waiting = async ({ customer }: Stripe.Subscription) =>
    (await stripe.invoiceItems.list({ customer: String(customer), pending: true })).data.map(({ amount }) => amount);

  it('stops time and money, and gives back the unused time with the next invoice', async () => {
    const { begun, end, paused } = await pauseHalfway();
    expect(paused).toMatchObject({
      status: 'paused',
      status_details: { paused: { type: 'subscription', subscription: { type: 'pause_requested' } } },
    });
    expect(periodOf(paused)[1]).toBe(paused.status_details!.paused.transitioned_at);
    expect(await waiting(begun)).toEqual([-250]);
    expect((await bill.eventsOf(begun.id)).slice(-2)).toEqual([
      'customer.subscription.updated',
      'customer.subscription.paused',
    ]);
    await bill.moveTo(end + 40 * DAY);
    expect(await stripe.subscriptions.retrieve(begun.id)).toEqual(paused);
    expect(await bill.invoicesOf(begun)).toHaveLength(1);

    const resumed = await stripe.subscriptions.resume(begun.id, { payment_behavior: 'resume_on_payment_success' });
    expect(resumed.status).toBe('active');
    expect(resumed.status_details).toBeUndefined();
    expect(resumed.billing_cycle_anchor).toBe(periodOf(resumed)[0]);
    const invoice = await bill.latestInvoice(resumed);
    expect(invoice).toMatchObject({ status: 'paid', total: 250 });
    expect(amountsOf(invoice)).toEqual([-250, 500]);
    expect(await bill.eventsOf(begun.id)).toContain('customer.subscription.resumed');
  });

  it('bills the credit at once with invoice, and none with unused_time_from none', async () => {
    const { begun } = await pauseHalfway({ invoicing_behavior: 'invoice' });
    expect(await bill.latestInvoice(begun)).toMatchObject({ status: 'paid', total: -250, ending_balance: -250 });
    expect(await stripe.customers.retrieve(String(begun.customer))).toMatchObject({ balance: -250 });
    const other = await pauseHalfway({ bill_for: { unused_time_from: { type: 'none' } } });
    expect(await waiting(other.begun)).toEqual([]);
    const whole = await pauseHalfway({ bill_for: { unused_time_from: { type: 'item_current_period_start' } } });
    expect(await waiting(whole.begun)).toEqual([-500]);
  });

  it('goes on in the period that runs with the anchor unchanged', async () => {
    const { begun, end } = await pauseHalfway();
    await bill.moveTo(end - 3 * DAY);
    const resumed = await stripe.subscriptions.resume(begun.id, { billing_cycle_anchor: { type: 'unchanged' } });
    expect(resumed).toMatchObject({ status: 'active', billing_cycle_anchor: begun.billing_cycle_anchor });
    expect(periodOf(resumed)).toEqual(periodOf(begun));
    const [rest, back] = await waiting(begun);
    expect(back).toBe(-250);
    expect(rest).toBeGreaterThan(40);
    expect(rest).toBeLessThan(60);
    await bill.moveTo(end + HOUR);
    expect(amountsOf(await bill.latestInvoice(begun))).toEqual([-250, rest, 500]);
  });

  it('waits for a payment by hand as resume_on_payment_attempt', async () => {
    const { begun } = await pauseHalfway();
    const asked = await stripe.subscriptions.resume(begun.id);
    expect(asked.status).toBe('paused');
    const invoice = await bill.latestInvoice(asked);
    expect(invoice).toMatchObject({ status: 'open', attempted: false });
    await stripe.invoices.pay(invoice.id!);
    expect((await stripe.subscriptions.retrieve(begun.id)).status).toBe('active');
  });

  it('stays paused when nobody tries to pay within 23 hours', async () => {
    const { begun } = await pauseHalfway();
    const asked = await stripe.subscriptions.resume(begun.id);
    await bill.advance(23 * HOUR + 5);
    expect(await stripe.invoices.retrieve(asked.latest_invoice as string)).toMatchObject({ status: 'void' });
    expect((await stripe.subscriptions.retrieve(begun.id)).status).toBe('paused');
    await stripe.subscriptions.resume(begun.id, { payment_behavior: 'resume_on_payment_success' });
    expect((await stripe.subscriptions.retrieve(begun.id)).status).toBe('active');
  });

  it('ends past due when a payment is tried and refused, as resume_on_payment_attempt', async () => {
    const { begun } = await pauseHalfway();
    await bill.useCard(begun, 'pm_card_chargeCustomerFail');
    const { latest_invoice: invoice } = await stripe.subscriptions.resume(begun.id);
    await expect(stripe.invoices.pay(invoice as string)).rejects.toMatchObject({ code: 'card_declined' });
    expect((await stripe.subscriptions.retrieve(begun.id)).status).toBe('past_due');
  });

  it('insists on the money as resume_on_payment_success, and tries again', async () => {
    const { begun } = await pauseHalfway();
    await bill.useCard(begun, 'pm_card_chargeCustomerFail');
    const asked = await stripe.subscriptions.resume(begun.id, { payment_behavior: 'resume_on_payment_success' });
    expect(asked.status).toBe('paused');
    expect(await bill.latestInvoice(asked)).toMatchObject({ status: 'open', attempt_count: 1 });
    await bill.useCard(begun, 'pm_card_visa');
    await bill.advance(3 * DAY + 5);
    expect((await stripe.subscriptions.retrieve(begun.id)).status).toBe('active');
    expect(await bill.latestInvoice(asked)).toMatchObject({ status: 'paid', attempt_count: 2 });
  });

  it('runs on when its invoice is written off', async () => {
    const { begun } = await pauseHalfway();
    const { latest_invoice: invoice } = await stripe.subscriptions.resume(begun.id);
    expect(await stripe.invoices.markUncollectible(invoice as string)).toMatchObject({ status: 'uncollectible' });
    expect((await stripe.subscriptions.retrieve(begun.id)).status).toBe('active');
  });

  it('is refused to what does not run, and a resumption to what is not paused', async () => {
    const { begun } = await pauseHalfway();
    await expect(stripe.subscriptions.pause(begun.id)).rejects.toMatchObject({ statusCode: 400 });
    const running = await bill.subscribe();
    await expect(stripe.subscriptions.resume(running.id)).rejects.toMatchObject({ statusCode: 400 });
    await stripe.subscriptions.cancel(begun.id);
    await expect(stripe.subscriptions.resume(begun.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  describe('of collection only', () => {
    it.each([
      ['void', 'void'],
      ['mark_uncollectible', 'uncollectible'],
      ['keep_as_draft', 'draft'],
    ] as const)('as %s leaves the subscription active and its invoice %s', async (behavior, status) => {
      const begun = await bill.subscribe();
      await stripe.subscriptions.update(begun.id, { pause_collection: { behavior } });
      await bill.moveTo(periodOf(begun)[1] + HOUR);
      expect((await stripe.subscriptions.retrieve(begun.id)).status).toBe('active');
      expect(await bill.latestInvoice(begun)).toMatchObject({ status });
    });

    it('resumes by itself at resumes_at, also when the period ends then', async () => {
      const begun = await bill.subscribe();
      const [, end] = periodOf(begun);
      await stripe.subscriptions.update(begun.id, { pause_collection: { behavior: 'void', resumes_at: end } });
      await bill.moveTo(end + HOUR);
      expect((await stripe.subscriptions.retrieve(begun.id)).pause_collection).toBeNull();
      expect(await bill.latestInvoice(begun)).toMatchObject({ status: 'paid', total: 500 });
    });
  });
});
