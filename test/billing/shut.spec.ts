import { DAY } from '../../src/platform/clock/clock.js';
import { StripeClient } from '../../src/billing/index.js';
import { Sync } from '../../src/billing/sync/sync.service.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, expectStatus, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

/** Cards that pay once and are refused from then on, or pay always (Stripe's test numbers). */
const [FAILS_LATER, GOOD] = ['4000000000000341', '5555555555554444'];

describe('A paid tier that Stripe keeps shut', () => {
  let test: TestApp;
  let owner: Person;
  let helper: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let post: { url: string };
  const membership = async (fan: Person) => (await fan.get('/@tamsin/membership')).json as { kind: string; status: string; shut: { why: string; tier: { name: string } } | null };
  const reads = async (fan: Person) => (await fan.get(post.url)).json.post.open as boolean;
  const letters = async (fan: Person, pattern: RegExp) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(fan.email) && pattern.test(mail.subject ?? ''));
  const seenBy = async (who: Person, fan: Person) => (await who.get(`/studio/tamsin/members/${fan.accountId}`)).json.member.status as string;
  const account = async (fan: Person) => (await new Browser(test.url, { authorization: `Bearer ${fan.token}` }).get('/account')).text;
  const settled = () => until('the jobs', async () => (await test.db.query("select 1 from stripe_customer where dirty_seq > synced_seq union select 1 from graphile_worker.jobs where run_at < now() + interval '1 minute'")).rowCount === 0);
  const pass = async (days: number) => {
    const target = test.clock.now().getTime() + days * DAY;
    expect((await test.control('POST', '/clock', { advanceSeconds: days * DAY / 1000 })).status).toBe(200);
    await until('our clock', async () => test.clock.now().getTime() >= target);
    await settled();
  };
  const join = async (name: string, card?: string) => {
    const fan = await buildPerson(test, name);
    await pay(test, fan, 'tamsin', page.paid.id, card);
    await until('paid', async () => (await membership(fan)).status === 'active' && (await fan.get('/account/charges')).json.payments.length === 1);
    return fan;
  };
  /** Lets a renewal fail until the bank is not asked any more. */
  const lapse = async (name: string) => {
    const fan = await join(name, FAILS_LATER);
    await pass(32);
    for (const days of [4, 5, 8]) await pass(days);
    await until('the last refusal', async () => (await fan.get('/account/charges')).json.payments[0]?.attempts === 4 && (await membership(fan)).kind === 'free');
    return fan;
  };

  beforeAll(async () => {
    test = await startApp();
    [owner, helper] = [await buildPerson(test, 'Tamsin'), await buildPerson(test, 'Helper')];
    page = await buildPage(test, owner, 'tamsin');
    post = await buildPost(owner, 'tamsin', 'paid');
    await test.db.query("insert into team_member (creator_id, account_id, role, since) select id, $1, 'community', created_at from creator where handle = 'tamsin'", [helper.accountId]);
    expect((await test.control('POST', '/retries', { then: 'unpaid' })).status).toBe(200);
  });
  afterAll(() => test.close());

  it('because it could not be paid says so, and opens again with a card by the link in the last letter', async () => {
    const fan = await lapse('Lapsed');
    expect(await membership(fan)).toMatchObject({ kind: 'free', shut: { why: 'unpaid', tier: { name: 'Proof' } } });
    expect(await reads(fan)).toBe(false);
    expect([await seenBy(owner, fan), await seenBy(helper, fan)]).toEqual(['unpaid', 'free']);
    expect(await account(fan)).toContain('Proof ended because it could not be paid.');
    const told = await until('the last letter', async () => (await letters(fan, /did not go through/)).length === 4 && letters(fan, /did not go through/));
    expect(await letters(fan, /has ended/)).toEqual([]);
    const last = told.find((mail) => mail.text!.includes('It is not asked again.'))!;
    expect(last.text).toContain('opens again as soon as it is paid');
    const link = new URL(/https?:\/\/\S+\/mail\/card\/\S+/.exec(last.text!)![0]).pathname;
    const own = (await fan.get('/@tamsin/membership/card')).json;
    expect(own).toMatchObject({ state: 'owed', owed: { sum: { amount: 500, currency: 'EUR' }, nextAttempt: null } });
    const browser = new Browser(test.url);
    expect((await browser.get(link)).text).toContain('€5 could not be charged');
    const portal = expectStatus(await browser.post(link, { way: 'card' }), 303).headers.get('location')!;
    await fetch(`${portal}/card`, { method: 'POST', body: new URLSearchParams({ number: GOOD }), redirect: 'manual' });
    expect((await browser.get(`${link}/return`)).status).toBe(200);
    await until('it to go on', async () => (await membership(fan)).kind === 'paid' && reads(fan));
    expect((await membership(fan)).shut).toBeNull();
    expect(await seenBy(owner, fan)).toBe('paid');
  });

  it('takes no money where that would open nothing: once another period is owed, one joins anew', async () => {
    const fan = await lapse('Later');
    await pass(31);
    expect(await membership(fan)).toMatchObject({ kind: 'free', shut: { why: 'unpaid' } });
    expect((await fan.get('/@tamsin/membership/card')).json).toMatchObject({ state: 'over', owed: null });
    expect((await fan.post('/@tamsin/membership/card', {})).json.code).toBe('already_ended');
    expect((await new Browser(test.url, { authorization: `Bearer ${fan.token}` }).get('/@tamsin/membership/cancellation')).text).toContain('it cannot wake up again');
    await pay(test, fan, 'tamsin', page.paid.id, GOOD);
    await until('a member again', async () => (await membership(fan)).kind === 'paid');
    expect((await membership(fan)).shut).toBeNull();
  });

  it('because it was paused there says by whom, once, and goes on when it does there', async () => {
    const fan = await join('Rester');
    const { rows: [row] } = await test.db.query('select stripe_account as account, customer_id as customer, subscription_id as id from subscription where account_id = $1', [fan.accountId]);
    const { api } = test.app.get(StripeClient);
    await api.subscriptions.pause(row.id, { type: 'subscription' } as never);
    await until('it rests', async () => (await membership(fan)).shut?.why === 'paused');
    expect(await membership(fan)).toMatchObject({ kind: 'free', shut: { tier: { name: 'Proof' } } });
    expect([await seenBy(owner, fan), await seenBy(helper, fan)]).toEqual(['halted', 'halted']);
    expect(await account(fan)).toContain('Proof was paused at Stripe');
    for (let again = 0; again < 2; again++) await test.app.get(Sync).syncAfterChange(row.account, row.customer);
    const [told] = await until('the letter', async () => (await letters(fan, /is paused/)).length > 0 && letters(fan, /is paused/));
    expect(told!.text).toContain('not from your account here');
    await api.subscriptions.resume(row.id, { payment_behavior: 'resume_on_payment_success' } as never);
    await until('it goes on', async () => (await membership(fan)).kind === 'paid');
    await settled();
    expect(await letters(fan, /is paused/)).toHaveLength(1);
    expect((await membership(fan)).shut).toBeNull();
    const { rows } = await test.db.query("select kind from signal where account_id = $1 and kind in ('paused', 'unpaused') order by id", [fan.accountId]);
    expect(rows.map((one) => one.kind)).toEqual(['paused', 'unpaused']);
  });
});
