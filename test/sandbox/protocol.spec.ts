import Stripe from 'stripe';

import {
  clientOf,
  createWorld,
  customerWithCard,
  monthlyPrice,
  openSession,
  SECRET_KEY,
  type World,
} from './sandbox.js';

/** A header of an answer; with a client that uses fetch they are a Headers object. */
function headerOf(answer: { lastResponse: { headers: unknown } }, name: string): string | null {
  return (answer.lastResponse.headers as Headers).get(name);
}

describe("the sandbox's API, as Stripe's protocol", () => {
  let world: World;
  let stripe: Stripe;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
  });
  afterAll(() => world?.close());

  const raw = (path: string, init: RequestInit = {}) =>
    fetch(world.sandbox.url + path, { ...init, headers: { authorization: `Bearer ${SECRET_KEY}`, ...init.headers } });
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    raw(path, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } });

  describe('keys and versions', () => {
    it.each([
      ['none', {}],
      ['a wrong one', { authorization: 'Bearer sk_test_other' }],
      ['a live one', { authorization: 'Bearer sk_live_1' }],
    ])('refuses %s', async (_what, headers) => {
      const response = await fetch(`${world.sandbox.url}/v1/customers`, { headers: headers as Record<string, string> });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
    });

    it('accepts the key as the user name of basic authentication', async () => {
      const authorization = `Basic ${Buffer.from(`${SECRET_KEY}:`).toString('base64')}`;
      expect((await raw('/v1/customers', { headers: { authorization } })).status).toBe(200);
    });

    it('names itself in every answer and speaks one version only', async () => {
      const response = await raw('/v1/customers');
      expect(response.headers.get('request-id')).toMatch(/^req_/);
      expect(response.headers.get('stripe-version')).toBe(Stripe.API_VERSION);
      expect((await raw('/v1/customers', { headers: { 'stripe-version': '2020-08-27' } })).status).toBe(400);
    });
  });

  describe('parameters', () => {
    it('are decoded from nested brackets', async () => {
      const body =
        'name=Ruth%20%26%20Co&metadata[a.b]=1&metadata[c d]=%C3%A8' +
        '&preferred_locales[]=it&preferred_locales[]=en&expand[0]=tax';
      expect(await (await post('/v1/customers', body)).json()).toMatchObject({
        name: 'Ruth & Co',
        metadata: { 'a.b': '1', 'c d': 'è' },
        preferred_locales: ['it', 'en'],
        tax: { automatic_tax: 'unrecognized_location' },
      });
    });

    it('unset a field when empty, and merge metadata', async () => {
      const { id } = await stripe.customers.create({ name: 'Ruth', metadata: { a: '1', b: '2' } });
      const changed = await stripe.customers.update(id, { name: '', metadata: { b: '', c: '3' } });
      expect(changed).toMatchObject({ name: null, metadata: { a: '1', c: '3' } });
      expect((await stripe.customers.update(id, { metadata: '' })).metadata).toEqual({});
    });

    it.each([
      ['/v1/customers', 'nam=x', { code: 'parameter_unknown', param: 'nam' }],
      ['/v1/customers', 'invoice_settings[x]=1', { code: 'parameter_unknown', param: 'invoice_settings[x]' }],
      ['/v1/customers', 'email=nobody', { code: 'email_invalid', param: 'email' }],
      ['/v1/customers', 'name[a]=1', { param: 'name' }],
      ['/v1/customers', `metadata[k]=${'x'.repeat(501)}`, { param: 'metadata[k]' }],
      ['/v1/customers', `a${'[b]'.repeat(30)}=1`, { type: 'invalid_request_error' }],
      ['/v1/prices', 'unit_amount=5', { code: 'parameter_missing', param: 'currency' }],
      [
        '/v1/prices',
        'currency=eur&unit_amount=5.5&product=x',
        { code: 'parameter_invalid_integer', param: 'unit_amount' },
      ],
      ['/v1/prices', 'currency=eur&unit_amount=5&product=prod_none', { code: 'resource_missing', param: 'product' }],
      ['/v1/products', 'name=', { code: 'parameter_invalid_empty', param: 'name' }],
      [
        '/v1/checkout/sessions',
        'mode=subscription&payment_method_types[]=card&success_url=http://x&line_items[0][price]=p',
        { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' },
      ],
      [
        '/v1/payment_intents',
        'amount=1&currency=eur&payment_method_types[]=card',
        { code: 'payment_method_types_no_longer_supported' },
      ],
    ])('%s refuses %s', async (path, body, error) => {
      const response = await post(path, body);
      expect(response.status).toBe(400);
      expect(response.headers.get('stripe-should-retry')).toBe('false');
      expect(await response.json()).toMatchObject({ error });
    });

    it('come as a form, not as JSON', async () => {
      expect((await post('/v1/customers', '{}', { 'content-type': 'application/json' })).status).toBe(400);
      expect((await post('/v1/customers', `name=${'x'.repeat(2_000_000)}`)).status).toBe(413);
    });

    it('say which call is not there', async () => {
      expect(await (await raw('/v1/quotes')).json()).toMatchObject({
        error: { message: expect.stringContaining('GET: /v1/quotes') },
      });
      await expect(stripe.customers.retrieve('cus_none')).rejects.toMatchObject({
        statusCode: 404,
        code: 'resource_missing',
      });
    });
  });

  describe('expansion', () => {
    it('goes four levels deep, through lists, and no further', async () => {
      const customer = await customerWithCard(stripe);
      const price = await monthlyPrice(stripe);
      await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
      const list = (...paths: string[]) => stripe.subscriptions.list({ customer: customer.id, expand: paths });
      await expect(list('data.items.data.price.product')).rejects.toMatchObject({ statusCode: 400, param: 'expand' });
      const { data } = await list('data.latest_invoice.payments', 'data.customer');
      expect(data[0]).toMatchObject({
        customer: { id: customer.id },
        latest_invoice: { payments: { data: [{ status: 'paid' }] } },
      });
    });

    it.each(['nothing', 'email', 'name.first', 'a.b.c.d.e'])('refuses %s', async (path) => {
      const { id } = await stripe.customers.create({ email: 'a@example.org', name: 'A' });
      await expect(stripe.customers.retrieve(id, { expand: [path] })).rejects.toMatchObject({ statusCode: 400 });
    });
  });

  describe('lists', () => {
    it('page forwards and backwards, newest first', async () => {
      const ids: string[] = [];
      for (let n = 0; n < 7; n += 1) ids.unshift((await stripe.customers.create({ email: 'page@example.org' })).id);
      const list = (params: object) => stripe.customers.list({ email: 'page@example.org', ...params });
      const first = await list({ limit: 3 });
      expect(first).toMatchObject({ has_more: true, url: '/v1/customers' });
      expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 3));
      const rest = await list({ limit: 100, starting_after: ids[2] });
      expect([rest.has_more, ...rest.data.map(({ id }) => id)]).toEqual([false, ...ids.slice(3)]);
      const back = await list({ limit: 2, ending_before: ids[4] });
      expect([back.has_more, ...back.data.map(({ id }) => id)]).toEqual([true, ...ids.slice(2, 4)]);
      const all: string[] = [];
      for await (const { id } of list({ limit: 2 }) as unknown as AsyncIterable<Stripe.Customer>) all.push(id);
      expect(all).toEqual(ids);
    });

    it('refuse what is out of bounds', async () => {
      await expect(stripe.customers.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' });
      await expect(stripe.customers.list({ limit: 0 })).rejects.toMatchObject({ param: 'limit' });
      await expect(stripe.customers.list({ starting_after: 'cus_none' })).rejects.toMatchObject({
        code: 'resource_missing',
        param: 'starting_after',
      });
    });

    it('filter prices by lookup key', async () => {
      const product = await stripe.products.create({ name: 'Keyed' });
      const make = (options: object) =>
        stripe.prices.create({ product: product.id, currency: 'eur', unit_amount: 1, lookup_key: 'key-1', ...options });
      const one = await make({});
      await expect(make({})).rejects.toMatchObject({ param: 'lookup_key' });
      const two = await make({ transfer_lookup_key: true });
      expect((await stripe.prices.list({ lookup_keys: ['key-1'] })).data.map(({ id }) => id)).toEqual([two.id]);
      expect((await stripe.prices.retrieve(one.id)).lookup_key).toBeNull();
    });
  });

  describe('idempotency keys', () => {
    it('answer the same request again without doing it again', async () => {
      const options = { idempotencyKey: 'once' };
      const one = await stripe.customers.create({ email: 'once@example.org' }, options);
      const two = await stripe.customers.create({ email: 'once@example.org' }, options);
      expect(two.id).toBe(one.id);
      expect(['idempotent-replayed', 'idempotency-key', 'original-request'].map((name) => headerOf(two, name))).toEqual(
        ['true', 'once', headerOf(one, 'request-id')],
      );
      expect((await stripe.customers.list({ email: 'once@example.org' })).data).toHaveLength(1);
      await expect(stripe.customers.create({ email: 'other@example.org' }, options)).rejects.toMatchObject({
        type: 'StripeIdempotencyError',
        statusCode: 400,
      });
    });

    it('refuse a second request while the first runs', async () => {
      const answers = await Promise.allSettled(
        [1, 2, 3].map(() => stripe.products.create({ name: 'Twice' }, { idempotencyKey: 'at-once' })),
      );
      const refused = answers.filter((answer) => answer.status === 'rejected');
      expect(refused).toHaveLength(2);
      expect(refused[0]!.reason).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
      expect((await stripe.products.list({ limit: 100 })).data.filter(({ name }) => name === 'Twice')).toHaveLength(1);
    });

    it('remember a refused card, and forget a request that was wrong', async () => {
      const pay = (key: string, method: string) =>
        stripe.paymentIntents.create(
          { amount: 100, currency: 'eur', payment_method: method, confirm: true },
          { idempotencyKey: key },
        );
      const failed = await pay('refused', 'pm_card_chargeDeclined').catch((error) => error);
      const again = await pay('refused', 'pm_card_chargeDeclined').catch((error) => error);
      expect(failed).toMatchObject({ type: 'StripeCardError', code: 'card_declined' });
      expect(again.charge).toBe(failed.charge);
      await expect(pay('wrong', 'pm_none')).rejects.toMatchObject({ statusCode: 400 });
      expect(await pay('wrong', 'pm_card_visa')).toMatchObject({ status: 'succeeded' });
    });
  });

  describe('faults', () => {
    const fault = (kind: string, more: object = {}) =>
      world.control('POST', '/faults', { method: 'POST', path: '/v1/products', kind, times: 1, ...more });
    const patient = () => clientOf(world.sandbox.url, { maxNetworkRetries: 2 });
    const named = async (name: string) =>
      (await stripe.products.list({ limit: 100 })).data.filter((product) => product.name === name);
    afterEach(() => world.control('DELETE', '/faults'));

    it.each(['status', 'drop_before', 'drop_after'])(
      '%s: the SDK tries again and the work is done once',
      async (kind) => {
        await fault(kind, { status: 500 });
        expect((await patient().products.create({ name: `After ${kind}` })).name).toBe(`After ${kind}`);
        expect(await named(`After ${kind}`)).toHaveLength(1);
      },
    );

    it('drop_after leaves the work done for a client that gives up', async () => {
      await fault('drop_after', { times: 5 });
      const call = () => stripe.products.create({ name: 'Committed' }, { idempotencyKey: 'cut' });
      await expect(call()).rejects.toMatchObject({ type: 'StripeConnectionError' });
      await world.control('DELETE', '/faults');
      expect(headerOf(await call(), 'idempotent-replayed')).toBe('true');
      expect(await named('Committed')).toHaveLength(1);
    });

    it('say that it failed, although the work is done', async () => {
      await fault('status_after', { status: 500 });
      await expect(stripe.products.create({ name: 'Done, they say not' })).rejects.toMatchObject({ type: 'StripeAPIError' });
      expect(await named('Done, they say not')).toHaveLength(1);
    });

    it('429 is not tried again, a delay outlasts an impatient client', async () => {
      await fault('status', { status: 429 });
      await expect(patient().products.create({ name: 'Hasty' })).rejects.toMatchObject({
        type: 'StripeRateLimitError',
      });
      await fault('delay', { delayMs: 500 });
      await expect(
        clientOf(world.sandbox.url, { timeout: 50 }).products.create({ name: 'Late' }),
      ).rejects.toMatchObject({ type: 'StripeConnectionError' });
    });

    it('cut an answer in the middle, or let it trickle', async () => {
      await fault('truncate');
      const call = () => stripe.products.create({ name: 'Half' }, { idempotencyKey: 'half' });
      await expect(call()).rejects.toThrow();
      expect(headerOf(await call(), 'idempotent-replayed')).toBe('true');
      await fault('drip', { delayMs: 200 });
      expect((await stripe.products.create({ name: 'Drops' })).name).toBe('Drops');
      await fault('drip', { delayMs: 60_000 });
      await expect(
        clientOf(world.sandbox.url, { timeout: 100 }).products.create({ name: 'Drops' }),
      ).rejects.toMatchObject({ type: 'StripeConnectionError' });
    });

    it('never answer, and do no work', async () => {
      await fault('hang');
      const impatient = clientOf(world.sandbox.url, { timeout: 100 });
      await expect(impatient.products.create({ name: 'Nothing' })).rejects.toMatchObject({
        type: 'StripeConnectionError',
      });
      expect(await named('Nothing')).toEqual([]);
    });

    it('say whether to try again', async () => {
      await fault('status', { status: 429, shouldRetry: true });
      expect((await patient().products.create({ name: 'Patient' })).name).toBe('Patient');
      await fault('status', { status: 500, shouldRetry: false, times: 5 });
      await expect(patient().products.create({ name: 'Told' })).rejects.toMatchObject({ statusCode: 500 });
      const [rule] = (await world.control('GET', '/faults')).body;
      expect(rule).toMatchObject({ hits: 1, times: 4 });
    });

    it('hit a share of the calls, the same for the same seed', async () => {
      const run = async (seed: number) => {
        await world.control('POST', '/faults', { path: '/v1/customers/*', kind: 'status', share: 30, seed });
        const hits: boolean[] = [];
        for (let n = 0; n < 30; n += 1)
          hits.push(await stripe.customers.retrieve('cus_none').then(() => false, (error) => error.statusCode === 500));
        await world.control('DELETE', '/faults');
        return hits;
      };
      const [one, same, other] = [await run(1), await run(1), await run(2)];
      expect(one).toEqual(same);
      expect(one).not.toEqual(other);
      expect(one.filter(Boolean).length).toBeGreaterThan(2);
      expect(one.filter(Boolean).length).toBeLessThan(20);
    });

    it('are rules with a pattern, removed one by one', async () => {
      const add = (body: object) => world.control('POST', '/faults', body);
      await add({ path: '/v1/products/*/never', kind: 'status', times: 9 });
      await add({ path: '/v1/customers', kind: 'status', times: 9 });
      const { body: rules } = await world.control('GET', '/faults');
      expect(rules).toHaveLength(2);
      expect((await stripe.products.list()).object).toBe('list');
      await expect(stripe.customers.list()).rejects.toMatchObject({ statusCode: 500 });
      expect((await world.control('DELETE', `/faults/${rules[1].id}`)).status).toBe(204);
      expect((await world.control('DELETE', `/faults/${rules[1].id}`)).status).toBe(404);
      expect((await stripe.customers.list()).object).toBe('list');
      expect(await add({ kind: 'explode' })).toMatchObject({ status: 400 });
      expect(await add({ kind: 'status', share: 200 })).toMatchObject({ status: 400 });
    });

    it('leave other calls alone', async () => {
      await fault('status', { status: 503, times: 9 });
      expect((await stripe.customers.list()).object).toBe('list');
    });
  });

  describe('customers', () => {
    it('bring a card with them, and take another one', async () => {
      const settings = { default_payment_method: 'pm_card_visa' };
      const customer = await stripe.customers.create({ payment_method: 'pm_card_visa', invoice_settings: settings });
      const [card] = (await stripe.customers.listPaymentMethods(customer.id)).data;
      expect(customer.invoice_settings.default_payment_method).toBe(card!.id);
      const other = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_mastercard' } });
      const change = { invoice_settings: { default_payment_method: other.id } };
      await expect(stripe.customers.update(customer.id, change)).rejects.toMatchObject({ code: 'resource_missing' });
      await stripe.paymentMethods.attach(other.id, { customer: customer.id });
      await stripe.customers.update(customer.id, change);
      await stripe.paymentMethods.detach(other.id);
      const after = (await stripe.customers.retrieve(customer.id)) as Stripe.Customer;
      expect(after.invoice_settings.default_payment_method).toBeNull();
      const strange = stripe.customers.create({ invoice_settings: settings });
      await expect(strange).rejects.toMatchObject({ param: 'invoice_settings[default_payment_method]' });
    });

    it('leave a tombstone, and their subscriptions end', async () => {
      const customer = await customerWithCard(stripe);
      const price = await monthlyPrice(stripe);
      const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
      expect(await stripe.customers.del(customer.id)).toMatchObject({ deleted: true });
      expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true });
      expect((await stripe.subscriptions.retrieve(id)).status).toBe('canceled');
      await expect(stripe.customers.update(customer.id, { name: 'X' })).rejects.toMatchObject({ statusCode: 404 });
    });
  });

  describe('refunds', () => {
    it('give back in parts, never more than was taken', async () => {
      const intent = await stripe.paymentIntents.create({
        amount: 1000,
        currency: 'eur',
        payment_method: 'pm_card_visa',
        confirm: true,
      });
      await stripe.refunds.create({ payment_intent: intent.id, amount: 300 });
      await expect(stripe.refunds.create({ payment_intent: intent.id, amount: 701 })).rejects.toMatchObject({
        param: 'amount',
      });
      await stripe.refunds.create({ charge: intent.latest_charge as string, reason: 'duplicate' });
      const charge = await stripe.charges.retrieve(intent.latest_charge as string, { expand: ['refunds'] });
      expect(charge).toMatchObject({
        refunded: true,
        amount_refunded: 1000,
        refunds: { data: [{ amount: 700 }, { amount: 300 }] },
      });
      await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
        code: 'charge_already_refunded',
      });
    });
  });

  describe('checkout sessions', () => {
    it('refuse two currencies for one customer', async () => {
      const customer = await customerWithCard(stripe);
      const [euro, dollar] = [await monthlyPrice(stripe, 500, 'eur'), await monthlyPrice(stripe, 500, 'usd')];
      await stripe.subscriptions.create({ customer: customer.id, items: [{ price: euro.id }] });
      const foreign = openSession(stripe, { customer: customer.id, line_items: [{ price: dollar.id, quantity: 1 }] });
      await expect(foreign).rejects.toThrow('cannot combine currencies');
    });

    it('refuse a price that is not for sale any more, and addresses that lead nowhere', async () => {
      const price = await monthlyPrice(stripe);
      await stripe.prices.update(price.id, { active: false });
      await expect(openSession(stripe, { line_items: [{ price: price.id, quantity: 1 }] })).rejects.toMatchObject({
        param: 'line_items[0][price]',
      });
      await expect(openSession(stripe, { success_url: 'javascript:alert(1)' })).rejects.toMatchObject({
        code: 'url_invalid',
      });
    });
  });
});
