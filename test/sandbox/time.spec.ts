import type Stripe from 'stripe';

import {
  createWorld,
  customerWithCard,
  eventually,
  listen,
  monthlyPrice,
  openSession,
  WEBHOOK_SECRET,
  type World,
} from './sandbox.js';

const DAY = 86_400;

describe("the sandbox's time", () => {
  let world: World;
  let stripe: Stripe;

  beforeAll(async () => {
    world = await createWorld();
    stripe = world.stripe;
  });
  afterAll(() => world?.close());

  const advance = (advanceSeconds: number) => world.control('POST', '/clock', { advanceSeconds });
  const moveTo = (to: number) => world.control('POST', '/clock', { to });
  const subscribe = async (token?: string): Promise<Stripe.Subscription> => {
    const customer = await customerWithCard(stripe, token);
    const price = await monthlyPrice(stripe);
    return stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  };
  /** A subscription whose card pays once and never again. */
  const subscribeOnce = async (): Promise<Stripe.Subscription> => {
    const session = await openSession(stripe);
    await world.control('POST', `/sessions/${session.id}/pay`, { number: '4000000000000341' });
    const { subscription } = await stripe.checkout.sessions.retrieve(session.id, { expand: ['subscription'] });
    return subscription as Stripe.Subscription;
  };
  const invoicesOf = async (subscription: string) => (await stripe.invoices.list({ subscription, limit: 100 })).data;
  const period = (subscription: Stripe.Subscription) =>
    [subscription.items.data[0]!.current_period_start, subscription.items.data[0]!.current_period_end] as const;
  const eventsOf = async (id: string) =>
    (await stripe.events.list({ limit: 100 })).data
      .filter(({ data }) => (data.object as { id?: string }).id === id)
      .map(({ type }) => type);

  it('moves forward only', async () => {
    const { body: before } = await world.control('GET', '/clock');
    expect(await moveTo(before.now - 10)).toMatchObject({ status: 409 });
    expect(await world.control('POST', '/clock', { advanceSeconds: 'x' })).toMatchObject({ status: 400 });
    const { body: after } = await advance(3 * DAY);
    expect(after.now - before.now).toBeGreaterThanOrEqual(3 * DAY);
    expect((await stripe.customers.create({})).created).toBeGreaterThanOrEqual(after.now);
  });

  it('begins the next period with a draft, and charges it an hour later', async () => {
    const begun = await subscribe();
    const [, end] = period(begun);
    await moveTo(end);
    const rolled = await stripe.subscriptions.retrieve(begun.id, { expand: ['latest_invoice'] });
    expect(period(rolled)[0]).toBe(end);
    expect(rolled).toMatchObject({
      status: 'active',
      latest_invoice: {
        status: 'draft',
        billing_reason: 'subscription_cycle',
        amount_due: 500,
        automatically_finalizes_at: end + 3600,
      },
    });
    expect(await eventsOf((rolled.latest_invoice as Stripe.Invoice).id!)).toEqual(['invoice.created']);

    await advance(3600);
    const invoice = await stripe.invoices.retrieve((rolled.latest_invoice as Stripe.Invoice).id!, {
      expand: ['payments'],
    });
    expect(invoice).toMatchObject({
      status: 'paid',
      amount_paid: 500,
      attempt_count: 1,
      payments: { data: [{ status: 'paid', amount_paid: 500 }] },
    });
    expect(invoice.status_transitions).toMatchObject({ finalized_at: end + 3600, paid_at: end + 3600 });
    expect(await eventsOf(invoice.id!)).toEqual(
      expect.arrayContaining(['invoice.finalized', 'invoice.paid', 'invoice.payment_succeeded']),
    );
  });

  it('renews month after month on the anchor day, all in one move', async () => {
    const begun = await subscribe();
    await advance(200 * DAY);
    const now = await stripe.subscriptions.retrieve(begun.id);
    const paid = (await invoicesOf(begun.id)).filter(({ status }) => status === 'paid');
    expect(paid.length).toBeGreaterThanOrEqual(7);
    const periods = paid.map((invoice) => invoice.lines.data[0]!.period).reverse();
    for (const [index, each] of periods.slice(1).entries()) expect(each.start).toBe(periods[index]!.end);
    expect(period(now)[1]).toBeGreaterThan((await world.control('GET', '/clock')).body.now);
    const day = (seconds: number) => new Date(seconds * 1000).getUTCDate();
    for (const { end } of periods) expect([day(begun.billing_cycle_anchor), 28, 29, 30]).toContain(day(end));
  });

  it('tries a refused card three times more, then ends the subscription', async () => {
    const begun = await subscribeOnce();
    expect(begun.status).toBe('active');
    const [, end] = period(begun);
    await moveTo(end + 3600);
    const late = await stripe.subscriptions.retrieve(begun.id, { expand: ['latest_invoice'] });
    expect(late).toMatchObject({
      status: 'past_due',
      latest_invoice: { status: 'open', attempt_count: 1, next_payment_attempt: end + 3600 + 3 * DAY },
    });
    await advance(15 * DAY + 60);
    const ended = await stripe.subscriptions.retrieve(begun.id, { expand: ['latest_invoice'] });
    expect(ended).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
      latest_invoice: { status: 'open', attempt_count: 4, next_payment_attempt: null },
    });
    const types = (await stripe.events.list({ type: 'invoice.payment_failed', limit: 100 })).data.filter(
      ({ data }) => (data.object as Stripe.Invoice).id === (ended.latest_invoice as Stripe.Invoice).id,
    );
    expect(types).toHaveLength(4);
    await advance(60 * DAY);
    expect(await invoicesOf(begun.id)).toHaveLength(2);
  });

  it('keeps it unpaid instead where the account says so, until its latest invoice is paid', async () => {
    expect(await world.control('POST', '/retries', { then: 'wait' })).toMatchObject({ status: 400 });
    const lapse = async () => {
      const begun = await subscribeOnce();
      await moveTo(period(begun)[1] + 3600);
      await world.control('POST', '/retries', { then: 'unpaid' });
      await advance(15 * DAY + 60);
      await world.control('POST', '/retries', { then: 'cancel' });
      return stripe.subscriptions.retrieve(begun.id, { expand: ['latest_invoice'] });
    };
    const unpaid = await lapse();
    const owed = unpaid.latest_invoice as Stripe.Invoice;
    expect(unpaid).toMatchObject({ status: 'unpaid', ended_at: null });
    expect(owed).toMatchObject({ status: 'open', attempt_count: 4, next_payment_attempt: null });
    await expect(stripe.invoices.pay(owed.id!)).rejects.toMatchObject({ code: 'card_declined' });
    expect((await stripe.subscriptions.retrieve(unpaid.id)).status).toBe('unpaid');
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: String(unpaid.customer) });
    expect(await stripe.invoices.pay(owed.id!, { payment_method: card.id })).toMatchObject({ status: 'paid' });
    expect((await stripe.subscriptions.retrieve(unpaid.id)).status).toBe('active');

    const other = await lapse();
    // A period later the draft for that is the latest: what was open before pays for itself alone.
    await advance(31 * DAY);
    const later = await stripe.subscriptions.retrieve(other.id, { expand: ['latest_invoice'] });
    expect(later).toMatchObject({ status: 'unpaid', latest_invoice: { status: 'draft', auto_advance: false } });
    const second = await stripe.paymentMethods.attach('pm_card_visa', { customer: String(other.customer) });
    await stripe.invoices.pay((other.latest_invoice as Stripe.Invoice).id!, { payment_method: second.id });
    expect((await stripe.subscriptions.retrieve(other.id)).status).toBe('unpaid');
    const latest = (later.latest_invoice as Stripe.Invoice).id!;
    await stripe.invoices.finalizeInvoice(latest);
    await stripe.invoices.pay(latest, { payment_method: second.id });
    expect((await stripe.subscriptions.retrieve(other.id)).status).toBe('active');
  });

  it('takes a new card in between', async () => {
    const begun = await subscribeOnce();
    await moveTo(period(begun)[1] + 3600);
    await stripe.subscriptions.update(begun.id, { default_payment_method: 'pm_card_visa' });
    await advance(3 * DAY);
    const mended = await stripe.subscriptions.retrieve(begun.id, { expand: ['latest_invoice'] });
    expect(mended).toMatchObject({ status: 'active', latest_invoice: { status: 'paid', attempt_count: 2 } });
  });

  it('lets an invoice be paid by hand', async () => {
    const begun = await subscribeOnce();
    await moveTo(period(begun)[1] + 3600);
    const { latest_invoice: invoice } = await stripe.subscriptions.retrieve(begun.id);
    await expect(stripe.invoices.pay(invoice as string)).rejects.toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
    });
    expect(await stripe.invoices.pay(invoice as string, { payment_method: 'pm_card_visa' })).toMatchObject({
      status: 'paid',
    });
    expect((await stripe.subscriptions.retrieve(begun.id)).status).toBe('active');
    await expect(stripe.invoices.pay(invoice as string)).rejects.toMatchObject({ code: 'invoice_already_paid' });
  });

  it('ends at the period end what was cancelled for then', async () => {
    const begun = await subscribe();
    const [, end] = period(begun);
    const ending = await stripe.subscriptions.update(begun.id, { cancel_at_period_end: true });
    expect(ending).toMatchObject({
      status: 'active',
      cancel_at_period_end: true,
      cancel_at: end,
      ended_at: null,
      cancellation_details: { reason: 'cancellation_requested' },
    });
    expect(ending.canceled_at).toBeGreaterThan(0);
    await moveTo(end - 1);
    expect((await stripe.subscriptions.retrieve(begun.id)).status).toBe('active');
    await moveTo(end);
    expect(await stripe.subscriptions.retrieve(begun.id)).toMatchObject({ status: 'canceled', ended_at: end });
    expect(await invoicesOf(begun.id)).toHaveLength(1);
    expect(await eventsOf(begun.id)).toContain('customer.subscription.deleted');
  });

  it('goes on after a cancellation was taken back', async () => {
    const begun = await subscribe();
    await stripe.subscriptions.update(begun.id, { cancel_at_period_end: true });
    const undone = await stripe.subscriptions.update(begun.id, { cancel_at_period_end: false });
    expect(undone).toMatchObject({
      cancel_at_period_end: false,
      cancel_at: null,
      canceled_at: null,
      cancellation_details: { reason: null },
    });
    await moveTo(period(begun)[1] + 3600);
    expect(await invoicesOf(begun.id)).toHaveLength(2);
  });

  it('cancels at once when asked, and lists what has ended only when asked', async () => {
    const begun = await subscribe();
    const customer = begun.customer as string;
    expect(
      await stripe.subscriptions.cancel(begun.id, { cancellation_details: { comment: 'Moved away' } }),
    ).toMatchObject({ status: 'canceled', cancellation_details: { comment: 'Moved away' } });
    await expect(stripe.subscriptions.cancel(begun.id)).rejects.toMatchObject({ statusCode: 404 });
    expect((await stripe.subscriptions.list({ customer })).data).toHaveLength(0);
    expect((await stripe.subscriptions.list({ customer, status: 'all' })).data).toHaveLength(1);
  });

  it('expires a checkout after a day, and a subscription nobody paid after 23 hours', async () => {
    const session = await openSession(stripe);
    const begun = await subscribe('pm_card_authenticationRequired');
    expect(begun.status).toBe('incomplete');
    await advance(DAY);
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: 'expired', url: null });
    expect(await eventsOf(session.id)).toEqual(['checkout.session.expired']);
    expect(await stripe.subscriptions.retrieve(begun.id, { expand: ['latest_invoice'] })).toMatchObject({
      status: 'incomplete_expired',
      latest_invoice: { status: 'void' },
    });
  });

  it('makes no money while collection is paused', async () => {
    const begun = await subscribe();
    await stripe.subscriptions.update(begun.id, { pause_collection: { behavior: 'void' } });
    await moveTo(period(begun)[1] + 3600);
    expect((await invoicesOf(begun.id)).map(({ status }) => status)).toEqual(['void', 'paid']);
    expect((await stripe.subscriptions.update(begun.id, { pause_collection: '' })).pause_collection).toBeNull();
  });

  it('settles a dearer price in mid-period with the next invoice', async () => {
    const begun = await subscribe();
    const [start, end] = period(begun);
    await moveTo(start + Math.round((end - start) / 2));
    const dearer = await monthlyPrice(stripe, 1500);
    await stripe.subscriptions.update(begun.id, { items: [{ id: begun.items.data[0]!.id, price: dearer.id }] });
    await moveTo(end + 3600);
    const [invoice] = await invoicesOf(begun.id);
    expect(invoice!.lines.data.map(({ amount }) => amount)).toEqual([-250, 750, 1500]);
    expect(invoice).toMatchObject({ status: 'paid', total: 2000 });
  });
});

describe('a moved clock', () => {
  it('is told to the app, signed with the time of the machine', async () => {
    const app = await listen();
    let refusals = 1;
    app.answer = () => (refusals-- > 0 ? 503 : 204);
    const world = await createWorld({ clockTo: `${app.url}/dev/clock` });
    const told = () =>
      app.deliveries.map(({ body, signature }) => {
        world.stripe.webhooks.signature!.verifyHeader(body, signature, WEBHOOK_SECRET, 300);
        return JSON.parse(body).offset_ms as number;
      });
    await eventually(told, (seen) => seen.length >= 2);
    await world.control('POST', '/clock', { advanceSeconds: 90 * DAY });
    const seen = await eventually(told, (offsets) => offsets.some((offset) => offset > 0));
    expect(Math.abs(seen.at(-1)! - 90 * DAY * 1000)).toBeLessThan(5000);
    await world.restart();
    await eventually(told, (offsets) => offsets.filter((offset) => offset === seen.at(-1)).length >= 2);
    await world.close();
    await app.close();
  });
});
