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

  describe('by a mode', () => {
    const mode = (body: object) => world.control('POST', '/deliveries', body);
    const ids = () => received().map((event) => event.id);
    const make = async (count: number) => {
      for (let n = 0; n < count; n += 1) await stripe.customers.create({});
      return (await stripe.events.list({ limit: count })).data.map((event) => event.id).reverse();
    };

    it('comes strictly in order', async () => {
      await mode({ mode: 'in_order' });
      const made = await make(12);
      expect(await eventually(ids, (seen) => seen.length === 12)).toEqual(made);
    });

    it('comes again and again', async () => {
      await mode({ copies: 4 });
      const made = await make(3);
      const seen = await eventually(ids, (all) => all.length === 12);
      expect(seen.toSorted()).toEqual(made.flatMap((id) => [id, id, id, id]).toSorted());
      expect((await world.control('GET', '/deliveries')).body).toMatchObject({ mode: 'custom', copies: 4 });
    });

    it('loses the same events for the same seed, and says which', async () => {
      const lost: boolean[][] = [];
      for (const seed of [5, 5, 6]) {
        await mode({ dropPercent: 40, seed });
        const made = await make(25);
        await eventually(
          async () => (await world.control('GET', '/deliveries/pending')).body.pending,
          (pending) => pending === 0,
        );
        lost.push(made.map((id) => !ids().includes(id)));
        const told = (await stripe.events.list({ delivery_success: false, limit: 100 })).data.map(({ id }) => id);
        expect(made.filter((id) => told.includes(id))).toEqual(made.filter((id) => !ids().includes(id)));
      }
      expect(lost[0]).toEqual(lost[1]);
      expect(lost[0]).not.toEqual(lost[2]);
      expect(lost[0]!.filter(Boolean).length).toBeGreaterThan(2);
    });

    it('is held back for up to three days of the sandbox, or until another mode lets go', async () => {
      await mode({ mode: 'delayed', seed: 4 });
      const made = await make(20);
      expect((await world.control('GET', '/deliveries/pending')).body).toEqual({ pending: 20 });
      await world.control('POST', '/clock', { advanceSeconds: 1.5 * 86_400 });
      const half = await eventually(ids, (seen) => seen.length >= 4);
      expect(half.length).toBeLessThan(20);
      await world.control('POST', '/clock', { advanceSeconds: 1.5 * 86_400 });
      await eventually(ids, (seen) => seen.length === 20);
      expect(ids()).not.toEqual(made);
      await make(5);
      await mode({ mode: 'normal' });
      await eventually(ids, (seen) => seen.length === 25);
    });

    it('comes in batches', async () => {
      await mode({ batchMs: 400 });
      const made = await make(6);
      expect(ids()).toEqual([]);
      expect((await eventually(ids, (seen) => seen.length === 6)).toSorted()).toEqual(made.toSorted());
    });

    it.each([{ copies: 0 }, { dropPercent: 101 }, { delaySeconds: 1.5 }, { order: 'x' }, { unheard: 1 }])(
      'refuses %j',
      async (body) => expect(await mode(body)).toMatchObject({ status: 400 }),
    );
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
