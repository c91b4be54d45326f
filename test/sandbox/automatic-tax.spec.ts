import type Stripe from 'stripe';

import { billing, type Billing } from './billing.js';
import { createWorld, customerWithCard, openSession, type World } from './sandbox.js';

const WANTS = {
  automatic_tax: { enabled: true },
  tax_id_collection: { enabled: true },
  customer_update: { address: 'auto', name: 'auto' },
} as const;

describe('automatic tax', () => {
  let world: World;
  let stripe: Stripe;
  let bill: Billing;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
    bill = billing(world);
  });
  afterAll(() => world?.close());

  const price = async (tax_behavior?: 'inclusive' | 'exclusive') => {
    const { id: product } = await stripe.products.create({ name: 'Proof' });
    const amounts = { currency: 'eur', unit_amount: 1000, recurring: { interval: 'month' as const } };
    return stripe.prices.create({ ...amounts, product, ...(tax_behavior && { tax_behavior }) });
  };
  const subscribeIn = async (country: string, number?: { type: 'eu_vat' | 'gb_vat'; value: string }, behavior?: 'exclusive') => {
    const { id: customer } = await customerWithCard(stripe);
    await stripe.customers.update(customer, { address: { country } });
    if (number) await stripe.customers.createTaxId(customer, number);
    const items = [{ price: (await price(behavior ?? 'inclusive')).id }];
    return bill.subscribe({ customer, items, automatic_tax: { enabled: true } });
  };

  it.each([
    ['IT', undefined, 180, 'standard_rated'],
    ['FI', undefined, 203, 'standard_rated'],
    ['IT', { type: 'eu_vat', value: 'IT12345678901' }, 180, 'standard_rated'],
    ['DE', { type: 'eu_vat', value: 'DE123456789' }, 0, 'reverse_charge'],
    ['GB', { type: 'gb_vat', value: 'GB123456789' }, 167, 'standard_rated'],
  ] as const)('is in what is paid in %s with %j: %i', async (country, number, tax, reason) => {
    const begun = await subscribeIn(country, number);
    const invoice = await bill.latestInvoice(begun);
    expect(invoice).toMatchObject({
      total: 1000,
      amount_paid: 1000,
      total_excluding_tax: 1000 - tax,
      automatic_tax: { enabled: true, status: 'complete' },
      total_taxes: [{ amount: tax, tax_behavior: 'inclusive', taxability_reason: reason, taxable_amount: 1000 - tax }],
    });
    expect(invoice.lines.data[0]!.taxes).toMatchObject([{ amount: tax }]);
    const rate = await stripe.taxRates.retrieve(invoice.total_taxes![0]!.tax_rate_details!.tax_rate);
    expect(rate).toMatchObject({ country, inclusive: true, tax_type: 'vat', jurisdiction_level: 'country' });
  });

  it('is none where nobody registered, and goes on top of prices that say so', async () => {
    const free = await bill.latestInvoice(await subscribeIn('US'));
    expect(free).toMatchObject({ total: 1000, total_taxes: [], automatic_tax: { status: 'complete' } });
    const onTop = await bill.latestInvoice(await subscribeIn('IT', undefined, 'exclusive'));
    expect(onTop).toMatchObject({ subtotal: 1000, total: 1220, amount_paid: 1220 });
  });

  it('does not begin with somebody who is nowhere, and lets go of who has gone', async () => {
    const { id: customer } = await customerWithCard(stripe);
    const items = [{ price: (await price('inclusive')).id }];
    const nowhere = bill.subscribe({ customer, items, automatic_tax: { enabled: true } });
    await expect(nowhere).rejects.toMatchObject({ code: 'customer_tax_location_invalid' });
    const begun = await subscribeIn('IT');
    await stripe.customers.update(String(begun.customer), { address: '' });
    await bill.moveTo(begun.items.data[0]!.current_period_end + 3700);
    const tax = { enabled: false, status: null, disabled_reason: 'finalization_requires_location_inputs' };
    expect(await bill.latestInvoice(begun)).toMatchObject({ total: 1000, total_taxes: [], automatic_tax: tax });
  });

  it('stays with a subscription: at a change, in its preview and at its renewals', async () => {
    const begun = await subscribeIn('IT');
    const item = begun.items.data[0]!;
    const change = {
      items: [{ id: item.id, quantity: 2 }],
      proration_behavior: 'always_invoice' as const,
      proration_date: (item.current_period_start + item.current_period_end) / 2,
    };
    const preview = await stripe.invoices.createPreview({ subscription: begun.id, subscription_details: change });
    expect(preview).toMatchObject({ total: 500, automatic_tax: { enabled: true } });
    const without = { subscription: begun.id, subscription_details: change, automatic_tax: { enabled: false } };
    expect((await stripe.invoices.createPreview(without)).total_taxes).toEqual([]);
    await stripe.subscriptions.update(begun.id, change);
    const changed = await bill.latestInvoice(begun);
    expect(changed).toMatchObject({ total: 500, total_excluding_tax: preview.total_excluding_tax });
    const net = (invoice: Stripe.Invoice) => invoice.total_taxes!.reduce((sum, { amount }) => sum + amount, 0);
    expect(net(changed)).toBe(net(preview));
    await bill.moveTo(item.current_period_end + 3700);
    expect(await bill.latestInvoice(begun)).toMatchObject({ total: 2000, total_taxes: [{ amount: 361 }] });
  });

  it('wants prices that say whether it is in them, once and for all', async () => {
    const open = await price();
    const { id: customer } = await customerWithCard(stripe);
    await stripe.customers.update(customer, { address: { country: 'IT' } });
    const begin = () => bill.subscribe({ customer, items: [{ price: open.id }], automatic_tax: { enabled: true } });
    await expect(begin()).rejects.toMatchObject({ statusCode: 400, param: 'automatic_tax[enabled]' });
    await stripe.prices.update(open.id, { tax_behavior: 'inclusive' });
    expect((await begin()).status).toBe('active');
    const again = stripe.prices.update(open.id, { tax_behavior: 'exclusive' });
    await expect(again).rejects.toMatchObject({ statusCode: 400, param: 'tax_behavior' });
  });

  it('is asked for at the checkout, with what it needs to know', async () => {
    const { id: customer } = await customerWithCard(stripe);
    const line_items = [{ price: (await price('inclusive')).id, quantity: 1 }];
    const careless = openSession(stripe, { customer, line_items, automatic_tax: { enabled: true } });
    await expect(careless).rejects.toMatchObject({ statusCode: 400 });
    const nameless = openSession(stripe, { customer, line_items, tax_id_collection: { enabled: true } });
    await expect(nameless).rejects.toMatchObject({ param: 'customer_update[name]' });
    const session = await openSession(stripe, { customer, line_items, ...WANTS });
    expect(session).toMatchObject({ automatic_tax: { status: 'requires_location_inputs' }, tax_id_collection: { enabled: true } });
    const page = await (await fetch(session.url!)).text();
    for (const name of ['name', 'line1', 'postalCode', 'city', 'taxNumber', 'country']) expect(page).toContain(`name="${name}"`);

    const send = (fields: Record<string, string>) =>
      fetch(session.url!, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ number: '4242424242424242', ...fields }) });
    const lost = await send({ name: 'Bottega' });
    expect([lost.status, await lost.text()]).toEqual([400, expect.stringContaining('Choose your country')]);
    const where = { name: 'Atelier', line1: 'Rue 1', postalCode: '75001', city: 'Paris', country: 'FR' };
    const wrong = await send({ ...where, taxNumber: 'FR1' });
    const shown = await wrong.text();
    expect([wrong.status, shown]).toEqual([400, expect.stringContaining('cannot be read')]);
    expect(shown).toContain('value="Paris"');
    expect((await stripe.customers.retrieve(customer)) as Stripe.Customer).toMatchObject({ name: null, address: null });
    expect((await send({ ...where, taxNumber: 'fr 12 345678901' })).status).toBe(303);
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'complete',
      amount_total: 1000,
      automatic_tax: { status: 'complete' },
      total_details: { amount_tax: 0 },
      customer_details: { name: 'Atelier', address: { country: 'FR' }, tax_ids: [{ type: 'eu_vat', value: 'FR12345678901' }] },
    });
    const { data: [subscription] } = await stripe.subscriptions.list({ customer });
    const invoice = await bill.latestInvoice(subscription!);
    expect(invoice).toMatchObject({ customer_name: 'Atelier', total_taxes: [{ taxability_reason: 'reverse_charge' }] });
  });

  it('is told on the page of the invoice', async () => {
    const { hosted_invoice_url: url } = await bill.latestInvoice(await subscribeIn('IT'));
    const page = await (await fetch(url!)).text();
    expect(page).toMatch(/Tax, included<\/dt><dd>€1\.80/);
  });
});
