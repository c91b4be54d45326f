import Stripe from 'stripe';

import { createWorld, customerWithCard, eventually, listen, monthlyPrice, type Listener, type World } from './sandbox.js';

type Destination = Stripe.V2.Core.EventDestination;

describe('event destinations', () => {
  let app: Listener;
  let world: World;
  let stripe: Stripe;

  beforeAll(async () => {
    [app, world] = [await listen(), await createWorld()];
    stripe = world.stripe;
  });
  afterAll(async () => {
    await world?.close();
    await app?.close();
  });

  const at = (path: string) => app.deliveries.filter((delivery) => delivery.path === path);
  const destine = (path: string, enabled_events: string[], event_payload: 'thin' | 'snapshot' = 'thin') =>
    stripe.v2.core.eventDestinations.create({
      name: path,
      type: 'webhook_endpoint',
      event_payload,
      enabled_events,
      webhook_endpoint: { url: app.url + path },
      include: ['webhook_endpoint.signing_secret', 'webhook_endpoint.url'],
    });
  const secretOf = (destination: Destination) => destination.webhook_endpoint!.signing_secret!;
  const arrived = (path: string, count: number) =>
    eventually(
      () => at(path),
      (seen) => seen.length >= count,
    );
  const notified = (destination: Destination, path: string) =>
    at(path).map(({ body, signature }) => stripe.parseEventNotification(body, signature, secretOf(destination)));

  it('get signed notifications that lead to the event and to the object as it is now', async () => {
    const destination = await destine('/thin', ['v1.customer.created', 'v1.customer.updated']);
    const customer = await stripe.customers.create({ name: 'Ruth' });
    await stripe.customers.update(customer.id, { name: 'Joan' });
    await stripe.products.create({ name: 'Proof' });
    await arrived('/thin', 2);
    const [first] = notified(destination, '/thin').filter(({ type }) => type === 'v1.customer.created');
    const { type, related_object: related } = first as unknown as { type: string; related_object: object };
    expect({ type, related }).toEqual({
      type: 'v1.customer.created',
      related: { id: customer.id, type: 'customer', url: `/v1/customers/${customer.id}` },
    });
    const asked = first as unknown as { fetchRelatedObject(): Promise<Stripe.Customer> };
    expect((await asked.fetchRelatedObject()).name).toBe('Joan');
    const whole = await first!.fetchEvent();
    expect(whole).toMatchObject({ id: first!.id, reason: { type: 'request', request: { id: expect.any(String) } } });
    const snapshot = await stripe.events.retrieve(whole.snapshot_event!);
    expect(snapshot).toMatchObject({ type: 'customer.created', data: { object: { name: 'Ruth' } } });
    const { body, signature } = at('/thin')[0]!;
    expect(() => stripe.webhooks.constructEvent(body, signature, secretOf(destination))).toThrow();
    expect(at('/thin')).toHaveLength(2);
  });

  it('hear of finer things than snapshots tell', async () => {
    const destination = await destine('/fine', ['*']);
    const [customer, price] = [await customerWithCard(stripe), await monthlyPrice(stripe)];
    const begun = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    await stripe.subscriptions.update(begun.id, { cancel_at_period_end: true });
    await stripe.products.update(price.product as string, { active: false });
    const seen = await eventually(
      () => notified(destination, '/fine').map(({ type }) => type as string),
      (types) => types.includes('v1.product.deactivated'),
    );
    expect(seen).toEqual(
      expect.arrayContaining([
        'v1.customer.subscription.active',
        'v1.customer.subscription.cancel_at_changed',
        'v1.invoice.paid',
      ]),
    );
    await stripe.v2.core.eventDestinations.disable(destination.id);
  });

  it('are kept, changed, switched off and on, and removed', async () => {
    const made = await destine('/kept', ['v1.price.created']);
    expect(made).toMatchObject({ status: 'enabled', event_payload: 'thin', webhook_endpoint: { url: `${app.url}/kept` } });
    const plain = await stripe.v2.core.eventDestinations.retrieve(made.id);
    expect(plain.webhook_endpoint).toBeUndefined();
    const { update, disable, enable, del, list } = stripe.v2.core.eventDestinations;
    const api = stripe.v2.core.eventDestinations;
    const changed = await update.call(api, made.id, { enabled_events: ['v1.product.created'], metadata: { a: '1' } });
    expect(changed).toMatchObject({ enabled_events: ['v1.product.created'], metadata: { a: '1' } });
    expect(await disable.call(api, made.id)).toMatchObject({
      status: 'disabled',
      status_details: { disabled: { reason: 'user' } },
    });
    await stripe.products.create({ name: 'Unheard' });
    expect((await enable.call(api, made.id)).status_details).toBeUndefined();
    const heard = await stripe.products.create({ name: 'Heard' });
    await arrived('/kept', 1);
    expect(JSON.parse(at('/kept')[0]!.body).related_object.id).toBe(heard.id);
    const pages: string[] = [];
    for await (const each of list.call(api, { limit: 1 })) pages.push(each.id);
    expect(pages).toContain(made.id);
    expect(pages.length).toBeGreaterThanOrEqual(3);
    expect(await del.call(api, made.id)).toMatchObject({ id: made.id });
    await expect(stripe.v2.core.eventDestinations.retrieve(made.id)).rejects.toMatchObject({ statusCode: 404 });
    expect(at('/kept')).toHaveLength(1);
  });

  it('can be pinged', async () => {
    const destination = await destine('/ping', ['v1.customer.created']);
    const ping = await stripe.v2.core.eventDestinations.ping(destination.id);
    await arrived('/ping', 1);
    expect(notified(destination, '/ping')[0]).toMatchObject({
      id: ping.id,
      type: 'v2.core.event_destination.ping',
      related_object: { id: destination.id },
    });
  });

  it('can take snapshots as webhook endpoints do', async () => {
    const destination = await destine('/snapshot', ['customer.created'], 'snapshot');
    expect(destination.snapshot_api_version).toBe(Stripe.API_VERSION);
    await stripe.customers.create({ name: 'Ruth' });
    await arrived('/snapshot', 1);
    const { body, signature } = at('/snapshot')[0]!;
    const event = stripe.webhooks.constructEvent(body, signature, secretOf(destination));
    expect(event).toMatchObject({ object: 'event', type: 'customer.created' });
    expect(() => stripe.parseEventNotification(body, signature, secretOf(destination))).toThrow();
  });

  it('list thin events by object, type and time', async () => {
    const { id } = await stripe.customers.create();
    for (const name of ['A', 'B', 'C']) await stripe.customers.update(id, { name });
    const types = async (params: object) => {
      const seen: string[] = [];
      for await (const { type } of stripe.v2.core.events.list({ object_id: id, limit: 2, ...params })) seen.push(type);
      return seen;
    };
    const updated = 'v1.customer.updated';
    expect(await types({})).toEqual([updated, updated, updated, 'v1.customer.created']);
    expect(await types({ types: ['v1.customer.created'] })).toEqual(['v1.customer.created']);
    expect(await types({ created: { gt: '2999-01-01T00:00:00Z' } })).toEqual([]);
    await expect(types({ created: { gt: 'soon' } })).rejects.toMatchObject({ statusCode: 400 });
    await expect(stripe.v2.core.events.retrieve('evt_none')).rejects.toMatchObject({ statusCode: 404 });
  });

  it('refuse what they do not know', async () => {
    const post = (body: string) =>
      fetch(`${world.sandbox.url}/v2/core/event_destinations`, {
        method: 'POST',
        headers: { authorization: 'Bearer sk_test_sandbox_spec', 'content-type': 'application/json' },
        body,
      });
    for (const body of ['nonsense', '[]', '{"name":"x"}', '{"unheard":1}', '{"name":"\\u0000"}'])
      expect((await post(body)).status).toBe(400);
    await expect(destine('javascript:', ['*']).then(() => 'made')).rejects.toMatchObject({ statusCode: 400 });
  });
});
