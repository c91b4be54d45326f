import type Stripe from 'stripe';

import { amountsOf, billing, HOUR, periodOf, type Billing } from './billing.js';
import { createWorld, customerWithCard, type World } from './sandbox.js';

describe('invoices and their items', () => {
  let world: World;
  let stripe: Stripe;
  let bill: Billing;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
    bill = billing(world);
  });
  afterAll(() => world?.close());

  const itemFor = (customer: string, amount: number, more: Partial<Stripe.InvoiceItemCreateParams> = {}) =>
    stripe.invoiceItems.create({ customer, amount, currency: 'eur', description: `For ${amount}`, ...more });
  const draftFor = (customer: string) =>
    stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' });

  it('take the items that wait, only if asked to', async () => {
    const { id: customer } = await customerWithCard(stripe);
    const items = [await itemFor(customer, 1000), await itemFor(customer, -300)];
    expect((await stripe.invoices.create({ customer })).lines.data).toEqual([]);
    const draft = await draftFor(customer);
    expect(draft).toMatchObject({ status: 'draft', billing_reason: 'manual', total: 700 });
    expect(amountsOf(draft)).toEqual([1000, -300]);
    expect(draft.lines.data[0]!.parent).toMatchObject({
      type: 'invoice_item_details',
      invoice_item_details: { invoice_item: items[0]!.id, proration: false },
    });
    expect((await stripe.invoiceItems.list({ customer, pending: true })).data).toEqual([]);
    expect((await stripe.invoices.pay(draft.id!)).status).toBe('paid');
  });

  it('of a draft are added, changed and deleted, and the draft follows', async () => {
    const { id: customer } = await customerWithCard(stripe);
    const draft = await stripe.invoices.create({ customer, currency: 'eur' });
    const total = async () => (await stripe.invoices.retrieve(draft.id!)).total;
    const item = await itemFor(customer, 400, { invoice: draft.id });
    expect(item.invoice).toBe(draft.id);
    expect(await total()).toBe(400);
    await stripe.invoiceItems.update(item.id, { amount: 600, description: 'More' });
    expect(await total()).toBe(600);
    const price = await stripe.prices.create({ currency: 'eur', unit_amount: 50, product_data: { name: 'Sticker' } });
    const priced = await stripe.invoiceItems.create({
      customer,
      invoice: draft.id,
      pricing: { price: price.id },
      quantity: 3,
    });
    expect(priced).toMatchObject({ amount: 150, description: 'Sticker', quantity: 3 });
    expect(await total()).toBe(750);
    expect(await stripe.invoiceItems.del(item.id)).toMatchObject({ deleted: true });
    expect(await total()).toBe(150);
    await stripe.invoices.finalizeInvoice(draft.id!);
    await expect(stripe.invoiceItems.update(priced.id, { amount: 1 })).rejects.toMatchObject({
      code: 'invoice_not_editable',
    });
    await expect(stripe.invoiceItems.del(priced.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('of a subscription wait for its own next invoice', async () => {
    const begun = await bill.subscribe();
    const customer = String(begun.customer);
    await itemFor(customer, 100, { subscription: begun.id });
    expect((await draftFor(customer)).lines.data).toEqual([]);
    await bill.moveTo(periodOf(begun)[1] + HOUR);
    expect(amountsOf(await bill.latestInvoice(begun))).toEqual([100, 500]);
  });

  it('refuse an item without amount, in another currency, or for a recurring price', async () => {
    const begun = await bill.subscribe();
    const customer = String(begun.customer);
    await expect(stripe.invoiceItems.create({ customer })).rejects.toMatchObject({ param: 'amount' });
    await expect(itemFor(customer, 5, { currency: 'usd' })).rejects.toMatchObject({ statusCode: 400 });
    const recurring = begun.items.data[0]!.price.id;
    await expect(
      stripe.invoiceItems.create({ customer, pricing: { price: recurring } }),
    ).rejects.toMatchObject({ param: 'pricing[price]' });
  });

  it('are deleted as drafts, and their items wait again', async () => {
    const { id: customer } = await customerWithCard(stripe);
    const item = await itemFor(customer, 900);
    const draft = await draftFor(customer);
    expect(await stripe.invoices.del(draft.id!)).toMatchObject({ id: draft.id, deleted: true });
    expect((await stripe.invoiceItems.retrieve(item.id)).invoice).toBeNull();
    const open = await stripe.invoices.finalizeInvoice((await draftFor(customer)).id!);
    await expect(stripe.invoices.del(open.id!)).rejects.toMatchObject({ statusCode: 400 });
    expect(await stripe.invoices.sendInvoice(open.id!)).toMatchObject({ status: 'open' });
    expect(await stripe.invoices.markUncollectible(open.id!)).toMatchObject({ status: 'uncollectible' });
    expect(await stripe.invoices.voidInvoice(open.id!)).toMatchObject({ status: 'void' });
    expect(await bill.eventsOf(open.id!)).toEqual([
      'invoice.created',
      'invoice.finalized',
      'invoice.sent',
      'invoice.marked_uncollectible',
      'invoice.voided',
    ]);
  });

  it('go on by themselves after an hour with auto_advance', async () => {
    const { id: customer } = await customerWithCard(stripe);
    await itemFor(customer, 900);
    const draft = await stripe.invoices.create({
      customer,
      auto_advance: true,
      pending_invoice_items_behavior: 'include',
    });
    expect(draft.automatically_finalizes_at! - draft.created).toBe(HOUR);
    await bill.moveTo(draft.automatically_finalizes_at!);
    expect(await stripe.invoices.retrieve(draft.id!)).toMatchObject({ status: 'paid', amount_paid: 900 });
  });

  it('are sent instead of charged, and due on a day', async () => {
    const { id: customer } = await customerWithCard(stripe);
    await itemFor(customer, 900);
    const sent = { customer, collection_method: 'send_invoice' as const };
    await expect(stripe.invoices.create(sent)).rejects.toMatchObject({ param: 'days_until_due' });
    await expect(stripe.invoices.create({ customer, days_until_due: 3 })).rejects.toMatchObject({
      param: 'days_until_due',
    });
    const draft = await stripe.invoices.create({
      ...sent,
      days_until_due: 14,
      auto_advance: true,
      pending_invoice_items_behavior: 'include',
    });
    expect(draft.due_date! - draft.created).toBe(14 * 24 * HOUR);
    await bill.moveTo(draft.automatically_finalizes_at!);
    expect(await stripe.invoices.retrieve(draft.id!)).toMatchObject({ status: 'open', attempted: false });
    expect(await bill.eventsOf(draft.id!)).toEqual(['invoice.created', 'invoice.finalized', 'invoice.sent']);
    expect((await stripe.invoices.list({ customer, collection_method: 'send_invoice' })).data).toHaveLength(1);
  });

  it('are paid outside of Stripe', async () => {
    const { id: customer } = await stripe.customers.create({});
    await itemFor(customer, 900);
    const paid = await stripe.invoices.pay((await draftFor(customer)).id!, { paid_out_of_band: true });
    expect(paid).toMatchObject({ status: 'paid', amount_remaining: 0 });
    expect((await stripe.charges.list({ customer })).data).toEqual([]);
  });

  it('are listed by what they are, and their lines page by page', async () => {
    const { id: customer } = await customerWithCard(stripe);
    for (const amount of [1, 2, 3]) await itemFor(customer, amount);
    const draft = await draftFor(customer);
    expect((await stripe.invoices.list({ customer, status: 'draft' })).data.map(({ id }) => id)).toEqual([draft.id]);
    const first = await stripe.invoices.listLineItems(draft.id!, { limit: 2 });
    expect(first).toMatchObject({ has_more: true, data: [{ amount: 1 }, { amount: 2 }] });
    const rest = await stripe.invoices.listLineItems(draft.id!, { starting_after: first.data[1]!.id });
    expect(rest).toMatchObject({ has_more: false, data: [{ amount: 3 }] });
  });

  // Simplified from Stripe's docs and types; no recording.
  describe('with taxes', () => {
    const rate = (percentage: number, inclusive: boolean) =>
      stripe.taxRates.create({ display_name: 'VAT', percentage, inclusive, country: 'IT' });

    it('add an exclusive rate to the total, and find an inclusive one in it', async () => {
      const exclusive = await rate(22, false);
      const inclusive = await rate(25, true);
      const added = await bill.subscribe({ default_tax_rates: [exclusive.id] });
      expect(await bill.latestInvoice(added)).toMatchObject({
        subtotal: 500,
        total_excluding_tax: 500,
        total: 610,
        amount_paid: 610,
        total_taxes: [{ amount: 110, tax_behavior: 'exclusive', tax_rate_details: { tax_rate: exclusive.id } }],
      });
      const within = await bill.subscribe({ default_tax_rates: [inclusive.id] });
      expect(await bill.latestInvoice(within)).toMatchObject({
        subtotal: 500,
        total_excluding_tax: 400,
        total: 500,
        total_taxes: [{ amount: 100, tax_behavior: 'inclusive', taxable_amount: 400 }],
      });
      expect(within.default_tax_rates).toMatchObject([{ id: inclusive.id, percentage: 25 }]);
    });

    it('reckon tax after discounts, and on an item’s own rate before the default', async () => {
      const [own, general] = [await rate(10, false), await rate(22, false)];
      const coupon = await stripe.coupons.create({ percent_off: 50 });
      const items = [
        { price: (await bill.price(1000)).id, tax_rates: [own.id] },
        { price: (await bill.price(200)).id },
      ];
      const begun = await bill.subscribe({ items, default_tax_rates: [general.id], discounts: [{ coupon: coupon.id }] });
      const invoice = await bill.latestInvoice(begun);
      expect(invoice).toMatchObject({ subtotal: 1200, total_excluding_tax: 600, total: 672 });
      expect(invoice.total_taxes!.map(({ amount }) => amount)).toEqual([50, 22]);
    });

    it('give the tax of unused time back', async () => {
      const exclusive = await rate(22, false);
      const begun = await bill.subscribe({ default_tax_rates: [exclusive.id] });
      const [start, end] = periodOf(begun);
      await stripe.subscriptions.update(begun.id, {
        items: [{ id: begun.items.data[0]!.id, quantity: 2 }],
        proration_behavior: 'always_invoice',
        proration_date: start + (end - start) / 2,
      });
      expect(await bill.latestInvoice(begun)).toMatchObject({ subtotal: 250, total: 305 });
    });

    it('are of rates that can be changed but not deleted', async () => {
      const made = await rate(22, false);
      expect(await stripe.taxRates.update(made.id, { active: false, display_name: 'IVA' })).toMatchObject({
        active: false,
        display_name: 'IVA',
      });
      expect((await stripe.taxRates.list({ active: false })).data.map(({ id }) => id)).toEqual([made.id]);
      expect(await stripe.taxRates.retrieve(made.id)).toMatchObject({ percentage: 22, inclusive: false });
      expect(await bill.eventsOf(made.id)).toEqual(['tax_rate.created', 'tax_rate.updated']);
    });
  });
});
