import pg from 'pg';
import { seededRandom } from '../../src/sandbox/random.js';
import { throwAwayCluster } from '../../src/tools/throw-away.mjs';
import { until } from '../app.js';
import { live } from './life.js';
import { type House, pause } from './house.js';
import { fault, QUICK } from './table.js';

const LASTS = QUICK ? 10_000 : 25_000;
const AWAY_MS = QUICK ? 10_000 : 60_000;
const CALM = 300_000;

describe('PostgreSQL', () => {
  let cluster: Awaited<ReturnType<typeof throwAwayCluster>>;
  const own = async () => {
    cluster = await throwAwayCluster();
    return { database: { url: cluster.url('thousand'), drop: () => cluster.remove() } };
  };

  fault('F3', 'PostgreSQL is killed (-9) three times while transactions are open', { seeds: [1, 2], lasts: 120_000, calm: CALM, house: own }, async (house, seed) => {
    house.allowance.copies = 3 * 5;
    const random = seededRandom(seed);
    const living = live(house, LASTS);
    let open = 0;
    for (let kills = 0; kills < 3; kills++) {
      await pause(LASTS / 8 + random() * LASTS / 8);
      open += await midTransaction(house);
      process.kill(cluster.pid(), 'SIGKILL');
      await until('the database again', async () => (await house.db.query('select 1')).rowCount, 30_000).catch(() => undefined);
    }
    await living;
    return `${open} transactions were open when it was killed`;
  });

  fault('F4', `PostgreSQL cannot be reached for ${AWAY_MS / 1000} s: half of it silent, half refused`, { lasts: 120_000, calm: CALM }, async (house) => {
    house.allowance.copies = 5;
    const living = live(house, AWAY_MS);
    house.wire.stall();
    await pause(AWAY_MS / 2);
    await house.wire.cut();
    house.wire.flow();
    await living;
    await house.wire.open();
  });

  fault('F5', 'every connection of the pools waits behind a lock, again and again', { lasts: 120_000, calm: CALM }, async (house) => {
    const living = live(house, LASTS);
    const jam = new pg.Client(await adminUrl(house));
    await jam.connect();
    let most = 0;
    for (const end = performance.now() + LASTS; performance.now() < end; await pause(1000)) {
      await jam.query('begin');
      await jam.query('lock table stripe_customer, session in access exclusive mode');
      const crowd = Promise.allSettled(Array.from({ length: 40 }, () => house.fans[0]!.client.get(`${house.page}/membership`)));
      await pause(4000);
      const { rows: [row] } = await jam.query<{ n: number }>("select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
      most = Math.max(most, row!.n);
      await jam.query('rollback');
      await crowd;
    }
    await jam.end();
    await living;
    return `up to ${most} connections waited`;
  });

  fault('F6', 'syncs are caught in deadlocks', { seeds: [1, 2], lasts: 120_000, calm: CALM }, async (house, seed) => {
    const rival = new pg.Client(await adminUrl(house));
    await rival.connect();
    // Whoever waits with the shorter patience is the one that is thrown out: the product.
    await rival.query("set deadlock_timeout = '1min'");
    const random = seededRandom(seed);
    const { rows: customers } = await rival.query<{ account_id: string }>('select account_id from stripe_customer order by account_id');
    const living = live(house, LASTS);
    for (const end = performance.now() + LASTS; performance.now() < end;) {
      const { account_id: account } = customers[Math.floor(random() * customers.length)]!;
      // A sync that will meet it half way.
      await rival.query(
        `with dirty as (update stripe_customer set dirty_seq = dirty_seq + 1, dirty_at = now() where account_id = $1 returning stripe_account, customer_id)
         select graphile_worker.add_job('billing.sync', json_build_object('account', stripe_account, 'customer', customer_id), queue_name => 'customer ' || customer_id) from dirty`, [account],
      );
      await rival.query('begin');
      await rival.query("select pg_advisory_xact_lock(hashtextextended('standing ' || $1::text, 0))", [account]);
      await pause(400);
      await rival.query('update stripe_customer set dirty_at = dirty_at where account_id = $1', [account]);
      await rival.query('commit');
    }
    await living;
    const { rows: [row] } = await rival.query<{ n: number }>('select deadlocks::int as n from pg_stat_database where datname = current_database()');
    await rival.end();
    return `${row!.n} deadlocks`;
  });

  fault('F6', 'every transaction is serialisable and fails for it when others touch the same', { lasts: 120_000, calm: CALM }, async (house) => {
    house.allowance.copies = 5;
    const admin = new pg.Client(await adminUrl(house));
    await admin.connect();
    const isolate = async (how: string) => {
      const { rows: [row] } = await admin.query<{ name: string }>('select current_database() as name');
      await admin.query(`alter database ${row!.name} ${how}`);
      await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name like 'thousand%'");
    };
    await isolate('set default_transaction_isolation = serializable');
    await live(house, LASTS);
    const failures = house.processes.reduce((sum, one) => sum + (one.output.match(/40001/g)?.length ?? 0), 0);
    await isolate('reset default_transaction_isolation');
    await admin.end();
    return `at least ${failures} serialisation failures`;
  });
});

/** The house's database as the run's superuser. */
async function adminUrl(house: House): Promise<string> {
  const { rows: [row] } = await house.db.query<{ name: string }>('select current_database() as name');
  return (JSON.parse(process.env.TEST_CLUSTER!) as Record<string, string>).postgres!.replace(/[^/]*$/, row!.name);
}

/** Waits a moment for a transaction of the product to be open. @returns how many are */
async function midTransaction(house: House): Promise<number> {
  const look = async () => (await house.db.query<{ n: number }>(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid() and application_name = 'thousand'",
  )).rows[0]!.n;
  for (let tries = 0; tries < 200; tries++) {
    const open = await look().catch(() => 0);
    if (open > 0) return open;
  }
  return 0;
}
