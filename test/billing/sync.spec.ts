import { Snapshots } from '../../src/billing/sync/snapshot.js';
import { Sync } from '../../src/billing/sync/sync.service.js';
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

  it('is fenced: a slow worker with an older answer overwrites nothing', async () => {
    const [snapshots, sync] = [test.app.get(Snapshots), test.app.get(Sync)];
    const stale = await snapshots.take(account, customer);
    expectStatus(await fan.post('/@tamsin/membership/cancellation'), 200);
    const take = snapshots.take.bind(snapshots);
    let first = true;
    snapshots.take = async (...args) => {
      if (!first) return take(...args);
      first = false;
      await sync.syncAfterChange(account, customer);
      return stale;
    };
    try {
      await sync.syncAfterChange(account, customer);
    } finally {
      snapshots.take = take;
    }
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
    await test.control('POST', '/faults', { method: 'GET', path: '/v1/customers', kind: 'status', status: 404, times: 50 });
    await expect(test.app.get(Sync).syncAfterChange(account, customer)).rejects.toThrow();
    await test.control('DELETE', '/faults');
    expect([await membership(), await grants()]).toEqual(before);
  });

  it('never asks another Stripe account than the one a customer is of', async () => {
    await expect(test.app.get(Snapshots).take('acct_somebodyelse', customer)).rejects.toThrow(/another Stripe account/);
    expect(test.app.get(StripeClient).rightMode(true)).toBe(false);
  });

  it('lets everything of one customer go when Stripe deleted just that one', async () => {
    const other = await buildPerson(test, 'Other');
    await pay(test, other, page.handle, page.paid.id);
    await until('the other is a member', async () => (await other.get('/@tamsin/membership')).json.kind === 'paid');
    await test.app.get(StripeClient).api.customers.del(customer);
    await until('the tier is gone', async () => (await membership()).kind === 'free');
    expect((await other.get('/@tamsin/membership')).json.kind).toBe('paid');
  });
});
