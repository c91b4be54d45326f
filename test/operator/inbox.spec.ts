import { DAY } from '../../src/platform/clock/clock.js';
import { Drifts } from '../../src/billing/sync/drifts.service.js';
import { Walk } from '../../src/billing/sync/walk.service.js';
import { Snapshots } from '../../src/billing/sync/snapshot.js';
import { LateSyncs } from '../../src/billing/late-syncs.service.js';
import { Sync } from '../../src/billing/sync/sync.service.js';
import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, expectStatus, pay } from '../client.js';

interface Line { id: string; url: string; type: string; state: string; error: string | null; attempts: number; name: string | null }

describe("the operator's inbox", () => {
  let test: TestApp;
  let owner: Awaited<ReturnType<typeof buildPerson>>;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let operator: Awaited<ReturnType<typeof buildPerson>>;
  let fan: Awaited<ReturnType<typeof buildPerson>>;
  let customer: string;
  let account: string;
  const inbox = async (query = '') => expectStatus(await operator.get(`/operator/inbox${query}`), 200).json as { events: Line[]; backlog: Record<string, number>; olderUrl: string | null };
  const rows = async (sql: string, values: unknown[] = []) => (await test.db.query<any>(sql, values)).rows;
  const calm = () => until('calm', async () => (await rows('select 1 from stripe_customer where dirty_seq > synced_seq')).length === 0
    && (await rows("select 1 from inbox_event where state = 'received' and customer_id is not null")).length === 0);
  const room = async (url: string) => ((await operator.get('/operator')).json.rooms as { url: string; says: string; worry: boolean }[]).find((one) => one.url === url)!;

  beforeAll(async () => {
    test = await startApp();
    operator = await buildPerson(test, 'Op');
    await test.db.query('update account set operator_since = created_at where id = $1', [operator.accountId]);
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
    fan = await buildPerson(test, 'Ruth');
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('the membership', async () => (await fan.get('/@tamsin/membership')).json.kind === 'paid');
    await until('the receipt', async () => (await rows("select 1 from effect where name = 'paid'")).length === 1);
    await calm();
    [{ customer_id: customer, stripe_account: account }] = await rows('select customer_id, stripe_account from stripe_customer');
  });
  afterAll(() => test.close());

  /** Lets Stripe's answers be of no use while something goes on. */
  async function poisoned(work: () => Promise<void>): Promise<void> {
    const snapshots = test.app.get(Snapshots);
    const take = snapshots.take.bind(snapshots);
    snapshots.take = async () => { throw Object.assign(new TypeError('a shape nobody knows'), { code: 'poison' }); };
    try {
      await work();
    } finally {
      snapshots.take = take;
    }
  }

  it('is nobody else\'s', async () => {
    for (const path of ['/operator/inbox', '/operator/drift', '/operator/jobs', '/operator/mail', '/operator/audit']) expect([path, (await fan.get(path)).status]).toEqual([path, 404]);
    for (const path of ['/operator/inbox/replays', '/operator/inbox/1/replays', '/operator/drift/walks', '/operator/jobs/1/attempts']) expect([path, (await fan.post(path)).status]).toEqual([path, 404]);
  });

  it('shows what came, newest first, and finds an event by how it begins', async () => {
    const { events, backlog } = await inbox();
    expect(backlog).toMatchObject({ received: 0, quarantined: 0, behind: 0 });
    expect(events.length).toBeGreaterThan(5);
    expect(events.map((one) => Number(one.id))).toEqual(events.map((one) => Number(one.id)).sort((a, b) => b - a));
    expect(new Set((await inbox('?search=customer.subscription')).events.map((one) => one.type))).toEqual(new Set(['customer.subscription.created']));
    expect((await inbox(`?search=${customer}`)).events.every((one) => one.name === 'Ruth')).toBe(true);
    expect((await inbox('?state=quarantined')).events).toEqual([]);
    for (const hostile of ["?search='; drop table inbox_event; --", '?state=x', '?before=x', '?search[]=1']) expect((await operator.get(`/operator/inbox${hostile}`)).status).toBe(200);
  });

  it('follows an event to what it caused', async () => {
    const [created] = (await inbox('?search=customer.subscription.created')).events;
    const { runs, effects, object } = (await operator.get(created!.url)).json;
    expect(object).toMatch(/^sub_/);
    expect(runs.length).toBeGreaterThan(0);
    expect(effects.map((one: { sentence: string }) => one.sentence)).toEqual(['A paid membership began.']);
    // Of a burst, one event's sync did the work: the run that carries it says so.
    expect(await rows("select 1 from effect e join sync_run r on r.id = e.sync_run where e.name = 'started' and r.error is null")).toHaveLength(1);
    const [paid] = (await inbox('?search=invoice.paid')).events;
    expect((await operator.get(paid!.url)).json.effects.map((one: { sentence: string }) => one.sentence)).toContain('A payment came in.');
    expect((await operator.get('/operator/inbox/999999')).status).toBe(404);
    expect((await operator.get('/operator/inbox/x')).status).toBe(404);
  });

  it('says why a sync fails, puts poison aside after patience, and leaves everybody else alone', async () => {
    const before = (await fan.get('/@tamsin/membership')).json;
    await poisoned(async () => {
      const api = await test.control('POST', '/clock', { advanceSeconds: 1 });
      expect(api.status).toBeLessThan(300);
      await test.db.query("update inbox_event set state = 'received', done_at = null where type = 'invoice.paid'");
      for (let n = 0; n < 12; n++) await expect(test.app.get(Sync).syncAfterChange(account, customer)).rejects.toThrow('a shape');
      const [line] = (await inbox('?state=quarantined')).events;
      expect(line).toMatchObject({ type: 'invoice.paid', error: 'TypeError poison' });
      expect(await room('/operator/inbox')).toMatchObject({ worry: true, says: '1 event was put aside because it could not be worked through.' });
      expect(test.logs()).toContain('quarantined');
      // Tried ever more slowly: what failed a moment ago is not queued again by the minute.
      await test.db.query('delete from graphile_worker._private_jobs');
      await test.db.query("update stripe_customer set dirty_at = dirty_at - interval '1 hour'");
      await test.app.get(LateSyncs).queue();
      expect(await rows('select 1 from graphile_worker.jobs')).toEqual([]);
      await test.db.query("update stripe_customer set failed_at = failed_at - interval '11 minutes'");
    });
    expect((await fan.get('/@tamsin/membership')).json).toEqual(before);
    expectStatus(await operator.post('/operator/inbox/replays'), 200);
    await calm();
    expect((await inbox('?state=quarantined')).events).toEqual([]);
    expect((await rows('select failures from stripe_customer'))[0].failures).toBe(0);
    expect(await room('/operator/inbox')).toMatchObject({ worry: false });
    const sentences = (await operator.get('/operator/audit')).json.entries.map((one: { sentence: string }) => one.sentence);
    expect(sentences).toContain('Op had events of Stripe read again. There were 1.');
  });

  it('reads one event again, and sets nothing off a second time', async () => {
    const effects = await rows('select name, cause from effect order by 1, 2');
    const mails = (await rows('select 1 from mail')).length;
    const [paid] = (await inbox('?search=invoice.paid')).events;
    expectStatus(await operator.post(`${paid!.url}/replays`), 200);
    await calm();
    expect(await rows('select name, cause from effect order by 1, 2')).toEqual(effects);
    expect((await rows('select 1 from mail')).length).toBe(mails);
    const [foreign] = await rows("select id from inbox_event where customer_id is null limit 1");
    if (foreign) expect((await operator.post(`/operator/inbox/${foreign.id}/replays`)).status).toBe(404);
  });

  it('finds by night what no event told, mends it and says so', async () => {
    expect(await test.app.get(Drifts).check(account, customer)).toBe(false);
    await test.db.query("update subscription set status = 'canceled', ended_at = now(), opens_until = now()");
    await test.db.query("delete from access_grant where source like 'subscription %'");
    expectStatus(await operator.post('/operator/drift/walks'), 200);
    await until('it is mended', async () => (await fan.get('/@tamsin/membership')).json.status === 'active');
    const found = await until('it stands there', async () => (await operator.get('/operator/drift')).json.found[0]);
    expect(found).toMatchObject({ name: 'Ruth' });
    expect(found.changes).toEqual(expect.arrayContaining([{ subscription: expect.stringMatching(/^sub_/), what: 'status', name: 'State', before: 'canceled', after: 'active' }]));
    const before = (await rows('select count(*)::int as n from drift'))[0].n;
    await test.app.get(Walk).walk();
    expect((await rows('select count(*)::int as n from drift'))[0].n).toBe(before);
  });

  it('tries given-up jobs and refused mails again', async () => {
    await test.db.query("select graphile_worker.add_job('no.suchTask', max_attempts => 1)");
    await test.db.query("update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'No task' where task_id = (select id from graphile_worker._private_tasks where identifier = 'no.suchTask')");
    const [given] = (await operator.get('/operator/jobs')).json.failing;
    expect(given).toMatchObject({ task: 'no.suchTask', attempts: 1, givenUp: true, error: 'No task' });
    expect(await room('/operator/jobs')).toMatchObject({ worry: true, says: '1 job failed for the last time.' });
    expectStatus(await operator.post(`/operator/jobs/${given.id}/attempts`), 200);
    expect((await operator.get('/operator/jobs')).json.givenUp).toBe(0);
    await test.db.query("select graphile_worker.complete_jobs(array[$1::bigint])", [given.id]);

    await until('mail is out', async () => (await rows('select 1 from mail where submitted_at is null and skipped is null')).length === 0);
    const [mail] = await rows("update mail set submitted_at = null, skipped = 'refused: 550' where kind = 'welcome' returning id");
    expect((await operator.get('/operator/mail')).json).toMatchObject({ refused: 1, troubled: [{ id: mail.id, kind: 'welcome', name: 'Ruth', reason: 'refused: 550', refused: true, dueAt: null }] });
    expect(await room('/operator/mail')).toMatchObject({ worry: true });
    expectStatus(await operator.post(`/operator/mail/${mail.id}/attempts`), 200);
    await until('it went', async () => (await rows('select 1 from mail where id = $1 and submitted_at is not null', [mail.id])).length);
    expect((await operator.post(`/operator/mail/${mail.id}/attempts`)).status).toBe(404);
  });

  it('has a sentence for a pause, for free days, and for what only another release knew', async () => {
    const told = async (subscription: string) => {
      const { id } = (await rows("select max(id) as id from inbox_event where payload #>> '{data,object,id}' = $1", [subscription]))[0];
      return expectStatus(await operator.get(`/operator/inbox/${id}`), 200).json.effects.map((one: { sentence: string }) => one.sentence);
    };
    const [{ subscription_id: paid }] = await rows('select subscription_id from subscription');
    expectStatus(await fan.post('/@tamsin/membership/pause', { months: '1' }), 200);
    await test.db.query("insert into effect (name, cause, at) values ('long_gone', $1, now())", [paid]);
    expect(await told(paid)).toEqual(expect.arrayContaining(['A membership was paused.', 'Something called “long_gone” was set off; this version has no words for it.']));
    expectStatus(await fan.post('/@tamsin/membership/pause/undo'), 200);

    const { version } = (await owner.get(`/studio/tamsin/tiers/${page.paid.id}`)).json.tier;
    expectStatus(await owner.post(`/studio/tamsin/tiers/${page.paid.id}`, { name: 'Proof', description: '', benefits: '', welcome: '', price: '5', currency: 'EUR', version, trialDays: '7' }), 200);
    const trier = await buildPerson(test, 'Trier');
    await pay(test, trier, 'tamsin', page.paid.id, '5555555555554444');
    const tried = await until('the free days', async () => (await rows("select subscription_id as id from subscription where status = 'trialing'"))[0]?.id as string);
    for (const days of [5, 2.5]) {
      const target = test.clock.now().getTime() + days * DAY;
      expect((await test.control('POST', '/clock', { advanceSeconds: days * DAY / 1000 })).status).toBe(200);
      await until('our clock', async () => test.clock.now().getTime() >= target - 1000);
      await test.db.query("select graphile_worker.add_job('billing.trialsAhead')");
    }
    await until('the first payment', async () => (await rows("select 1 from effect where name = 'trial_paid' and cause = $1", [tried])).length);
    expect(await told(tried)).toEqual(['A paid membership began.', 'A member was told when their free days end.', 'Free days were over, and the membership goes on as a paid one.']);
  });
});
