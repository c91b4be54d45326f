import { DAY } from '../../src/platform/clock/clock.js';
import { Demo } from '../../src/demo/index.js';
import { MEMBERS } from '../../src/demo/world/members.js';
import { startApp, type TestApp } from '../app.js';

/** How far back this test lives through the demo world's past; `npm start` does a year. */
const DAYS = 100;

describe('the demo world\'s past', () => {
  let world: TestApp;
  const count = async (sql: string, values: unknown[] = []) => (await world.db.query(`select count(*)::int as n from ${sql}`, values)).rows[0].n as number;

  beforeAll(async () => {
    world = await startApp({ beginsDaysAgo: DAYS });
    await world.app.get(Demo).fill();
  }, 120_000);
  afterAll(() => world?.close());

  it('was lived through on the sandbox\'s clock, and ends today', async () => {
    expect(world.logs()).not.toMatch(/"level":(50|60)/);
    expect(Math.abs(world.clock.now().getTime() - Date.now())).toBeLessThan(DAY);
    expect(world.logs()).toContain('The demo world is there: 3 creators');
  });

  it('has renewals, failures, changes of tier and leavers in it, each as Stripe told it', async () => {
    expect(await count("payment where status = 'paid' and not first")).toBeGreaterThan(50);
    expect(await count("payment where attempts > 1 and status <> 'paid'")).toBeGreaterThan(0);
    expect(await count("subscription where end_reason = 'payment_failed'")).toBeGreaterThan(0);
    expect(await count("membership where paid_status = 'ending'") + await count("subscription where end_reason = 'cancellation_requested' and ended_at is not null")).toBeGreaterThan(0);
    const changes = MEMBERS.flatMap(({ pays }) => pays.filter((one) => one.changes)).length;
    expect(await count('subscription s where exists (select 1 from payment p where p.subscription_id = s.subscription_id and p.tier_id <> s.tier_id)')).toBeGreaterThanOrEqual(Math.min(1, changes));
    expect(await count("membership where since < $1", [new Date(Date.now() - 60 * DAY)])).toBeGreaterThan(20);
  });

  it('wrote down its mails and sent none of them', async () => {
    expect(await count("mail where kind = 'new-post' and skipped = 'in the past'")).toBeGreaterThan(20);
    expect(await count("mail where kind = 'receipt' and skipped = 'in the past'")).toBeGreaterThan(20);
    const old = await count("mail where skipped is null and kind in ('new-post', 'welcome', 'receipt') and cause in (select id::text from post where published_at < $1)", [new Date(Date.now() - 3 * DAY)]);
    expect(old).toBe(0);
  });

  it('has readers', async () => {
    expect(await count('read_signal')).toBeGreaterThan(50);
  });
});
