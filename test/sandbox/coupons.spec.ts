import type Stripe from 'stripe';

import { amountsOf, billing, DAY, HOUR, periodOf, type Billing } from './billing.js';
import { createWorld, customerWithCard, openSession, type World } from './sandbox.js';

// From Stripe's docs and types; no recording.
describe('coupons and promotion codes', () => {
  let world: World;
  let stripe: Stripe;
  let bill: Billing;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
    bill = billing(world);
  });
  afterAll(() => world?.close());

  const codeFor = async (coupon: string, more: Partial<Stripe.PromotionCodeCreateParams> = {}) =>
    stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon }, ...more });
  const totals = async (subscription: Stripe.Subscription) =>
    (await bill.invoicesOf(subscription)).map(({ total }) => total).reverse();
  const nextMonth = async (subscription: Stripe.Subscription) =>
    bill.moveTo(periodOf(await stripe.subscriptions.retrieve(subscription.id))[1] + HOUR);

  describe('a coupon', () => {
    it('is made, changed, listed and deleted', async () => {
      const made = await stripe.coupons.create({ percent_off: 12.5, name: 'Spring', metadata: { a: '1' } });
      expect(made).toMatchObject({ duration: 'once', percent_off: 12.5, amount_off: null, valid: true });
      expect(await stripe.coupons.update(made.id, { name: 'Summer' })).toMatchObject({ name: 'Summer' });
      expect((await stripe.coupons.list({ limit: 1 })).data[0]!.id).toBe(made.id);
      const named = await stripe.coupons.create({ id: 'FANS', amount_off: 300, currency: 'EUR', duration: 'forever' });
      expect(named).toMatchObject({ id: 'FANS', amount_off: 300, currency: 'eur' });
      await expect(stripe.coupons.create({ id: 'FANS', percent_off: 5 })).rejects.toMatchObject({
        code: 'resource_already_exists',
      });
      expect(await stripe.coupons.del(made.id)).toMatchObject({ id: made.id, deleted: true });
      await expect(stripe.coupons.retrieve(made.id)).rejects.toMatchObject({ statusCode: 404 });
      expect(await bill.eventsOf(made.id)).toEqual(['coupon.created', 'coupon.updated', 'coupon.deleted']);
    });

    it.each([
      [{}, 'percent_off'],
      [{ percent_off: 101 }, 'percent_off'],
      [{ percent_off: 5, amount_off: 5, currency: 'eur' }, 'percent_off'],
      [{ amount_off: 5 }, 'currency'],
      [{ percent_off: 5, duration: 'repeating' }, 'duration_in_months'],
      [{ percent_off: 5, redeem_by: 1 }, 'redeem_by'],
    ] as [Stripe.CouponCreateParams, string][])('of %j is refused', async (params, param) => {
      await expect(stripe.coupons.create(params)).rejects.toMatchObject({ statusCode: 400, param });
    });

    it('takes off once, for months or for ever', async () => {
      const once = await stripe.coupons.create({ percent_off: 50 });
      const twice = await stripe.coupons.create({ percent_off: 50, duration: 'repeating', duration_in_months: 2 });
      const always = await stripe.coupons.create({ amount_off: 100, currency: 'eur', duration: 'forever' });
      const begin = (coupon: string) => bill.subscribe({ discounts: [{ coupon }] });
      const [first, second, third] = [await begin(once.id), await begin(twice.id), await begin(always.id)];
      expect([first, second, third].map(({ discounts }) => discounts.length)).toEqual([0, 1, 1]);
      for (let month = 0; month < 2; month += 1) await nextMonth(third);
      expect(await totals(first)).toEqual([250, 500, 500]);
      expect(await totals(second)).toEqual([250, 250, 500]);
      expect(await totals(third)).toEqual([400, 400, 400]);
      expect((await stripe.subscriptions.retrieve(second.id)).discounts).toEqual([]);
    });

    it('shows on the invoice and its lines, and on the subscription', async () => {
      const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'forever' });
      const begun = await bill.subscribe({ discounts: [{ coupon: coupon.id }] });
      const { discounts } = await stripe.subscriptions.retrieve(begun.id, { expand: ['discounts.source.coupon'] });
      const discount = discounts[0] as Stripe.Discount;
      expect(discount).toMatchObject({ subscription: begun.id, source: { coupon: { id: coupon.id } }, end: null });
      const invoice = await stripe.invoices.retrieve(begun.latest_invoice as string, {
        expand: ['total_discount_amounts.discount'],
      });
      expect(invoice).toMatchObject({
        subtotal: 500,
        total: 450,
        amount_paid: 450,
        total_discount_amounts: [{ amount: 50, discount: { id: discount.id } }],
      });
      expect(invoice.lines.data[0]).toMatchObject({ amount: 500, discount_amounts: [{ amount: 50 }] });
      expect(await bill.eventsOf(discount.id)).toEqual(['customer.discount.created']);
      expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1);
    });

    it('is for the products it names', async () => {
      const [one, other] = [await bill.price(1000), await bill.price(500)];
      const coupon = await stripe.coupons.create({ percent_off: 50, applies_to: { products: [String(one.product)] } });
      const items = [{ price: one.id }, { price: other.id }];
      const begun = await bill.subscribe({ items, discounts: [{ coupon: coupon.id }] });
      const invoice = await bill.latestInvoice(begun);
      expect(invoice.total).toBe(1000);
      expect(invoice.lines.data.map((line) => (line.discount_amounts ?? []).map(({ amount }) => amount))).toEqual([
        [500],
        [],
      ]);
      const expanded = await stripe.coupons.retrieve(coupon.id, { expand: ['applies_to'] });
      expect(expanded.applies_to).toEqual({ products: [one.product] });
    });

    it('never makes an invoice negative, and of 100 percent needs no card', async () => {
      const coupon = await stripe.coupons.create({ amount_off: 900, currency: 'eur', duration: 'forever' });
      const { id: customer } = await stripe.customers.create({});
      const begun = await bill.subscribe({ customer, discounts: [{ coupon: coupon.id }] });
      expect(begun.status).toBe('active');
      expect(await bill.latestInvoice(begun)).toMatchObject({ status: 'paid', total: 0 });
    });

    it('can be redeemed so often and so long', async () => {
      const rare = await stripe.coupons.create({ percent_off: 5, max_redemptions: 1 });
      const until = (await bill.now()) + DAY;
      const brief = await stripe.coupons.create({ percent_off: 5, redeem_by: until });
      await bill.subscribe({ discounts: [{ coupon: rare.id }] });
      expect(await stripe.coupons.retrieve(rare.id)).toMatchObject({ valid: false, times_redeemed: 1 });
      await bill.moveTo(until + 1);
      for (const { id } of [rare, brief])
        await expect(bill.subscribe({ discounts: [{ coupon: id }] })).rejects.toMatchObject({ code: 'coupon_expired' });
      const dollars = await stripe.coupons.create({ amount_off: 5, currency: 'usd' });
      await expect(bill.subscribe({ discounts: [{ coupon: dollars.id }] })).rejects.toMatchObject({ statusCode: 400 });
    });

    it('is put on, replaced and taken off by an update', async () => {
      const begun = await bill.subscribe();
      const [ten, twenty] = [
        await stripe.coupons.create({ percent_off: 10, duration: 'forever' }),
        await stripe.coupons.create({ percent_off: 20, duration: 'forever' }),
      ];
      const update = (discounts: Stripe.SubscriptionUpdateParams['discounts']) =>
        stripe.subscriptions.update(begun.id, { discounts, expand: ['discounts'] });
      const first = await update([{ coupon: ten.id }]);
      const second = await update([{ coupon: twenty.id }]);
      expect(second.discounts).toMatchObject([{ source: { coupon: twenty.id } }]);
      expect(await bill.eventsOf((first.discounts[0] as Stripe.Discount).id)).toEqual([
        'customer.discount.created',
        'customer.discount.deleted',
      ]);
      const both = await update([{ discount: (second.discounts[0] as Stripe.Discount).id }, { coupon: ten.id }]);
      expect(both.discounts).toHaveLength(2);
      await nextMonth(begun);
      expect((await totals(begun)).at(-1)).toBe(360);
      expect((await update('')).discounts).toEqual([]);
      await update([{ coupon: ten.id }]);
      expect(await stripe.subscriptions.deleteDiscount(begun.id)).toMatchObject({ object: 'discount', deleted: true });
      expect((await stripe.subscriptions.retrieve(begun.id)).discounts).toEqual([]);
      await expect(stripe.subscriptions.deleteDiscount(begun.id)).rejects.toMatchObject({ statusCode: 404 });
    });

    it('counts in what a change gives back and charges', async () => {
      const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' });
      const begun = await bill.subscribe({ discounts: [{ coupon: coupon.id }] });
      const [start, end] = periodOf(begun);
      await stripe.subscriptions.update(begun.id, {
        items: [{ id: begun.items.data[0]!.id, price: (await bill.price(1500)).id }],
        proration_behavior: 'always_invoice',
        proration_date: start + (end - start) / 2,
      });
      const invoice = await bill.latestInvoice(begun);
      expect(amountsOf(invoice)).toEqual([-125, 375]);
      expect(invoice.total).toBe(250);
    });
  });

  describe('a promotion code', () => {
    it('is made, found by its code, and switched off', async () => {
      const coupon = await stripe.coupons.create({ percent_off: 25 });
      const made = await codeFor(coupon.id, { code: 'WELCOME25', metadata: { a: '1' } });
      expect(made).toMatchObject({
        active: true,
        code: 'WELCOME25',
        promotion: { type: 'coupon', coupon: coupon.id },
        times_redeemed: 0,
      });
      expect((await codeFor(coupon.id)).code).toMatch(/^[0-9A-Z]{8}$/);
      await expect(codeFor(coupon.id, { code: 'welcome25' })).rejects.toMatchObject({ param: 'code' });
      expect((await stripe.promotionCodes.list({ code: 'WELCOME25' })).data).toHaveLength(1);
      expect((await stripe.promotionCodes.list({ coupon: coupon.id })).data).toHaveLength(2);
      expect(await stripe.promotionCodes.update(made.id, { active: false })).toMatchObject({ active: false });
      await expect(bill.subscribe({ discounts: [{ promotion_code: made.id }] })).rejects.toMatchObject({
        param: 'discounts[0][promotion_code]',
      });
      expect(await bill.eventsOf(made.id)).toEqual(['promotion_code.created', 'promotion_code.updated']);
    });

    it('holds to its customer, its count, its date, its minimum and the first purchase', async () => {
      const coupon = await stripe.coupons.create({ percent_off: 25 });
      const theirs = await customerWithCard(stripe);
      const use = async (more: Partial<Stripe.PromotionCodeCreateParams>, customer?: string) => {
        const { id } = await codeFor(coupon.id, more);
        return bill.subscribe({ discounts: [{ promotion_code: id }], ...(customer && { customer }) });
      };
      await expect(use({ customer: theirs.id })).rejects.toMatchObject({ statusCode: 400 });
      const begun = await use({ customer: theirs.id }, theirs.id);
      expect(await totals(begun)).toEqual([375]);
      const first = { restrictions: { first_time_transaction: true } };
      await expect(use(first, theirs.id)).rejects.toMatchObject({ statusCode: 400 });
      expect(await totals(await use(first))).toEqual([375]);
      const least = { restrictions: { minimum_amount: 501, minimum_amount_currency: 'eur' } };
      await expect(use(least)).rejects.toMatchObject({ statusCode: 400 });

      const single = await codeFor(coupon.id, { max_redemptions: 1 });
      await bill.subscribe({ discounts: [{ promotion_code: single.id }] });
      expect(await stripe.promotionCodes.retrieve(single.id)).toMatchObject({ times_redeemed: 1, active: false });
      await expect(bill.subscribe({ discounts: [{ promotion_code: single.id }] })).rejects.toMatchObject({
        statusCode: 400,
      });
    });
  });

  describe('at the checkout', () => {
    const post = async (url: string, fields: Record<string, string>) => {
      const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
      return { status: response.status, html: await response.text() };
    };

    it('take off of the session, the charge and the first invoice', async () => {
      const coupon = await stripe.coupons.create({ percent_off: 40 });
      const session = await openSession(stripe, { discounts: [{ coupon: coupon.id }] });
      expect(session).toMatchObject({
        amount_subtotal: 500,
        amount_total: 300,
        total_details: { amount_discount: 200 },
        discounts: [{ coupon: coupon.id, promotion_code: null }],
      });
      expect(await (await fetch(session.url!)).text()).toContain('-€2.00');
      const paid = await world.control('POST', `/sessions/${session.id}/pay`, { number: '4242424242424242' });
      const subscription = await stripe.subscriptions.retrieve(paid.body.subscription);
      expect(await bill.latestInvoice(subscription)).toMatchObject({ status: 'paid', total: 300, amount_paid: 300 });
      expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1);
      const [line] = (await stripe.checkout.sessions.listLineItems(session.id)).data;
      expect(line).toMatchObject({ amount_subtotal: 500, amount_discount: 200, amount_total: 300 });
    });

    it('are typed on the hosted page', async () => {
      const coupon = await stripe.coupons.create({ amount_off: 150, currency: 'eur', duration: 'forever' });
      const code = await codeFor(coupon.id, { code: 'TYPED' });
      const session = await openSession(stripe, { allow_promotion_codes: true });
      expect(await (await fetch(session.url!)).text()).toContain('Promotion code');
      const wrong = await post(session.url!, { action: 'code', code: 'NOPE' });
      expect(wrong).toMatchObject({ status: 400, html: expect.stringContaining('This code cannot be used here') });
      const right = await post(session.url!, { action: 'code', code: 'typed' });
      expect(right).toMatchObject({ status: 200, html: expect.stringContaining('Pretend to pay €3.50') });
      expect((await post(session.url!, { number: '4242424242424242' })).status).toBe(303);
      const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription'] });
      expect(done).toMatchObject({ amount_total: 350, discounts: [{ coupon: null, promotion_code: code.id }] });
      const subscription = done.subscription as Stripe.Subscription;
      await nextMonth(subscription);
      expect(await totals(subscription)).toEqual([350, 350]);
      expect((await stripe.promotionCodes.retrieve(code.id)).times_redeemed).toBe(1);
    });

    it('are typed only where codes are allowed, and not beside a given discount', async () => {
      const coupon = await stripe.coupons.create({ percent_off: 40 });
      await codeFor(coupon.id, { code: 'CLOSED' });
      const session = await openSession(stripe);
      expect(await (await fetch(session.url!)).text()).not.toContain('Promotion code');
      expect((await post(session.url!, { action: 'code', code: 'CLOSED' })).status).toBe(400);
      const both = { discounts: [{ coupon: coupon.id }], allow_promotion_codes: true };
      await expect(openSession(stripe, both)).rejects.toMatchObject({ param: 'allow_promotion_codes' });
    });

    it('take off of what is paid once', async () => {
      const coupon = await stripe.coupons.create({ percent_off: 10 });
      const price = await stripe.prices.create({ currency: 'eur', unit_amount: 900, product_data: { name: 'A print' } });
      const session = await openSession(stripe, {
        mode: 'payment',
        line_items: [{ price: price.id, quantity: 1 }],
        discounts: [{ coupon: coupon.id }],
      });
      await post(session.url!, { number: '4242424242424242' });
      const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(session.id, {
        expand: ['payment_intent'],
      });
      expect(intent).toMatchObject({ amount: 810, status: 'succeeded' });
      expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1);
    });
  });
});
