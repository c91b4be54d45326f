import type Stripe from 'stripe';

import { createWorld, customerWithCard, eventTypes, monthlyPrice, openSession, visit, type World } from './sandbox.js';

const DAY = 86_400;
const BEGAN = 1_900_000_000;

describe('a test clock', () => {
  let world: World;
  let stripe: Stripe;
  let price: Stripe.Price;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
    price = await monthlyPrice(stripe);
  });
  afterAll(() => world?.close());

  const clockAt = (frozen_time = BEGAN) => stripe.testHelpers.testClocks.create({ frozen_time, name: 'Spec' });
  const advance = (clock: string, frozen_time: number) =>
    stripe.testHelpers.testClocks.advance(clock, { frozen_time });
  const customerOn = async (clock: string, card = 'pm_card_visa') => {
    const settings = { default_payment_method: card };
    return stripe.customers.create({ test_clock: clock, payment_method: card, invoice_settings: settings });
  };
  const subscribe = async (clock: string) => {
    const customer = await customerOn(clock);
    return stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  };

  it('gives its customers a time of their own', async () => {
    const clock = await clockAt();
    expect(clock).toMatchObject({ status: 'ready', frozen_time: BEGAN, name: 'Spec' });
    const begun = await subscribe(clock.id);
    expect(begun).toMatchObject({ test_clock: clock.id, created: BEGAN, status: 'active' });
    const invoice = await stripe.invoices.retrieve(begun.latest_invoice as string);
    expect(invoice).toMatchObject({ test_clock: clock.id, created: BEGAN, status: 'paid' });
    const other = await customerWithCard(stripe);
    expect(other.test_clock).toBeNull();
    expect(other.created).toBeLessThan(BEGAN);
  });

  it('does what falls due when it is advanced, and only for its own', async () => {
    const [clock, other] = [await clockAt(), await clockAt()];
    const [mine, theirs] = [await subscribe(clock.id), await subscribe(other.id)];
    const end = mine.items.data[0]!.current_period_end;
    const moving = await advance(clock.id, end + 65 * DAY);
    expect(moving).toMatchObject({ status: 'advancing', status_details: { advancing: { target_frozen_time: end + 65 * DAY } } });
    expect(await stripe.testHelpers.testClocks.retrieve(clock.id)).toMatchObject({
      status: 'ready',
      frozen_time: end + 65 * DAY,
    });
    const invoices = (await stripe.invoices.list({ subscription: mine.id })).data;
    expect(invoices.map(({ status, created }) => [status, created >= BEGAN])).toEqual(Array(4).fill(['paid', true]));
    expect((await stripe.invoices.list({ subscription: theirs.id })).data).toHaveLength(1);
    expect(await eventTypes(stripe, clock.id)).toEqual([
      'test_helpers.test_clock.ready',
      'test_helpers.test_clock.advancing',
      'test_helpers.test_clock.created',
    ]);
    await expect(advance(clock.id, end)).rejects.toMatchObject({ param: 'frozen_time' });
  });

  it('is left alone by the sandbox’s own clock', async () => {
    const clock = await clockAt(1_600_000_000);
    const begun = await subscribe(clock.id);
    await world.control('POST', '/clock', { advanceSeconds: 5 * DAY });
    expect((await stripe.invoices.list({ subscription: begun.id })).data).toHaveLength(1);
    expect((await stripe.testHelpers.testClocks.retrieve(clock.id)).frozen_time).toBe(1_600_000_000);
  });

  it('is followed on the hosted pages', async () => {
    const clock = await clockAt();
    const customer = await customerOn(clock.id);
    const session = await openSession(stripe, { customer: customer.id });
    expect(session.created).toBe(BEGAN);
    await advance(clock.id, BEGAN + 3600);
    await visit(session.url!, { number: '4242424242424242' });
    const { subscription } = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription'] });
    expect(subscription).toMatchObject({ status: 'active', created: BEGAN + 3600, test_clock: clock.id });
    const late = await openSession(stripe, { customer: customer.id });
    await advance(clock.id, BEGAN + 2 * DAY);
    expect((await stripe.checkout.sessions.retrieve(late.id)).status).toBe('expired');
  });

  it('keeps its customers out of other lists, and takes them along when it goes', async () => {
    const clock = await clockAt();
    const begun = await subscribe(clock.id);
    const customer = begun.customer as string;
    const ids = async (list: Promise<{ data: { id: string }[] }>) => (await list).data.map(({ id }) => id);
    expect(await ids(stripe.customers.list({ limit: 100 }))).not.toContain(customer);
    expect(await ids(stripe.customers.list({ test_clock: clock.id }))).toEqual([customer]);
    expect(await ids(stripe.subscriptions.list({ limit: 100 }))).not.toContain(begun.id);
    expect(await ids(stripe.subscriptions.list({ test_clock: clock.id }))).toEqual([begun.id]);
    expect(await ids(stripe.subscriptions.list({ customer }))).toEqual([begun.id]);
    expect(await stripe.testHelpers.testClocks.del(clock.id)).toMatchObject({ deleted: true });
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ deleted: true });
    expect((await stripe.subscriptions.retrieve(begun.id, {}).catch((error) => error)).status).not.toBe('active');
    await expect(stripe.testHelpers.testClocks.retrieve(clock.id)).rejects.toMatchObject({ statusCode: 404 });
    await expect(customerOn(clock.id)).rejects.toMatchObject({ param: 'test_clock' });
    expect((await ids(stripe.testHelpers.testClocks.list({ limit: 100 }))).length).toBeGreaterThan(2);
  });
});
