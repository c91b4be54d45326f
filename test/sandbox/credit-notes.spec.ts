import type Stripe from 'stripe';

import { createWorld, customerWithCard, eventTypes, monthlyPrice, type World } from './sandbox.js';

describe('a credit note', () => {
  let world: World;
  let stripe: Stripe;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
  });
  afterAll(() => world?.close());

  const subscribe = async (card = 'pm_card_visa') => {
    const [customer, price] = [await customerWithCard(stripe, card), await monthlyPrice(stripe, 1000)];
    const begun = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    return { customer: customer.id, subscription: begun, invoice: begun.latest_invoice as string };
  };
  const balanceOf = async (id: string) => ((await stripe.customers.retrieve(id)) as Stripe.Customer).balance;

  it('gives back what was paid: to the card and to the balance', async () => {
    const { customer, invoice, subscription } = await subscribe();
    const order = { invoice, amount: 700, refund_amount: 400, credit_amount: 300, reason: 'order_change' } as const;
    const seen = await stripe.creditNotes.preview(order);
    const note = await stripe.creditNotes.create({ ...order, memo: 'Sorry', metadata: { a: '1' } });
    expect(seen.amount).toBe(note.amount);
    expect(note).toMatchObject({
      amount: 700,
      type: 'post_payment',
      post_payment_amount: 700,
      pre_payment_amount: 0,
      status: 'issued',
      number: expect.stringMatching(/-CN-01$/),
      refunds: [{ amount_refunded: 400 }],
    });
    expect(await stripe.refunds.retrieve(note.refunds[0]!.refund as string)).toMatchObject({ amount: 400 });
    expect(await balanceOf(customer)).toBe(-300);
    expect((await stripe.invoices.retrieve(invoice)).post_payment_credit_notes_amount).toBe(700);
    expect(await eventTypes(stripe, note.id)).toEqual(['credit_note.created']);

    await world.control('POST', '/clock', { to: subscription.items.data[0]!.current_period_end + 3600 });
    const { latest_invoice: next } = await stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] });
    expect(next).toMatchObject({ total: 1000, amount_paid: 700, starting_balance: -300, ending_balance: 0 });
    const entries = (await stripe.customers.listBalanceTransactions(customer)).data;
    expect(entries.map(({ type, amount, ending_balance }) => [type, amount, ending_balance])).toEqual([
      ['applied_to_invoice', 300, 0],
      ['credit_note', -300, -300],
    ]);
  });

  it('lowers what is to be paid of an open invoice, until it is void', async () => {
    const { invoice, subscription } = await subscribe('pm_card_authenticationRequired');
    const [line] = (await stripe.invoices.listLineItems(invoice)).data;
    const note = await stripe.creditNotes.create({
      invoice,
      lines: [{ type: 'invoice_line_item', invoice_line_item: line!.id, amount: 400 }],
    });
    expect(note).toMatchObject({
      type: 'pre_payment',
      lines: { data: [{ amount: 400, invoice_line_item: line!.id, type: 'invoice_line_item' }] },
    });
    const owed = () => stripe.invoices.retrieve(invoice);
    expect(await owed()).toMatchObject({ amount_due: 600, amount_remaining: 600, pre_payment_credit_notes_amount: 400 });
    expect(await stripe.creditNotes.voidCreditNote(note.id)).toMatchObject({ status: 'void', voided_at: expect.any(Number) });
    expect(await owed()).toMatchObject({ amount_remaining: 1000, pre_payment_credit_notes_amount: 0 });
    await expect(stripe.creditNotes.voidCreditNote(note.id)).rejects.toMatchObject({ statusCode: 400 });
    const custom = { type: 'custom_line_item', description: 'All of it', quantity: 2, unit_amount: 500 } as const;
    const whole = await stripe.creditNotes.create({ invoice, lines: [custom] });
    expect((await stripe.creditNotes.listLineItems(whole.id)).data).toMatchObject([{ amount: 1000, quantity: 2 }]);
    expect(await owed()).toMatchObject({ status: 'paid', amount_paid: 0, amount_remaining: 0 });
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
    expect((await stripe.creditNotes.list({ invoice })).data.map(({ number }) => number!.slice(-2))).toEqual(['02', '01']);
  });

  it.each([
    [{ amount: 1001, refund_amount: 1001 }, 'amount'],
    [{ amount: 500, refund_amount: 400 }, undefined],
    [{ amount: 0 }, 'amount'],
    [{ amount: 5, refund_amount: -5 }, 'refund_amount'],
  ])('refuses %j', async (order, param) => {
    const { invoice } = await subscribe();
    await expect(stripe.creditNotes.create({ invoice, ...order })).rejects.toMatchObject({ statusCode: 400, param });
    expect((await stripe.creditNotes.list({ invoice })).data).toEqual([]);
  });

  it('can be annotated, and its customer’s balance set right by hand', async () => {
    const { customer, invoice } = await subscribe();
    const note = await stripe.creditNotes.create({ invoice, amount: 100, out_of_band_amount: 100 });
    expect(await stripe.creditNotes.update(note.id, { memo: 'By hand' })).toMatchObject({ memo: 'By hand' });
    expect(await eventTypes(stripe, note.id)).toEqual(['credit_note.updated', 'credit_note.created']);
    const entry = await stripe.customers.createBalanceTransaction(customer, { amount: -250, currency: 'eur' });
    expect(entry).toMatchObject({ type: 'adjustment', ending_balance: -250 });
    expect(await balanceOf(customer)).toBe(-250);
    const foreign = stripe.customers.createBalanceTransaction(customer, { amount: 1, currency: 'usd' });
    await expect(foreign).rejects.toMatchObject({ param: 'currency' });
  });
});
