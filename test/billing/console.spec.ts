import { BillingConsole } from '../../src/billing/index.js';
import { Holds } from '../../src/billing/sync/holds.service.js';
import { MINUTE } from '../../src/platform/clock/clock.js';
import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, buildPost, expectStatus, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('The command line about money', () => {
  let test: TestApp;
  let fan: Person;
  let post: string;
  const ask = async (work: (console: BillingConsole, say: (line: string) => void) => Promise<boolean>) => {
    const lines: string[] = [];
    const done = await work(test.app.get(BillingConsole), (line) => lines.push(line));
    return { done, said: lines.join('\n') };
  };
  const projection = async () => (await test.db.query(
    `select (select json_agg(to_jsonb(s) - 'walked_at' order by subscription_id) from subscription s) as subscriptions, (select json_agg(g order by source) from (
       select account_id, tier_id, source, valid_from, valid_until from access_grant) g) as grants, (select json_agg(m order by id) from membership m) as memberships`,
  )).rows[0] as object;

  beforeAll(async () => {
    test = await startApp();
    const owner = await buildPerson(test, 'Tamsin');
    const page = await buildPage(test, owner, 'tamsin');
    post = (await buildPost(owner, 'tamsin', 'paid', 'the rest')).url;
    fan = await buildPerson(test, 'Ruth');
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('access', async () => (await fan.get(post)).json.post.open);
    await until('the queue to be empty', async () => (await test.db.query('select 1 from graphile_worker.jobs')).rowCount === 0);
  });
  afterAll(() => test.close());

  it('tells how the inbox stands, and works events through again', async () => {
    expect((await ask((console, say) => console.inbox(say))).said).toMatch(/^0 events wait, 0 were put aside; 0 customers are behind\.\n[^]*invoice\.paid/);
    const { rows: [event] } = await test.db.query("select event_id as id from inbox_event where state = 'done' limit 1");
    expect(await ask((console, say) => console.replay(event.id as string, say))).toMatchObject({ done: true, said: expect.stringContaining('is worked through again') });
    await until('it to be done', async () => (await test.db.query("select 1 from inbox_event where event_id = $1 and state = 'done'", [event.id])).rowCount);
    expect(await ask((console, say) => console.replay('evt_none', say))).toMatchObject({ done: false });
    expect((await ask((console, say) => console.replay('all', say))).said).toContain('0 events');
  });

  it('mends what differs from Stripe', async () => {
    await test.db.query("update subscription set status = 'canceled', opens_until = null");
    expect((await ask((console, say) => console.reconcile(say))).said).toBe('0 events had never been delivered; 1 customers differed from Stripe and were mended, 0 could not be checked.');
    expect((await ask((console, say) => console.reconcile(say))).said).toContain(' 0 customers differed');
    expect((await fan.get(post)).json.post.open).toBe(true);
  });

  it('builds a customer anew to just what it was, without shutting anybody out or telling them twice', async () => {
    const before = await projection();
    const mails = (await test.mails()).length;
    const open = new Set<boolean>();
    const rebuilt = { done: false };
    const reading = (async () => { while (!rebuilt.done) open.add((await fan.get(post)).json.post.open as boolean); })();
    expect((await ask((console, say) => console.rebuild('all', say))).said).toBe('1 customers were built anew from Stripe.');
    rebuilt.done = true;
    await reading;
    expect(open).toEqual(new Set([true]));
    await until('the queue to be empty', async () => (await test.db.query('select 1 from graphile_worker.jobs')).rowCount === 0);
    expect(await projection()).toEqual(before);
    expect((await test.mails()).length).toBe(mails);
    expect(await ask((console, say) => console.rebuild('cus_none', say))).toEqual({ done: false, said: 'There is no customer cus_none.' });
  });

  it('leaves everything as it is where Stripe does not answer', async () => {
    const before = await projection();
    await test.control('POST', '/faults', { method: 'GET', path: '/v1/subscriptions', kind: 'status', status: 500, times: null });
    expect(await ask((console, say) => console.rebuild('all', say))).toMatchObject({ done: false, said: expect.stringContaining('stays as it was') });
    await test.control('DELETE', '/faults');
    expect(await projection()).toEqual(before);
  });

  it('says why somebody sees what they see, in both languages', async () => {
    const english = await ask((console, say) => console.explain(fan.email, 'en', say));
    expect(english).toMatchObject({ done: true, said: expect.stringMatching(/Why Ruth sees[^]*Sees what is for Followers, Proof\.[^]*because it is paid for[^]*48 hours more/) });
    expect((await ask((console, say) => console.explain(fan.accountId, 'it', say))).said).toMatch(/Perché Ruth vede/);
    expect(await ask((console, say) => console.explain('nobody', 'en', say))).toEqual({ done: false, said: 'Nobody here goes by nobody.' });
    expect((await ask((console, say) => console.explain(undefined, 'en', say))).done).toBe(false);
  });

  it('says so when a membership rests, is kept open by us, or was withdrawn from', async () => {
    const why = async () => (await ask((console, say) => console.explain(fan.email, 'en', say))).said;
    expectStatus(await fan.post('/@tamsin/membership/pause', { months: 'open' }), 200);
    expect(await why()).toMatch(/It is paused \(“active” at Stripe\): nothing is charged, and what is paid for ends on [^]*It goes on when they say so\./);
    expectStatus(await fan.post('/@tamsin/membership/pause/undo'), 200);

    await until('calm', async () => (await test.db.query('select 1 from stripe_customer where dirty_seq > synced_seq')).rowCount === 0);
    // No sync may come between, nor one that is under way.
    await test.control('POST', '/faults', { method: 'GET', path: '/v1/customers/*', kind: 'status', status: 503, times: null });
    const soon = new Date(test.clock.now().getTime() + 10 * MINUTE);
    await test.db.query("update subscription set opens_until = $1, period_end = $1::timestamptz - interval '2 days'", [soon]);
    await test.db.query("update access_grant set valid_until = $1 where source like 'subscription %'", [soon]);
    await test.db.query("update stripe_customer set dirty_seq = dirty_seq + 1, dirty_at = now() - interval '10 minutes'");
    expect(await test.app.get(Holds).hold()).toBe(1);
    expect(await why()).toMatch(/Has Proof because we are behind with Stripe[^]*may have missed a payment, so we keep it open until/);
    await test.control('DELETE', '/faults');
    expect((await ask((console, say) => console.rebuild('all', say))).done).toBe(true);
    expect(await why()).not.toContain('we are behind');

    expectStatus(await fan.post('/@tamsin/membership/withdrawal'), 200);
    await until('it to end', async () => (await test.db.query('select 1 from subscription where ended_at is not null')).rowCount);
    expect(await why()).toMatch(/Had Proof until [^]*because they withdrew from it within the first fourteen days \(“canceled” at Stripe\)/);
  });
});
