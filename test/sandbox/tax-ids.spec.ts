import type Stripe from 'stripe';

import { createWorld, customerWithCard, eventTypes, monthlyPrice, type World } from './sandbox.js';

describe('tax numbers', () => {
  let world: World;
  let stripe: Stripe;
  let customer: string;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
    customer = (await customerWithCard(stripe)).id;
  });
  afterAll(() => world?.close());

  it('are kept at their customer, told of, and gone when deleted', async () => {
    const made = await stripe.customers.createTaxId(customer, { type: 'eu_vat', value: 'IT12345678901' });
    expect(made).toMatchObject({ country: 'IT', customer, owner: { type: 'customer', customer } });
    expect(made.verification!.status).toBe('pending');
    expect(await stripe.customers.retrieveTaxId(customer, made.id)).toMatchObject({ value: 'IT12345678901' });
    const { id: other } = await customerWithCard(stripe);
    const elsewhere = stripe.customers.retrieveTaxId(other, made.id);
    await expect(elsewhere).rejects.toMatchObject({ code: 'resource_missing', statusCode: 404 });
    const expanded = await stripe.customers.retrieve(customer, { expand: ['tax_ids'] });
    expect((expanded as Stripe.Customer).tax_ids!.data.map(({ id }) => id)).toEqual([made.id]);
    expect(await stripe.customers.deleteTaxId(customer, made.id)).toEqual({ id: made.id, object: 'tax_id', deleted: true });
    expect((await stripe.customers.listTaxIds(customer)).data).toEqual([]);
    expect(await eventTypes(stripe, made.id)).toEqual(['customer.tax_id.deleted', 'customer.tax_id.created']);
  });

  it.each([
    ['eu_vat', 'IT123'],
    ['eu_vat', 'ZZ12345678901'],
    ['gb_vat', '123456789'],
    ['ch_vat', 'CHE-1'],
    ['us_ein', '1'],
  ] as const)('of type %s are not written like %s', async (type, value) => {
    const refused = stripe.customers.createTaxId(customer, { type, value });
    await expect(refused).rejects.toMatchObject({ code: 'tax_id_invalid', param: 'value', statusCode: 400 });
  });

  it.each([
    ['eu_vat', 'EL123456789', 'GR'],
    ['eu_vat', 'DE123456789', 'DE'],
    ['gb_vat', 'GB123456789', 'GB'],
    ['ch_vat', 'CHE-123.456.788 MWST', 'CH'],
    ['is_vat', '12345', 'IS'],
  ] as const)('of type %s may be %s', async (type, value, country) => {
    const made = await stripe.customers.createTaxId(customer, { type, value });
    expect(made).toMatchObject({ country });
    await stripe.customers.deleteTaxId(customer, made.id);
  });

  it('stand with name and address on what is invoiced from then on, and on its page', async () => {
    const price = await monthlyPrice(stripe, 1000);
    const subscription = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
    const address = { line1: 'Via Roma 1', line2: null, postal_code: '00184', city: 'Roma', state: 'RM', country: 'IT' };
    await stripe.customers.update(customer, { name: 'Bottega Brandt', address: { ...address, line2: '' } });
    await stripe.customers.createTaxId(customer, { type: 'eu_vat', value: 'IT12345678901' });
    const first = await stripe.invoices.retrieve(subscription.latest_invoice as string);
    expect(first).toMatchObject({ customer_address: null, customer_tax_ids: [] });
    await world.control('POST', '/clock', { to: subscription.items.data[0]!.current_period_end + 3600 });
    const { latest_invoice: id } = await stripe.subscriptions.retrieve(subscription.id);
    const next = await stripe.invoices.retrieve(id as string);
    expect(next).toMatchObject({
      customer_name: 'Bottega Brandt',
      customer_address: address,
      customer_tax_ids: [{ type: 'eu_vat', value: 'IT12345678901' }],
    });
    const page = await (await fetch(next.hosted_invoice_url!)).text();
    for (const line of ['Bottega Brandt', 'Via Roma 1', '00184 Roma, RM', 'Italy', 'IT12345678901'])
      expect(page).toContain(`<dd>${line}</dd>`);
  });
});
