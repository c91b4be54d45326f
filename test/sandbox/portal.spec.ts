import type Stripe from 'stripe';

import { createWorld, customerWithCard, eventTypes, monthlyPrice, visit, type World } from './sandbox.js';

const GOOD = '5555 5555 5555 4444';

describe('the customer portal', () => {
  let world: World;
  let stripe: Stripe;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
  });
  afterAll(() => world?.close());

  const hold = async () => {
    const customer = await customerWithCard(stripe);
    const price = await monthlyPrice(stripe);
    const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    return { customer: customer.id, price, subscription: subscription.id };
  };
  const open = (customer: string, more: Partial<Stripe.BillingPortal.SessionCreateParams> = {}) =>
    stripe.billingPortal.sessions.create({ customer, return_url: 'http://127.0.0.1:9/account', ...more });
  const flowTo = (
    customer: string,
    flow_data: Stripe.BillingPortal.SessionCreateParams['flow_data'],
    configuration?: string,
  ) => open(customer, { flow_data, ...(configuration && { configuration }) });
  const at = (path: string | null) => new URL(path!, world.sandbox.url).href;

  it('shows what is held, which card pays, and the invoices', async () => {
    const { customer } = await hold();
    const { url } = await open(customer);
    const { status, html, headers } = await visit(url);
    expect(status).toBe(200);
    for (const part of ['Proof', '€5.00 a month', 'Renews on', 'Visa ···· 4242', 'Paid', 'http://127.0.0.1:9/account'])
      expect(html).toContain(part);
    expect(html).not.toMatch(/<script|style=|Change the price/);
    expect(headers.get('referrer-policy')).toBe('same-origin');
    const invoice = /\/invoices\/in_\w+/.exec(html)![0];
    expect((await visit(at(invoice))).html).toContain('Paid on');
    expect((await visit(url, undefined, { 'accept-language': 'it' })).html).toContain('Il tuo abbonamento');
    const italian = await open(customer, { locale: 'it' });
    expect((await visit(italian.url)).html).toContain('Si rinnova il');
  });

  it('cancels at the end of what is paid for, and takes that back', async () => {
    const { customer, subscription } = await hold();
    const { url } = await open(customer);
    expect((await visit(`${url}/${subscription}/cancel`)).html).toContain('Cancel Proof?');
    const { location } = await visit(`${url}/${subscription}/cancel`, { feedback: '' });
    const after = await visit(at(location));
    expect(after.html).toContain('It is cancelled.');
    expect(after.html).toContain('does not renew');
    expect(await stripe.subscriptions.retrieve(subscription)).toMatchObject({
      status: 'active',
      cancel_at_period_end: true,
      cancellation_details: { reason: 'cancellation_requested' },
    });
    expect((await visit(`${url}/${subscription}/undo`, {})).location).toContain('doneUndo');
    expect((await stripe.subscriptions.retrieve(subscription)).cancel_at_period_end).toBe(false);
    const told = (await eventTypes(stripe, subscription)).filter((type) => type === 'customer.subscription.updated');
    expect(told).toHaveLength(3);
  });

  it('takes another card, over the bank if it asks', async () => {
    const { customer, subscription } = await hold();
    await stripe.subscriptions.update(subscription, { default_payment_method: 'pm_card_discover' });
    const { url } = await open(customer);
    expect(await visit(`${url}/card`, { number: '4000000000000002' })).toMatchObject({
      status: 402,
      html: expect.stringContaining('The old one stays.'),
    });
    expect((await visit(`${url}/card`, { number: GOOD })).location).toContain('doneCard');
    const card = async () => {
      const found = await stripe.customers.retrieve(customer, { expand: ['invoice_settings.default_payment_method'] });
      return ((found as Stripe.Customer).invoice_settings.default_payment_method as Stripe.PaymentMethod).card!.last4;
    };
    expect(await card()).toBe('4444');
    const { default_payment_method: own } = await stripe.subscriptions.retrieve(subscription, {
      expand: ['default_payment_method'],
    });
    expect((own as Stripe.PaymentMethod).card!.last4).toBe('4444');

    const asked = await visit(`${url}/card`, { number: '4000 0027 6000 3184' });
    expect(asked.location).toMatch(/^\/authenticate\/seti_/);
    const refused = await visit(at(asked.location), { answer: 'no' });
    expect((await visit(at(refused.location))).html).toContain('The old card stays.');
    expect(await card()).toBe('4444');
    const again = await visit(`${url}/card`, { number: '4000 0027 6000 3184' });
    const confirmed = await visit(at(again.location), { answer: 'yes' });
    expect((await visit(at(confirmed.location))).html).toContain('Your new card is kept.');
    expect(await card()).toBe('3184');
  });

  describe('with a configuration of its own', () => {
    let dearer: Stripe.Price;
    let configuration: Stripe.BillingPortal.Configuration;

    beforeAll(async () => {
      dearer = await monthlyPrice(stripe, 900);
      configuration = await stripe.billingPortal.configurations.create({
        business_profile: { headline: 'Ruth’s page' },
        features: {
          subscription_cancel: {
            enabled: true,
            mode: 'immediately',
            cancellation_reason: { enabled: true, options: ['too_expensive', 'unused'] },
          },
          subscription_update: {
            enabled: true,
            default_allowed_updates: ['price'],
            proration_behavior: 'always_invoice',
            products: [{ product: dearer.product as string, prices: [dearer.id] }],
          },
        },
      });
    });

    it('is kept, changed and listed', async () => {
      expect(configuration).toMatchObject({
        active: true,
        is_default: false,
        features: { invoice_history: { enabled: false }, subscription_cancel: { mode: 'immediately' } },
      });
      const other = await stripe.billingPortal.configurations.create({ features: { invoice_history: { enabled: true } } });
      const changed = await stripe.billingPortal.configurations.update(other.id, {
        active: false,
        features: { payment_method_update: { enabled: true } },
        metadata: { a: '1' },
      });
      expect(changed).toMatchObject({
        active: false,
        metadata: { a: '1' },
        features: { invoice_history: { enabled: true }, payment_method_update: { enabled: true } },
      });
      const list = (params: object) => stripe.billingPortal.configurations.list(params);
      expect((await list({ active: false })).data.map(({ id }) => id)).toEqual([other.id]);
      expect((await list({ is_default: true })).data).toHaveLength(1);
      const { customer } = await hold();
      await expect(open(customer, { configuration: other.id })).rejects.toMatchObject({ param: 'configuration' });
      await expect(
        stripe.billingPortal.configurations.create({ features: { subscription_update: { enabled: true, products: [] } } as never }),
      ).rejects.toMatchObject({ statusCode: 400 });
      expect(await eventTypes(stripe, other.id)).toEqual([
        'billing_portal.configuration.updated',
        'billing_portal.configuration.created',
      ]);
    });

    it('switches to an offered price and charges the difference at once', async () => {
      const { customer, subscription } = await hold();
      const { url } = await open(customer, { configuration: configuration.id });
      const page = await visit(`${url}/${subscription}/price`);
      expect(page.html).toContain('€9.00 a month');
      expect((await visit(`${url}/${subscription}/price`, { price: 'price_x' })).status).toBe(410);
      expect((await visit(`${url}/${subscription}/price`, { price: dearer.id })).location).toContain('doneSwitch');
      const after = await stripe.subscriptions.retrieve(subscription, { expand: ['latest_invoice'] });
      expect(after).toMatchObject({
        items: { data: [{ price: { id: dearer.id } }] },
        latest_invoice: { status: 'paid', billing_reason: 'subscription_update' },
      });
    });

    it('leads by a deep link to one thing, and back to the app when it is done', async () => {
      const { customer, subscription } = await hold();
      const back = 'http://127.0.0.1:9/gone';
      const session = await flowTo(
        customer,
        {
          type: 'subscription_cancel',
          subscription_cancel: { subscription },
          after_completion: { type: 'redirect', redirect: { return_url: back } },
        },
        configuration.id,
      );
      const page = await visit(session.url);
      expect(page.html).toContain('I did not use it');
      expect(page.headers.get('content-security-policy')).toContain("form-action 'self' http://127.0.0.1:9;");
      expect((await visit(`${session.url}/${subscription}/cancel`, { feedback: 'unused' })).location).toBe(back);
      expect(await stripe.subscriptions.retrieve(subscription)).toMatchObject({
        status: 'canceled',
        cancellation_details: { feedback: 'unused', reason: 'cancellation_requested' },
      });
    });

    it('prepares a switch by a deep link, and confirms it on a page', async () => {
      const { customer, subscription } = await hold();
      const { items } = await stripe.subscriptions.retrieve(subscription);
      const session = await flowTo(
        customer,
        {
          type: 'subscription_update_confirm',
          subscription_update_confirm: { subscription, items: [{ id: items.data[0]!.id, price: dearer.id }] },
          after_completion: { type: 'hosted_confirmation', hosted_confirmation: { custom_message: 'Welcome up here.' } },
        },
        configuration.id,
      );
      expect((await visit(session.url)).html).toMatch(new RegExp(`value="${dearer.id}" checked`));
      const { location } = await visit(`${session.url}/${subscription}/price`, { price: dearer.id });
      expect((await visit(at(location))).html).toContain('Welcome up here.');
    });
  });

  it('keeps to what its session may do', async () => {
    const [mine, theirs] = [await hold(), await hold()];
    const { url } = await open(mine.customer);
    for (const path of [`/${theirs.subscription}/cancel`, `/${mine.subscription}/price`, '/sub_none/cancel'])
      expect((await visit(url + path)).status).toBe(410);
    expect((await visit(`${url}/${theirs.subscription}/cancel`, {})).status).toBe(410);
    expect((await stripe.subscriptions.retrieve(theirs.subscription)).cancel_at_period_end).toBe(false);
    const foreign = { type: 'subscription_cancel', subscription_cancel: { subscription: theirs.subscription } } as const;
    await expect(flowTo(mine.customer, foreign)).rejects.toMatchObject({ statusCode: 400 });
    await expect(flowTo(mine.customer, { type: 'subscription_cancel' })).rejects.toMatchObject({
      code: 'parameter_missing',
    });
    await expect(open(mine.customer, { return_url: 'javascript:alert(1)' })).rejects.toMatchObject({
      code: 'url_invalid',
    });
    expect((await visit(`${url}/card`, { number: GOOD }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('runs out after an hour', async () => {
    const { customer } = await hold();
    const { url } = await open(customer);
    await world.control('POST', '/clock', { advanceSeconds: 3601 });
    expect(await visit(url)).toMatchObject({ status: 410, html: expect.stringContaining('has run out') });
    expect((await visit(`${url}/card`, { number: GOOD })).status).toBe(410);
    expect((await visit(`${world.sandbox.url}/p/session/bps_none`)).status).toBe(410);
  });
});
