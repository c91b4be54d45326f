import fc from 'fast-check';
import type Stripe from 'stripe';

import { amountsOf, billing, HOUR, periodOf, type Billing } from './billing.js';
import { createWorld, customerWithCard, type World } from './sandbox.js';

type Change = Pick<Stripe.SubscriptionUpdateParams, 'items' | 'proration_behavior' | 'proration_date'>;

describe('the preview of an invoice', () => {
  let world: World;
  let stripe: Stripe;
  let bill: Billing;
  let prices: Stripe.Price[];

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
    bill = billing(world);
    prices = [];
    for (const amount of [0, 333, 500, 1499]) prices.push(await bill.price(amount));
    prices.push(await bill.price(9999, 'year'));
  });
  afterAll(() => world?.close());

  const preview = (subscription: Stripe.Subscription, details: Stripe.InvoiceCreatePreviewParams.SubscriptionDetails) =>
    stripe.invoices.createPreview({ subscription: subscription.id, subscription_details: details });
  const sum = (invoice: Stripe.Invoice) => amountsOf(invoice).reduce((total, amount) => total + amount, 0);
  const off = (invoice: Stripe.Invoice) =>
    (invoice.total_discount_amounts ?? []).reduce((total, { amount }) => total + amount, 0);

  const arbitraryChange = fc.record({
    price: fc.nat(4),
    quantity: fc.integer({ min: 1, max: 7 }),
    extra: fc.option(fc.record({ price: fc.nat(3), quantity: fc.integer({ min: 1, max: 3 }) })),
    moment: fc.double({ min: 0, max: 0.98, noNaN: true }),
    percent: fc.option(fc.constantFrom(5, 12.5, 33, 100)),
    anchorNow: fc.boolean(),
  });

  it('is what the update charges, whatever changes, and adds up', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryChange, async ({ price, quantity, extra, moment, percent, anchorNow }) => {
        const coupon = percent ? await stripe.coupons.create({ percent_off: percent, duration: 'forever' }) : null;
        const begun = await bill.subscribe({
          items: [{ price: prices[2]!.id }],
          ...(coupon && { discounts: [{ coupon: coupon.id }] }),
        });
        const [start, end] = periodOf(begun);
        const date = Math.floor(start + moment * (end - start));
        const change = {
          items: [
            { id: begun.items.data[0]!.id, price: prices[price]!.id, quantity },
            ...(extra ? [{ price: prices[extra.price]!.id, quantity: extra.quantity }] : []),
          ],
          proration_behavior: 'always_invoice' as const,
          proration_date: date,
          ...(anchorNow && { billing_cycle_anchor: { type: 'now' as const } }),
        };
        const seen = await preview(begun, change);
        expect((await stripe.subscriptions.retrieve(begun.id)).items).toEqual(begun.items);
        await stripe.subscriptions.update(begun.id, change);
        const invoice = await bill.latestInvoice(begun);
        if (invoice.id === begun.latest_invoice) return;
        expect(seen).toMatchObject({ total: invoice.total, amount_due: invoice.amount_due });
        expect(amountsOf(seen)).toEqual(amountsOf(invoice));
        expect(invoice.total).toBe(sum(invoice) - off(invoice));
      }),
      { numRuns: 25 },
    );
  });

  it('is the next invoice, if the change waits for that', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryChange, async ({ price, quantity, extra }) => {
        const begun = await bill.subscribe({ items: [{ price: prices[2]!.id }] });
        const [start, end] = periodOf(begun);
        const change: Change = {
          items: [
            { id: begun.items.data[0]!.id, price: prices[price % 4]!.id, quantity },
            ...(extra ? [{ price: prices[extra.price]!.id, quantity: extra.quantity }] : []),
          ],
          proration_date: start + Math.floor((end - start) / 3),
        };
        const seen = await preview(begun, change);
        await stripe.subscriptions.update(begun.id, change);
        await bill.moveTo(end + HOUR);
        const invoice = await bill.latestInvoice(begun);
        expect(amountsOf(seen)).toEqual(amountsOf(invoice));
        expect(seen.total).toBe(invoice.total);
      }),
      { numRuns: 5 },
    );
  });

  it('takes one credit and one charge of the same thing for nothing', async () => {
    const begun = await bill.subscribe({ items: [{ price: prices[3]!.id }] });
    const [start, end] = periodOf(begun);
    const twin = await bill.price(1499);
    const seen = await preview(begun, {
      items: [{ id: begun.items.data[0]!.id, price: twin.id }],
      proration_behavior: 'always_invoice',
      proration_date: start + Math.floor((end - start) / 7),
    });
    expect(seen.total).toBe(0);
    expect(seen.lines.data).toHaveLength(2);
  });

  it('of the next invoice counts what waits', async () => {
    const customer = await customerWithCard(stripe);
    const begun = await bill.subscribe({ customer: customer.id, items: [{ price: prices[2]!.id }] });
    await stripe.invoiceItems.create({ customer: customer.id, amount: 250, currency: 'eur', description: 'A print' });
    const seen = await stripe.invoices.createPreview({ subscription: begun.id });
    expect(seen).toMatchObject({ id: expect.stringMatching(/^upcoming_in_/), billing_reason: 'upcoming', total: 750 });
    expect(seen.period_end).toBe(periodOf(begun)[1]);
    await bill.moveTo(periodOf(begun)[1] + HOUR);
    expect(await bill.latestInvoice(begun)).toMatchObject({ status: 'paid', total: 750 });
  });

  it('of cancelling now gives the unused time back', async () => {
    const begun = await bill.subscribe({ items: [{ price: prices[2]!.id }] });
    const [start, end] = periodOf(begun);
    const seen = await preview(begun, { cancel_now: true, proration_date: start + (end - start) / 2 });
    expect(amountsOf(seen)).toEqual([-250]);
    expect((await preview(begun, { cancel_now: true, proration_behavior: 'none' })).total).toBe(0);
  });

  it('of a subscription yet to be made is its first invoice', async () => {
    const customer = await customerWithCard(stripe);
    const coupon = await stripe.coupons.create({ percent_off: 20 });
    const seen = await stripe.invoices.createPreview({
      customer: customer.id,
      discounts: [{ coupon: coupon.id }],
      subscription_details: { items: [{ price: prices[3]!.id, quantity: 2 }] },
    });
    expect(seen).toMatchObject({ subtotal: 2998, total: 2398 });
    expect((await stripe.subscriptions.list({ customer: customer.id })).data).toEqual([]);
    expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(0);
  });

  it('is 404 when none is to come', async () => {
    const begun = await bill.subscribe();
    await stripe.subscriptions.update(begun.id, { cancel_at_period_end: true });
    await expect(stripe.invoices.createPreview({ subscription: begun.id })).rejects.toMatchObject({
      statusCode: 404,
      code: 'invoice_upcoming_none',
    });
  });
});
