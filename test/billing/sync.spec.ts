import { Snapshots } from '../../src/billing/sync/snapshot.js';
import { Sync } from '../../src/billing/sync/sync.service.js';
import { BillingData } from '../../src/billing/billing-data.part.js';
import { StripeClient } from '../../src/billing/index.js';
import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, expectStatus, pay } from '../client.js';

describe('sync', () => {
  let test: TestApp;
  let fan: Awaited<ReturnType<typeof buildPerson>>;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let customer: string;
  let account: string;

  beforeAll(async () => {
    test = await startApp();
    page = await buildPage(test, await buildPerson(test, 'Tamsin'), 'tamsin');
    fan = await buildPerson(test, 'Ruth');
    await pay(test, fan, page.handle, page.paid.id);
    await until('the membership', async () => (await fan.get('/@tamsin/membership')).json.kind === 'paid');
    ({ customer_id: customer, stripe_account: account } = (await test.db.query('select * from stripe_customer')).rows[0]);
  });
  afterAll(() => test.close());

  const membership = async () => (await fan.get('/@tamsin/membership')).json;
  const grants = async () => (await test.db.query('select tier_id, valid_from, valid_until from access_grant order by 1')).rows;

  /** Syncs with an old answer, after `overtaken` has run between the asking and the writing. */
  async function syncSlowly(stale: Awaited<ReturnType<Snapshots['take']>>, overtaken: () => Promise<void>): Promise<void> {
    const snapshots = test.app.get(Snapshots);
    const take = snapshots.take.bind(snapshots);
    let first = true;
    snapshots.take = async (...args) => {
      if (!first) return take(...args);
      first = false;
      await overtaken();
      return stale;
    };
    try {
      await test.app.get(Sync).syncAfterChange(account, customer);
    } finally {
      snapshots.take = take;
    }
  }

  it('goes on by itself when an event came in just as its job was taken up, and could queue no other', async () => {
    const synced = async () => (await test.db.query('select dirty_seq = synced_seq as even from stripe_customer where customer_id = $1', [customer])).rows[0].even as boolean;
    await until('calm', synced);
    const stale = await test.app.get(Snapshots).take(account, customer);
    await syncSlowly(stale, async () => { await test.db.query('update stripe_customer set dirty_seq = dirty_seq + 1 where customer_id = $1', [customer]); });
    await until('the counters to be even again', synced);
    // The same where another sync has written all there was to write.
    await syncSlowly(stale, async () => {
      await test.app.get(Sync).sync(account, customer);
      await test.db.query('update stripe_customer set dirty_seq = dirty_seq + 1 where customer_id = $1', [customer]);
    });
    await until('the counters to be even again', synced);
  });

  it('is fenced: a slow worker with an older answer overwrites nothing', async () => {
    const stale = await test.app.get(Snapshots).take(account, customer);
    expectStatus(await fan.post('/@tamsin/membership/cancellation'), 200);
    await syncSlowly(stale, () => test.app.get(Sync).syncAfterChange(account, customer));
    expect((await membership()).status).toBe('ending');
    expectStatus(await fan.post('/@tamsin/membership/cancellation/undo'), 200);
  });

  it('is fenced among equals too: of two workers that began together the later to write is turned away', async () => {
    const stale = await test.app.get(Snapshots).take(account, customer);
    await test.app.get(StripeClient).api.subscriptions.update(stale.subscriptions[0]!.id, { cancel_at_period_end: true });
    await until('it shows', async () => (await membership()).status === 'ending');
    await syncSlowly(stale, () => test.app.get(Sync).sync(account, customer));
    expect((await membership()).status).toBe('ending');
    expectStatus(await fan.post('/@tamsin/membership/cancellation/undo'), 200);
  });

  it('may be run any number of times, at once', async () => {
    const before = [await membership(), await grants()];
    await Promise.all(Array.from({ length: 8 }, () => test.app.get(Sync).syncAfterChange(account, customer)));
    expect([await membership(), await grants()]).toEqual(before);
  });

  it('rebuilds an empty projection to what it was', async () => {
    const before = [await membership(), await grants()];
    await test.db.query("delete from access_grant where reason = 'membership' and source like 'subscription %'");
    await test.db.query('delete from subscription');
    await test.app.get(Sync).syncAfterChange(account, customer);
    expect([await membership(), await grants()]).toEqual(before);
    expect((await test.db.query("select 1 from mail where kind = 'welcome'")).rowCount).toBe(1);
  });

  it('stops and alarms when Stripe knows nobody, instead of shutting everybody out', async () => {
    const before = [await membership(), await grants()];
    const { api } = test.app.get(StripeClient);
    const retrieve = api.customers.retrieve.bind(api.customers);
    api.customers.retrieve = (() => api.customers.list({ limit: 1, starting_after: 'cus_nobody' }).then(() => {
      throw new Error('the list should have been refused');
    })) as never;
    try {
      await expect(test.app.get(Sync).syncAfterChange(account, customer)).rejects.toThrow(/Stripe knows neither/);
    } finally {
      api.customers.retrieve = retrieve as never;
    }
    expect(test.logs()).toContain('stripe_looks_wrong');
    expect([await membership(), await grants()]).toEqual(before);
  });

  it('never asks another Stripe account than the one a customer is of', async () => {
    await expect(test.app.get(Snapshots).take('acct_somebodyelse', customer)).rejects.toThrow(/another Stripe account/);
    expect(test.app.get(StripeClient).rightMode(true)).toBe(false);
  });

  it('counts one membership over all currencies: a second one, in another, goes back and takes nothing along', async () => {
    const [owner, both] = [await buildPerson(test, 'Otherowner'), await buildPerson(test, 'Both')];
    const euros = await buildPage(test, owner, 'euros');
    const dollars = expectStatus(await owner.post('/studio/euros/tiers', { name: 'In dollars', description: '', benefits: '', welcome: '', paid: 'paid', price: '9', currency: 'USD' }), 201).json as { id: string };
    await test.control('POST', '/deliveries', { mode: 'paused' });
    await pay(test, both, 'euros', euros.paid.id);
    const second = await both.post('/@euros/checkout', { tierId: dollars.id });
    expect(second.json).toMatchObject({ status: 409, code: 'already_member' });

    const { api } = test.app.get(StripeClient);
    const { rows: [price] } = await test.db.query('select price_id from stripe_price p join tier_price t on t.id = p.tier_price_id where t.tier_id = $1', [dollars.id]);
    const { rows: [made] } = await test.db.query("select customer_id as id from stripe_customer where account_id = $1 and currency = 'USD'", [both.accountId]);
    const method = await api.paymentMethods.attach('pm_card_visa', { customer: made.id });
    const surplus = await api.subscriptions.create({ customer: made.id, items: [{ price: price.price_id }], default_payment_method: method.id });
    await test.control('POST', '/deliveries', { mode: 'normal' });
    await until('the second is ended', async () => (await api.subscriptions.retrieve(surplus.id)).status === 'canceled');
    await until('its money is back', async () => (await api.charges.list({ customer: made.id })).data.every((charge) => charge.refunded));
    await until('all is synced', async () => (await test.db.query('select 1 from stripe_customer where dirty_seq > synced_seq')).rowCount === 0);
    expect((await both.get('/@euros/membership')).json).toMatchObject({ kind: 'paid', price: { amount: 500, currency: 'EUR' } });
    expect((await test.db.query("select 1 from mail where kind = 'welcome' and account_id = $1", [both.accountId])).rowCount).toBe(1);
  });

  it('reads checkouts before subscriptions: a payment in between is never a checkout without its subscription', async () => {
    const early = await buildPerson(test, 'Early');
    await test.control('POST', '/deliveries', { mode: 'paused' });
    const { id } = expectStatus(await early.post('/@tamsin/checkout', { tierId: page.paid.id }), 201).json;
    const { rows: [bound] } = await test.db.query('select customer_id from stripe_customer where account_id = $1', [early.accountId]);
    const { api } = test.app.get(StripeClient);
    const [list, retrieve] = [api.subscriptions.list.bind(api.subscriptions), api.checkout.sessions.retrieve.bind(api.checkout.sessions)];
    let paid = false;
    const payFirst = async () => { if (!paid) { paid = true; await test.control('POST', `/sessions/${id}/pay`, { number: '4242424242424242' }); } };
    api.subscriptions.list = ((...args: Parameters<typeof list>) => ({ autoPagingToArray: async (options: never) => {
      const found = await list(...args).autoPagingToArray(options);
      await payFirst();
      return found;
    } })) as never;
    api.checkout.sessions.retrieve = (async (...args: Parameters<typeof retrieve>) => {
      const found = await retrieve(...args);
      await payFirst();
      return found;
    }) as never;
    try {
      const { sessions, subscriptions: known } = await test.app.get(Snapshots).take(account, bound.customer_id);
      expect(paid).toBe(true);
      expect(sessions.some((session) => session.status === 'complete') && known.length === 0).toBe(false);
    } finally {
      Object.assign(api.subscriptions, { list });
      Object.assign(api.checkout.sessions, { retrieve });
    }
    await test.control('POST', '/deliveries', { mode: 'normal' });
    await until('it is known', async () => (await early.get('/@tamsin/membership')).status === 200);
  });

  it('lets nobody leave for free while a payment is on its way', async () => {
    const quick = await buildPerson(test, 'Quick');
    expectStatus(await quick.post('/@tamsin/membership', {}), 201);
    await test.control('POST', '/deliveries', { mode: 'paused' });
    await pay(test, quick, 'tamsin', page.paid.id);
    expect((await quick.post('/@tamsin/membership/cancellation')).json.membership).toMatchObject({ kind: 'paid', status: 'ending' });
    await test.control('POST', '/deliveries', { mode: 'normal' });
  });

  it('lets everything of one customer go when Stripe deleted just that one', async () => {
    const other = await buildPerson(test, 'Other');
    await pay(test, other, page.handle, page.paid.id);
    await until('the other is a member', async () => (await other.get('/@tamsin/membership')).json.kind === 'paid');
    await test.app.get(StripeClient).api.customers.del(customer);
    await until('the tier is gone', async () => (await membership()).kind === 'free');
    expect((await fan.get('/@tamsin')).json.standing.tiers.map((tier: { id: string }) => tier.id)).toEqual([page.free.id]);
    // Told once, however often and late it is looked at, and in words that do not say that the fan left.
    await test.app.get(Sync).syncAfterChange(account, customer);
    await test.app.get(Sync).rebuild(account, customer);
    await until('the letter', async () => (await test.mails()).some((mail) => [mail.to].flat()[0]?.text.includes(fan.email) && /has ended/.test(mail.subject ?? '')));
    const told = (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(fan.email) && /has ended/.test(mail.subject ?? ''));
    expect(told.map((mail) => mail.text)).toEqual([expect.stringContaining('It was ended at Stripe')]);
    expect((await test.db.query("select 1 from signal where account_id = $1 and kind = 'ended'", [fan.accountId])).rowCount).toBe(1);
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('a new customer pays', async () => (await membership()).kind === 'paid');
    expect((await other.get('/@tamsin/membership')).json.kind).toBe('paid');
  });

  it('tells whoever erases their account of no end, although a sync comes by before all is forgotten', async () => {
    const leaver = await buildPerson(test, 'Leaver');
    await pay(test, leaver, page.handle, page.paid.id);
    await until('a member', async () => (await leaver.get('/@tamsin/membership')).json?.kind === 'paid');
    const { rows: [bound] } = await test.db.query('select customer_id as id from stripe_customer where account_id = $1', [leaver.accountId]);
    await test.app.get(BillingData).beforeErase(leaver.accountId);
    await test.app.get(Sync).syncAfterChange(account, bound.id);
    expect((await leaver.get('/@tamsin/membership')).json.kind).toBe('free');
    expect((await test.db.query("select 1 from signal where account_id = $1 and kind = 'ended'", [leaver.accountId])).rowCount).toBe(0);
    await test.app.get(BillingData).erase(leaver.accountId);
    expect((await test.db.query("select 1 from effect where name = 'erasing'")).rowCount).toBe(0);
  });
});
