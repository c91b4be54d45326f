import { expectStatus } from '../client.js';
import { until } from '../app.js';
import { bought, live } from './life.js';
import { type House, pause } from './house.js';
import { fault, QUICK } from './table.js';

const LASTS = QUICK ? 8_000 : 20_000;
const CALM = 240_000;

describe('operations', () => {
  fault('F21', 'two webs are restarted one after the other, twice, while people read and pay', { lasts: 120_000, calm: CALM, house: { webs: 2 } }, async (house) => {
    const living = live(house, LASTS, { minded: false });
    const reading = read(house, LASTS);
    for (let round = 0; round < 2; round++) {
      for (const web of house.webs) {
        await web.kill('SIGTERM');
        await web.start();
      }
    }
    await living;
    const { answers, again, failures } = await reading;
    if (failures.length > 0) throw new Error(`${failures.length} of ${answers} requests failed: ${[...new Set(failures)].join(', ')}`);
    return `${answers} reads, none failed; ${again} were cut off before any answer and read again, as a load balancer does`;
  });

  fault('F25', 'two workers keep the same timetable', { lasts: 200_000, calm: CALM, house: { workers: 2 } }, async (house) => {
    await house.db.query('create table tick (task text, at text)');
    await house.db.query(`create function note_tick() returns trigger language plpgsql as $$ begin
      insert into tick select identifier, new.payload -> '_cron' ->> 'ts' from graphile_worker._private_tasks where id = new.task_id; return new; end $$`);
    await house.db.query("create trigger note_tick after insert on graphile_worker._private_jobs for each row when (new.payload::jsonb ? '_cron') execute function note_tick()");
    await live(house, QUICK ? 65_000 : 130_000);
    const { rows } = await house.db.query<{ task: string; at: string; n: number }>('select task, at, count(*)::int as n from tick group by 1, 2');
    const twice = rows.filter((row) => row.n > 1);
    await house.db.query('drop trigger note_tick on graphile_worker._private_jobs');
    if (rows.length === 0 || twice.length > 0) throw new Error(`Of ${rows.length} ticks, twice: ${twice.map((row) => `${row.task} ${row.at}`).join(', ')}`);
    return `${rows.length} ticks, each once`;
  });

  fault('F26', 'one customer is poison: its syncs always fail', { lasts: 240_000, calm: CALM }, async (house) => {
    const { customer } = await bought(house, 'dee');
    await house.control('POST', '/faults', { method: 'GET', path: `/v1/customers/${customer}`, kind: 'status', status: 500, shouldRetry: false, times: null, share: 100 });
    await live(house, LASTS);
    const states = async () => (await house.db.query<{ state: string; n: number }>('select state, count(*)::int as n from inbox_event where customer_id = $1 group by state', [customer])).rows;
    // Twelve tries take hours by the worker's own patience.
    await until('the events are put aside', async () => {
      await house.hurry();
      return (await states()).some((row) => row.state === 'quarantined');
    }, 120_000);
    const { rows: others } = await house.db.query("select 1 from inbox_event e join stripe_customer c using (customer_id) where c.customer_id <> $1 and e.state in ('received', 'quarantined')", [customer]);
    if (others.length > 0) throw new Error(`${others.length} events of others wait behind it`);
    await until('everybody else has what they want', async () => (await Promise.all(house.wishes.map((wish) => wish.tries()))).every(Boolean), 60_000);
    const aside = (await states()).find((row) => row.state === 'quarantined')!.n;
    await house.control('DELETE', '/faults');
    await house.db.query("update account set operator_since = created_at where email = 'owner@people.example'");
    expectStatus(await house.owner.post('/operator/inbox/replays'), 200);
    return `${aside} events were put aside, nobody else waited, and a replay healed them`;
  });
});

/**
 * Reads public pages on a connection each. A read that is cut off before any answer is tried again, once, as load balancers do with what
 * may be repeated: a connection can stand in the queue of a server that closes just then.
 */
async function read(house: House, ms: number): Promise<{ answers: number; again: number; failures: string[] }> {
  const end = performance.now() + ms;
  const failures: string[] = [];
  let answers = 0;
  let again = 0;
  const get = () => fetch(`${house.url}${house.page}`, { headers: { connection: 'close' } });
  const reader = async () => {
    while (performance.now() < end) {
      answers += 1;
      await get().catch(() => { again += 1; return get(); }).then(async (answer) => {
        if (answer.status !== 200) failures.push(String(answer.status));
        await answer.text();
      }, (error: Error & { cause?: { code?: string } }) => failures.push(error.cause?.code ?? error.message));
      await pause(40);
    }
  };
  await Promise.all(Array.from({ length: 4 }, reader));
  return { answers, again, failures };
}
