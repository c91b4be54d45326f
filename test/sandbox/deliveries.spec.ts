import type Stripe from 'stripe';

import { createWorld, eventually, listen, WEBHOOK_SECRET, type Listener, type World } from './sandbox.js';

describe('the delivery of events', () => {
  let app: Listener;
  let world: World;
  let stripe: Stripe;

  beforeEach(async () => {
    app = await listen();
    world = await createWorld({ deliverTo: app.url, retryDelaysMs: [30, 60, 120] });
    stripe = world.stripe;
  });
  afterEach(async () => {
    await world?.close();
    await app?.close();
  });

  const received = () =>
    app.deliveries.map(({ body, signature }) => stripe.webhooks.constructEvent(body, signature, WEBHOOK_SECRET));
  const copiesOf = (id: string) => received().filter((event) => event.id === id).length;
  const lastEvent = async () => (await stripe.events.list({ limit: 1 })).data[0]!;
  const pending = async (id: string) => (await stripe.events.retrieve(id)).pending_webhooks;

  it('carries the object, what it was before, the request, and a signature', async () => {
    const customer = await stripe.customers.create({ name: 'Ruth' }, { idempotencyKey: 'key-1' });
    const changed = await stripe.customers.update(customer.id, { name: 'Joan' });
    const [created, updated] = await eventually(received, (events) => events.length >= 2);
    expect(created).toMatchObject({ type: 'customer.created', livemode: false, request: { idempotency_key: 'key-1' } });
    expect(updated).toMatchObject({
      type: 'customer.updated',
      api_version: '2026-10-28.endive',
      data: { object: { name: 'Joan' }, previous_attributes: { name: 'Ruth' } },
    });
    expect(updated!.request!.id).toMatch(/^req_/);
    expect(() =>
      stripe.webhooks.constructEvent(
        app.deliveries[0]!.body.replace('Ruth', 'Rita'),
        app.deliveries[0]!.signature,
        WEBHOOK_SECRET,
      ),
    ).toThrow();
    expect(changed.name).toBe('Joan');
  });

  it('is tried again, later and later, until it is accepted', async () => {
    let refusals = 2;
    app.answer = () => (refusals-- > 0 ? 500 : 200);
    await stripe.customers.create({});
    const { id } = await lastEvent();
    await eventually(
      () => pending(id),
      (count) => count === 0,
    );
    expect(copiesOf(id)).toBe(3);
    const { body } = await world.control('GET', '/deliveries');
    expect(body.attempts.map((attempt: { status: number }) => attempt.status)).toEqual([200, 500, 500]);
  });

  it('is given up after the last try, and can be asked for again', async () => {
    app.answer = () => 302;
    await stripe.customers.create({});
    const { id } = await lastEvent();
    await eventually(
      () => pending(id),
      (count) => count === 0,
    );
    expect(copiesOf(id)).toBe(4);
    const failed = async () => (await stripe.events.list({ delivery_success: false })).data.map((event) => event.id);
    expect(await failed()).toEqual([id]);
    app.answer = () => 200;
    expect((await world.control('POST', `/events/${id}/redeliver`)).status).toBe(202);
    await eventually(
      () => copiesOf(id),
      (count) => count === 5,
    );
    expect((await world.control('POST', '/events/evt_none/redeliver')).status).toBe(404);
    await stripe.rawRequest('POST', `/v1/events/${id}/retry`);
    await eventually(
      () => copiesOf(id),
      (count) => count === 6,
    );
  });

  it('waits while paused, and survives a restart', async () => {
    await world.control('POST', '/deliveries', { mode: 'paused' });
    const customer = await stripe.customers.create({ name: 'Ruth' });
    const { id } = await lastEvent();
    expect(await pending(id)).toBe(1);
    await world.restart();
    expect((await world.control('GET', '/deliveries')).body).toMatchObject({ mode: 'paused', attempts: [] });
    expect((await stripe.customers.retrieve(customer.id)) as Stripe.Customer).toMatchObject({ name: 'Ruth' });
    expect(app.deliveries).toHaveLength(0);
    await world.control('POST', '/deliveries', { mode: 'normal' });
    await eventually(
      () => copiesOf(id),
      (count) => count === 1,
    );
  });

  it('can come twice, or in another order', async () => {
    await world.control('POST', '/deliveries', { mode: 'duplicated' });
    await stripe.customers.create({});
    const { id } = await lastEvent();
    await eventually(
      () => copiesOf(id),
      (count) => count === 2,
    );

    await world.control('POST', '/deliveries', { mode: 'paused' });
    for (let n = 0; n < 30; n += 1) await stripe.customers.create({});
    const made = (await stripe.events.list({ limit: 30 })).data.map((event) => event.id).reverse();
    app.deliveries.length = 0;
    await world.control('POST', '/deliveries', { mode: 'shuffled' });
    const seen = await eventually(
      () => received().map((event) => event.id),
      (ids) => ids.length === 30,
    );
    expect([...seen].sort()).toEqual([...made].sort());
    expect(seen).not.toEqual(made);
    expect(await world.control('POST', '/deliveries', { mode: 'backwards' })).toMatchObject({ status: 400 });
  });

  it('goes to every endpoint that wants the type, each with its own secret', async () => {
    const other = await listen();
    const endpoint = await stripe.webhookEndpoints.create({ url: other.url, enabled_events: ['product.created'] });
    expect(endpoint.secret).toMatch(/^whsec_/);
    expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
    await stripe.customers.create({});
    await stripe.products.create({ name: 'Proof' });
    const [delivery] = await eventually(
      () => other.deliveries,
      (seen) => seen.length > 0,
    );
    expect(stripe.webhooks.constructEvent(delivery!.body, delivery!.signature, endpoint.secret!).type).toBe(
      'product.created',
    );
    expect(() => stripe.webhooks.constructEvent(delivery!.body, delivery!.signature, WEBHOOK_SECRET)).toThrow();
    await stripe.webhookEndpoints.del(endpoint.id);
    await stripe.products.create({ name: 'Proof' });
    await eventually(received, (events) => events.length === 3);
    expect(other.deliveries).toHaveLength(1);
    await other.close();
  });

  it('reaches an app that was away', async () => {
    await app.close();
    await stripe.customers.create({});
    const { id } = await lastEvent();
    await eventually(
      async () => (await world.control('GET', '/deliveries')).body.attempts.length,
      (count) => count > 0,
    );
    await eventually(
      () => pending(id),
      (count) => count === 0,
    );
    expect((await world.control('GET', '/deliveries')).body.attempts[0]).toMatchObject({
      status: null,
      error: expect.any(String),
    });
  });
});
