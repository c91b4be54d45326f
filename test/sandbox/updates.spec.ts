import type Stripe from 'stripe';

import { amountsOf, billing, DAY, HOUR, periodOf, type Billing } from './billing.js';
import { createWorld, customerWithCard, visit, type World } from './sandbox.js';

describe('an update of a subscription', () => {
  let world: World;
  let stripe: Stripe;
  let bill: Billing;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
    bill = billing(world);
  });
  afterAll(() => world?.close());

  const halfway = async (subscription: Stripe.Subscription): Promise<number> => {
    const [start, end] = periodOf(subscription);
    const middle = start + (end - start) / 2;
    await bill.moveTo(middle);
    return middle;
  };
  const item = (subscription: Stripe.Subscription) => subscription.items.data[0]!;

  describe('in mid-period', () => {
    it('bills the difference at once as always_invoice', async () => {
      const begun = await bill.subscribe();
      const at = await halfway(begun);
      const dearer = await bill.price(1500);
      const updated = await stripe.subscriptions.update(begun.id, {
        items: [{ id: item(begun).id, price: dearer.id }],
        proration_behavior: 'always_invoice',
        proration_date: at,
      });
      expect(updated).toMatchObject({ status: 'active', billing_cycle_anchor: begun.billing_cycle_anchor });
      expect(periodOf(updated)).toEqual(periodOf(begun));
      const invoice = await bill.latestInvoice(updated);
      expect(invoice).toMatchObject({ status: 'paid', total: 500, billing_reason: 'subscription_update' });
      expect(amountsOf(invoice)).toEqual([-250, 750]);
      expect(invoice.lines.data[0]!.parent!.subscription_item_details).toMatchObject({
        proration: true,
        proration_details: { credited_items: { invoice: begun.latest_invoice } },
      });
    });

    it('leaves invoice items to the next invoice as create_prorations', async () => {
      const begun = await bill.subscribe();
      await halfway(begun);
      await stripe.subscriptions.update(begun.id, { items: [{ id: item(begun).id, quantity: 3 }] });
      const waiting = await stripe.invoiceItems.list({ customer: String(begun.customer), pending: true });
      expect(waiting.data.map(({ amount }) => amount)).toEqual([750, -250]);
      expect(await bill.invoicesOf(begun)).toHaveLength(1);
      await bill.moveTo(periodOf(begun)[1] + HOUR);
      const invoice = await bill.latestInvoice(begun);
      expect(invoice).toMatchObject({ status: 'paid', total: 2000 });
      expect(amountsOf(invoice)).toEqual([-250, 750, 1500]);
      const [taken] = (await stripe.invoiceItems.list({ customer: String(begun.customer) })).data;
      expect(taken!.invoice).toBe(invoice.id);
    });

    it('gives back what was billed, not what the price is now, after a change without proration', async () => {
      const begun = await bill.subscribe();
      const at = await halfway(begun);
      const dearer = await bill.price(1500);
      await stripe.subscriptions.update(begun.id, {
        items: [{ id: item(begun).id, price: dearer.id }],
        proration_behavior: 'none',
      });
      expect(await bill.invoicesOf(begun)).toHaveLength(1);
      const dearest = await bill.price(3000);
      await stripe.subscriptions.update(begun.id, {
        items: [{ id: item(begun).id, price: dearest.id }],
        proration_behavior: 'always_invoice',
        proration_date: at,
      });
      expect(amountsOf(await bill.latestInvoice(begun))).toEqual([-250, 1500]);
    });

    it('adds and deletes items', async () => {
      const begun = await bill.subscribe();
      const at = await halfway(begun);
      const extra = await bill.price(1000);
      const two = await stripe.subscriptions.update(begun.id, {
        items: [{ price: extra.id, quantity: 2 }],
        proration_behavior: 'always_invoice',
        proration_date: at,
      });
      expect(two.items.data.map(({ price, quantity }) => [price.id, quantity])).toEqual([
        [item(begun).price.id, 1],
        [extra.id, 2],
      ]);
      expect(amountsOf(await bill.latestInvoice(two))).toEqual([1000]);
      const one = await stripe.subscriptions.update(begun.id, {
        items: [{ id: item(begun).id, deleted: true }],
        proration_behavior: 'always_invoice',
        proration_date: at,
      });
      expect(one.items.data.map(({ price }) => price.id)).toEqual([extra.id]);
      const credit = await bill.latestInvoice(one);
      expect(credit).toMatchObject({ status: 'paid', total: -250, amount_due: 0, ending_balance: -250 });
      await expect(
        stripe.subscriptions.update(begun.id, { items: [{ id: one.items.data[0]!.id, deleted: true }] }),
      ).rejects.toMatchObject({ statusCode: 400, param: 'items' });
    });

    it('begins a new period at once with billing_cycle_anchor now', async () => {
      const begun = await bill.subscribe();
      await halfway(begun);
      const restarted = await stripe.subscriptions.update(begun.id, { billing_cycle_anchor: { type: 'now' } });
      expect(restarted.billing_cycle_anchor).toBe(periodOf(restarted)[0]);
      expect(restarted.billing_cycle_anchor).toBeGreaterThan(begun.billing_cycle_anchor);
      const invoice = await bill.latestInvoice(restarted);
      expect(invoice.status).toBe('paid');
      expect(amountsOf(invoice)).toEqual([-250, 500]);
    });

    it('bills another interval at once, counted from the anchor that there is', async () => {
      const begun = await bill.subscribe();
      const yearly = await bill.price(5000, 'year');
      const updated = await stripe.subscriptions.update(begun.id, { items: [{ id: item(begun).id, price: yearly.id }] });
      expect(updated.billing_cycle_anchor).toBe(begun.billing_cycle_anchor);
      expect(new Date(periodOf(updated)[1] * 1000).getUTCFullYear()).toBe(
        new Date(periodOf(begun)[0] * 1000).getUTCFullYear() + 1,
      );
      expect(amountsOf(await bill.latestInvoice(updated))).toEqual([-500, 5000]);
    });

    it('refuses a proration date outside the period, a foreign item and another currency', async () => {
      const begun = await bill.subscribe();
      const [start, end] = periodOf(begun);
      const update = (fields: Stripe.SubscriptionUpdateParams) => stripe.subscriptions.update(begun.id, fields);
      const change = [{ id: item(begun).id, quantity: 2 }];
      for (const date of [start - 1, end + 1])
        await expect(update({ items: change, proration_date: date })).rejects.toMatchObject({ param: 'proration_date' });
      await expect(update({ items: [{ id: 'si_none', quantity: 2 }] })).rejects.toMatchObject({ param: 'items[0][id]' });
      const dollars = await stripe.prices.create({
        currency: 'usd',
        unit_amount: 100,
        recurring: { interval: 'month' },
        product_data: { name: 'Other' },
      });
      await expect(update({ items: [{ price: dollars.id }] })).rejects.toMatchObject({ statusCode: 400 });
    });
  });

  describe('that the bank refuses', () => {
    const upgrade = async (behavior: Stripe.SubscriptionUpdateParams.PaymentBehavior, token = 'pm_card_visa') => {
      const begun = await bill.subscribe({ metadata: { kept: 'yes' } });
      if (token !== 'pm_card_visa') await bill.useCard(begun, token);
      const dearer = await bill.price(1500);
      const update = stripe.subscriptions.update(begun.id, {
        items: [{ id: item(begun).id, price: dearer.id }],
        proration_behavior: 'always_invoice',
        payment_behavior: behavior,
        ...(behavior === 'pending_if_incomplete' && { metadata: { tier: 'two' } }),
      });
      return { begun, dearer, update };
    };
    const FAILS = 'pm_card_chargeCustomerFail';

    it('leaves nothing behind as error_if_incomplete', async () => {
      const { begun, update } = await upgrade('error_if_incomplete', FAILS);
      await expect(update).rejects.toMatchObject({ statusCode: 402, code: 'card_declined' });
      const after = await stripe.subscriptions.retrieve(begun.id);
      expect(after).toEqual(begun);
      expect(await bill.invoicesOf(begun)).toHaveLength(1);
    });

    it('is made and past due as allow_incomplete', async () => {
      const { dearer, update } = await upgrade('allow_incomplete', FAILS);
      const updated = await update;
      expect(updated).toMatchObject({ status: 'past_due', pending_update: null });
      expect(item(updated).price.id).toBe(dearer.id);
      expect(await bill.latestInvoice(updated)).toMatchObject({ status: 'open', attempt_count: 1 });
    });

    it('waits for somebody to confirm as default_incomplete', async () => {
      const { update } = await upgrade('default_incomplete');
      const updated = await update;
      expect(updated.status).toBe('past_due');
      const invoice = await bill.latestInvoice(updated);
      expect(invoice).toMatchObject({ status: 'open', attempted: false });
      expect((await stripe.invoices.pay(invoice.id!)).status).toBe('paid');
      expect((await stripe.subscriptions.retrieve(updated.id)).status).toBe('active');
    });

    it('is held as pending_if_incomplete, and made when the invoice is paid', async () => {
      const { begun, dearer, update } = await upgrade('pending_if_incomplete', FAILS);
      const held = await update;
      expect(held).toMatchObject({ status: 'active', metadata: { kept: 'yes' } });
      expect(item(held).price.id).toBe(item(begun).price.id);
      expect(held.pending_update).toMatchObject({ metadata: { tier: 'two' }, billing_cycle_anchor: null });
      expect(held.pending_update!.subscription_items![0]!.price.id).toBe(dearer.id);
      expect(held.pending_update!.expires_at - (await bill.latestInvoice(held)).created).toBe(23 * HOUR);
      expect(await bill.eventsOf(begun.id)).not.toContain('customer.subscription.pending_update_applied');

      await stripe.invoices.pay(held.latest_invoice as string, { payment_method: 'pm_card_visa' });
      const made = await stripe.subscriptions.retrieve(begun.id);
      expect(made).toMatchObject({ status: 'active', pending_update: null, metadata: { kept: 'yes', tier: 'two' } });
      expect(item(made).price.id).toBe(dearer.id);
      expect((await bill.eventsOf(begun.id)).slice(-2)).toEqual([
        'customer.subscription.updated',
        'customer.subscription.pending_update_applied',
      ]);
    });

    it('is dropped after 23 hours, and its invoice voided', async () => {
      const { begun, update } = await upgrade('pending_if_incomplete', FAILS);
      const { pending_update: pending } = await update;
      await bill.moveTo(pending!.expires_at);
      const after = await stripe.subscriptions.retrieve(begun.id);
      expect(after).toMatchObject({ status: 'active', pending_update: null });
      expect(item(after).price.id).toBe(item(begun).price.id);
      expect(await bill.latestInvoice(after)).toMatchObject({ status: 'void' });
      expect(await bill.eventsOf(begun.id)).toContain('customer.subscription.pending_update_expired');
    });

    it('is dropped with the period that ends before, and the old price renewed in the same second', async () => {
      const begun = await bill.subscribe();
      const [, end] = periodOf(begun);
      await bill.moveTo(end - HOUR);
      await bill.useCard(begun, FAILS);
      const held = await stripe.subscriptions.update(begun.id, {
        items: [{ id: item(begun).id, quantity: 50 }],
        proration_behavior: 'always_invoice',
        payment_behavior: 'pending_if_incomplete',
      });
      expect(held.pending_update!.expires_at).toBe(end);
      await bill.moveTo(end);
      const after = await stripe.subscriptions.retrieve(begun.id);
      expect(after).toMatchObject({ pending_update: null, status: 'active' });
      expect(periodOf(after)[0]).toBe(end);
      const [renewal, dropped] = await bill.invoicesOf(begun);
      expect(renewal).toMatchObject({ billing_reason: 'subscription_cycle', status: 'draft', total: 500 });
      expect(dropped!.status).toBe('void');
      const seconds = (await stripe.events.list({ limit: 20, created: { gte: end } })).data.map(({ type }) => type);
      expect(seconds).toEqual(expect.arrayContaining(['customer.subscription.pending_update_expired', 'invoice.created']));
    });

    it('is made when the holder confirms the payment it waits for', async () => {
      const { begun, dearer, update } = await upgrade('pending_if_incomplete', 'pm_card_authenticationRequired');
      const held = await update;
      expect(held.pending_update).not.toBeNull();
      const { data } = await stripe.invoicePayments.list({ invoice: held.latest_invoice as string });
      await visit(`${world.sandbox.url}/authenticate/${data[0]!.payment.payment_intent as string}`, { answer: 'yes' });
      const made = await stripe.subscriptions.retrieve(begun.id);
      expect(made).toMatchObject({ status: 'active', pending_update: null });
      expect(item(made).price.id).toBe(dearer.id);
    });

    it('gives way to another update', async () => {
      const { begun, update } = await upgrade('pending_if_incomplete', FAILS);
      const held = await update;
      const after = await stripe.subscriptions.update(begun.id, { items: [{ id: item(begun).id, quantity: 2 }] });
      expect(after.pending_update).toBeNull();
      expect(item(after)).toMatchObject({ quantity: 2, price: { id: item(begun).price.id } });
      expect(await stripe.invoices.retrieve(held.latest_invoice as string)).toMatchObject({ status: 'void' });
    });

    it('is made at once as pending_if_incomplete when the card works, and nobody hears of it as pending', async () => {
      const { begun, dearer, update } = await upgrade('pending_if_incomplete');
      const updated = await update;
      expect(updated).toMatchObject({ pending_update: null, metadata: { tier: 'two' } });
      expect(item(updated).price.id).toBe(dearer.id);
      expect(await bill.eventsOf(begun.id)).not.toContain('customer.subscription.pending_update_applied');
      expect(JSON.stringify(await stripe.events.list({ limit: 20 }))).not.toContain('"pending_update":{');
    });

    it('makes an intent to be confirmed as default_incomplete from the beginning', async () => {
      const customer = await stripe.customers.create({});
      const begun = await stripe.subscriptions.create({
        customer: customer.id,
        items: [{ price: (await bill.price(500)).id }],
        payment_behavior: 'default_incomplete',
        expand: ['latest_invoice.confirmation_secret', 'latest_invoice.payments'],
      });
      expect(begun.status).toBe('incomplete');
      const { confirmation_secret: secret, payments } = begun.latest_invoice as Stripe.Invoice;
      expect(secret).toMatchObject({ type: 'payment_intent', client_secret: expect.stringMatching(/^pi_/) });
      const intent = payments!.data[0]!.payment.payment_intent as string;
      await stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' });
      expect(await stripe.subscriptions.retrieve(begun.id)).toMatchObject({ status: 'active' });
    });

    it('takes only what an invoice can be drawn for', async () => {
      const begun = await bill.subscribe();
      const fields = { description: 'x', payment_behavior: 'pending_if_incomplete' as const };
      await expect(stripe.subscriptions.update(begun.id, fields)).rejects.toMatchObject({ param: 'description' });
    });
  });

  describe('that draws no invoice', () => {
    it('sets words and the payment method, and ends at a moment', async () => {
      const begun = await bill.subscribe();
      const at = (await bill.now()) + 3 * DAY;
      const updated = await stripe.subscriptions.update(begun.id, { cancel_at: at, description: 'Theirs' });
      expect(updated).toMatchObject({ cancel_at: at, cancel_at_period_end: false, description: 'Theirs' });
      const ends = await stripe.subscriptions.update(begun.id, { cancel_at: 'min_period_end' });
      expect(ends.cancel_at).toBe(periodOf(begun)[1]);
      await stripe.subscriptions.update(begun.id, { cancel_at: at });
      await bill.moveTo(at);
      expect(await stripe.subscriptions.retrieve(begun.id)).toMatchObject({ status: 'canceled', ended_at: at });
    });
  });

  describe('one item at a time', () => {
    it('goes through subscription_items', async () => {
      const begun = await bill.subscribe();
      const extra = await bill.price(700);
      const made = await stripe.subscriptionItems.create({ subscription: begun.id, price: extra.id, quantity: 2 });
      expect(made).toMatchObject({ quantity: 2, subscription: begun.id, price: { id: extra.id } });
      expect(await stripe.subscriptionItems.retrieve(made.id)).toEqual(made);
      const changed = await stripe.subscriptionItems.update(made.id, {
        quantity: 1,
        metadata: { seat: '1' },
        proration_behavior: 'none',
      });
      expect(changed).toMatchObject({ id: made.id, quantity: 1, metadata: { seat: '1' } });
      const listed = await stripe.subscriptionItems.list({ subscription: begun.id, limit: 1 });
      expect(listed).toMatchObject({ has_more: true, data: [{ id: item(begun).id }] });
      expect(await stripe.subscriptionItems.del(made.id)).toMatchObject({ id: made.id, deleted: true });
      await expect(stripe.subscriptionItems.retrieve(made.id)).rejects.toMatchObject({ statusCode: 404 });
    });
  });

  describe('as a cancellation', () => {
    it('gives the unused time back with prorate, and bills it at once with invoice_now', async () => {
      const begun = await bill.subscribe();
      await halfway(begun);
      await stripe.subscriptions.cancel(begun.id, { prorate: true, invoice_now: true });
      const [invoice] = await bill.invoicesOf(begun);
      expect(invoice).toMatchObject({ status: 'paid', amount_due: 0 });
      expect(Math.abs(invoice!.total + 250)).toBeLessThanOrEqual(1);
      const customer = await stripe.customers.retrieve(String(begun.customer));
      expect(customer).toMatchObject({ balance: invoice!.total });
    });

    it('drops what waited without it', async () => {
      const customer = await customerWithCard(stripe);
      const begun = await bill.subscribe({ customer: customer.id });
      await stripe.subscriptions.update(begun.id, { items: [{ id: item(begun).id, quantity: 2 }] });
      await stripe.subscriptions.cancel(begun.id);
      expect((await stripe.invoiceItems.list({ customer: customer.id, pending: true })).data).toEqual([]);
    });
  });
});
