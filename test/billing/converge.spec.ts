import { MissedEvents } from '../../src/billing/inbox/missed-events.service.js';
import { Holds } from '../../src/billing/sync/holds.service.js';
import { Walk } from '../../src/billing/sync/walk.service.js';
import { StripeClient } from '../../src/billing/index.js';
import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, pay } from '../client.js';

const DAY = 86_400;

describe('what no event told', () => {
  let test: TestApp;
  let fan: Awaited<ReturnType<typeof buildPerson>>;
  let page: Awaited<ReturnType<typeof buildPage>>;

  beforeAll(async () => {
    test = await startApp();
    page = await buildPage(test, await buildPerson(test, 'Tamsin'), 'tamsin');
    fan = await buildPerson(test, 'Ruth');
  });
  afterAll(() => test.close());

  const row = async (sql: string, values: unknown[] = []) => (await test.db.query(sql, values)).rows[0];
  const membership = async () => (await fan.get('/@tamsin/membership')).json;
  async function advance(seconds: number): Promise<void> {
    const { body } = await test.control('POST', '/clock', { advanceSeconds: seconds });
    await until('our clock to follow', async () => test.clock.now().getTime() / 1000 >= body.now);
  }
  const calm = () => until('calm', async () => (await row('select count(*)::int as n from stripe_customer where dirty_seq > synced_seq')).n === 0);
  /** Counts the calls of our own to Stripe while something is done. */
  async function calls(work: () => Promise<unknown>): Promise<string[]> {
    const api = test.app.get(StripeClient).api;
    const seen: string[] = [];
    const note = (request: { method: string; path: string }) => { seen.push(`${request.method} ${request.path.split('?')[0]!.replace(/(cus|sub)_\w+/, ':id')}`); };
    api.on('request', note);
    await work().finally(() => api.off('request', note));
    return seen;
  }

  it("is fetched from Stripe's own list, once", async () => {
    await test.control('POST', '/deliveries', { mode: 'lossy', dropPercent: 100 });
    await pay(test, fan, page.handle, page.paid.id);
    await advance(120);
    const missed = test.app.get(MissedEvents);
    expect(await missed.sweep()).toBeGreaterThan(5);
    await until('the membership', async () => (await membership()).kind === 'paid');
    expect(await missed.sweep()).toBe(0);
    expect(await missed.sweptAt()).toBeInstanceOf(Date);
    // Delivered after all, it is the same event.
    const before = (await row('select count(*)::int as n from inbox_event')).n;
    await test.control('POST', '/deliveries', { mode: 'normal' });
    const { event_id: id } = await row('select event_id from inbox_event limit 1');
    await test.control('POST', `/events/${id}/redeliver`);
    await calm();
    expect((await row('select count(*)::int as n from inbox_event')).n).toBe(before);
  });

  it('P2 is fetched whole, however many pages that takes', async () => {
    await test.control('POST', '/deliveries', { mode: 'lossy', dropPercent: 100 });
    for (let n = 0; n < 101; n++) await test.app.get(StripeClient).api.customers.create({});
    await advance(120);
    expect(await test.app.get(MissedEvents).sweep()).toBeGreaterThan(100);
    await test.control('POST', '/deliveries', { mode: 'normal' });
  });

  it('is found by the nightly walk, which asks once for a hundred and again only where something differs', async () => {
    await calm();
    await test.app.get(Walk).walk();
    expect(await calls(() => test.app.get(Walk).walk())).toEqual(['GET /v1/subscriptions']);
    await test.control('POST', '/deliveries', { mode: 'lossy', dropPercent: 100 });
    const { subscription_id: subscription } = await row('select subscription_id from subscription');
    await test.app.get(StripeClient).api.subscriptions.update(subscription, { cancel_at_period_end: true });
    expect(await calls(() => test.app.get(Walk).walk())).toEqual(['GET /v1/subscriptions', 'GET /v1/customers/:id', 'GET /v1/subscriptions']);
    expect((await membership()).status).toBe('ending');
    await test.app.get(StripeClient).api.subscriptions.update(subscription, { cancel_at_period_end: false });
    await test.app.get(Walk).walk();
    expect((await membership()).status).toBe('active');
    expect((await row('select count(*)::int as n from drift')).n).toBe(2);
    await test.control('POST', '/deliveries', { mode: 'normal' });
  });

  it('shuts nobody out who pays, however long we are behind', async () => {
    await calm();
    const opensUntil = async () => ((await row("select valid_until from access_grant where source like 'subscription%'")).valid_until as Date).getTime() / 1000;
    const now = async () => (await test.control('GET', '/clock')).body.now as number;
    await test.control('POST', '/faults', { method: 'GET', path: '/v1/customers/*', kind: 'status', status: 503, times: null });
    await advance(await opensUntil() - await now() - 1800);
    const holds = test.app.get(Holds);
    expect(await holds.hold()).toBe(0);
    await until('something to wait', async () => (await row("select count(*)::int as n from stripe_customer where dirty_seq > synced_seq")).n === 1);
    await test.db.query("update stripe_customer set dirty_at = dirty_at - interval '6 minutes'");
    expect(await holds.hold()).toBe(1);
    await advance(3 * 3600);
    expect(await opensUntil()).toBeGreaterThan(await now());
    // Half an hour before it runs out it is renewed, not before.
    expect(await holds.hold()).toBe(0);
    await advance(3 * 3600 - 1800);
    expect(await holds.hold()).toBe(1);
    await test.control('DELETE', '/faults');
    await test.db.query('update graphile_worker._private_jobs set run_at = now() where locked_at is null');
    await calm();
    expect(await opensUntil() - await now()).toBeGreaterThan(20 * DAY);
    await holds.hold();
    expect((await row('select count(*)::int as n from access_hold')).n).toBe(0);
  });

  it('holds open for nobody who has cancelled', async () => {
    await fan.post('/@tamsin/membership/cancellation');
    await calm();
    await test.db.query("update event_sweep set swept_at = swept_at - interval '2 hours'");
    const { valid_until: until_ } = await row("select valid_until from access_grant where source like 'subscription%'");
    await advance(Math.floor((until_ as Date).getTime() / 1000) - ((await test.control('GET', '/clock')).body.now as number) - 600);
    expect(await test.app.get(Holds).hold()).toBe(0);
  });

  it('P4 holds open for somebody who did not pay as long as news of them waits, and no longer', async () => {
    const late = await buildPerson(test, 'Late');
    await pay(test, late, 'tamsin', page.paid.id);
    await calm();
    const of = async () => row("select s.subscription_id as id, s.customer_id as customer, s.status, g.valid_until from subscription s join access_grant g on g.source = 'subscription ' || s.stripe_account || ' ' || s.subscription_id where s.account_id = $1", [late.accountId]);
    const { id, customer } = await until('access', of);
    const { paymentMethods, subscriptions } = test.app.get(StripeClient).api;
    const { id: card } = await paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
    await subscriptions.update(id, { default_payment_method: card });
    await advance(31 * DAY + 7200);
    await until('the refusal', async () => (await of()).status === 'past_due');
    await calm();
    await advance(((await of()).valid_until as Date).getTime() / 1000 - (await test.control('GET', '/clock')).body.now - 1800);
    await calm();
    expect(await test.app.get(Holds).hold()).toBe(0);
    await test.control('POST', '/faults', { method: 'GET', path: '/v1/customers/*', kind: 'status', status: 503, times: null });
    await test.db.query("update stripe_customer set dirty_seq = dirty_seq + 1, dirty_at = now() - interval '6 minutes' where customer_id = $1", [customer]);
    expect(await test.app.get(Holds).hold()).toBe(1);
    await test.control('DELETE', '/faults');
  });
});
