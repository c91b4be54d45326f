import { DAY } from '../../src/platform/clock/clock.js';
import { StripeClient } from '../../src/billing/index.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, Client, expectStatus, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;
interface Charge { id: string; url: string; status: string; price: { amount: number; currency: string }; refunded: { amount: number }; interval: string; nextAttemptAt: string | null; tier: string | null }

/** A card that pays once and is refused from then on (Stripe's test numbers). */
const FAILS_LATER = '4000000000000341';

describe('charges', () => {
  let test: TestApp;
  let owner: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let fans = 0;
  const newFan = () => buildPerson(test, `Payer${++fans}`);
  const charges = async (fan: Client) => (await fan.get('/account/charges')).json.payments as Charge[];
  const letters = async (fan: Person, pattern: RegExp) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(fan.email) && pattern.test(mail.subject ?? ''));
  /** Moves the sandbox's clock, in steps, as days go by. */
  const pass = async (days: number) => {
    for (let day = 0; day < days; day++) expect((await test.control('POST', '/clock', { advanceSeconds: DAY / 1000 })).status).toBe(200);
  };

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
  });
  afterAll(() => test.close());

  it('are listed from the first on, each with a receipt that only its payer sees', async () => {
    const [fan, other] = [await newFan(), await newFan()];
    expect((await fan.get('/account/charges')).json).toMatchObject({ coming: [], payments: [] });
    await pay(test, fan, 'tamsin', page.paid.id);
    const [charge] = await until('the charge', async () => (await charges(fan)).length === 1 && charges(fan));
    expect(charge).toMatchObject({ status: 'paid', price: { amount: 500, currency: 'EUR' }, refunded: { amount: 0 }, interval: 'month', tier: 'Proof' });
    const { coming } = (await fan.get('/account/charges')).json;
    expect(coming).toMatchObject([{ price: { amount: 500, currency: 'EUR' }, interval: 'month' }]);
    expect((await fan.get(charge!.url)).json.payment.id).toBe(charge!.id);
    expect((await other.get(charge!.url)).status).toBe(404);
    expect((await new Client(test.url).get(charge!.url)).status).toBe(401);
    expect((await other.get('/account/charges')).json.payments).toEqual([]);
  });

  it('renew with a receipt by mail, once, however often Stripe tells of it', async () => {
    const fan = await newFan();
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('the first charge', async () => (await charges(fan)).length === 1);
    await pass(32);
    await until('the second charge', async () => (await charges(fan)).filter((one) => one.status === 'paid').length === 2);
    await until('a receipt', async () => (await letters(fan, /receipt/i)).length > 0);
    const { rows: [customer] } = await test.db.query('select stripe_account as account, customer_id as customer from stripe_customer where account_id = $1', [fan.accountId]);
    for (let again = 0; again < 3; again++) await test.db.query("select graphile_worker.add_job('billing.payments', $1)", [JSON.stringify(customer)]);
    await until('the queue to be empty', async () => (await test.db.query('select 1 from graphile_worker.jobs')).rowCount === 0);
    const [receipt] = await letters(fan, /receipt/i);
    expect(await letters(fan, /receipt/i)).toHaveLength(1);
    expect(receipt!.text).toContain('€5');
    expect(receipt!.text).toContain('/mail/cancellation/');
    expect(receipt!.headerLines.some((line) => line.key === 'list-unsubscribe')).toBe(false);
  });

  it('that the bank refuses are told kindly, once a try, and end the tier at last', async () => {
    const fan = await newFan();
    await pay(test, fan, 'tamsin', page.paid.id, FAILS_LATER);
    await until('the first charge', async () => (await charges(fan)).length === 1);
    await pass(32);
    const [failed] = await until('a failed charge', async () => (await charges(fan))[0]?.status === 'open' && charges(fan));
    expect(failed!.nextAttemptAt).not.toBeNull();
    // What comes: the overdue sum, when it is asked for again, and the period after.
    const what = async () => (await fan.get('/account/charges')).json.coming as { status: string; nextCharge: string | null; owed: object | null }[];
    expect(await what()).toMatchObject([{ status: 'past_due', owed: { sum: { amount: 500, currency: 'EUR' }, nextAttempt: failed!.nextAttemptAt }, nextPrice: { amount: 500, currency: 'EUR' } }]);
    expect((await what())[0]!.nextCharge).not.toBeNull();
    // Called off in Stripe's dashboard it still is owed, while the bank is asked again.
    const { rows: [row] } = await test.db.query('select subscription_id as id from subscription where account_id = $1', [fan.accountId]);
    const { api } = test.app.get(StripeClient);
    await api.subscriptions.update(row.id, { cancel_at_period_end: true });
    const [ending] = await until('no next charge', async () => (await what())[0]?.nextCharge === null && what());
    expect(ending).toMatchObject({ status: 'past_due', owed: { sum: { amount: 500, currency: 'EUR' }, nextAttempt: failed!.nextAttemptAt } });
    const html = (await new Browser(test.url, { authorization: `Bearer ${fan.token}` }).get('/account/charges')).text;
    expect(html).toContain('The bank is asked for it again on');
    expect(html).not.toContain('No membership of yours costs anything');
    await api.subscriptions.update(row.id, { cancel_at_period_end: false });
    const [told] = await until('a mail about it', async () => (await letters(fan, /did not go through/i)).length > 0 && letters(fan, /did not go through/i));
    expect(told!.text).toMatch(/Nothing was taken/);
    for (const [days, times] of [[4, 2], [6, 3]] as const) {
      await pass(days);
      await until(`try ${times} to be told of`, async () => (await letters(fan, /did not go through/i)).length === times);
    }
    await pass(10);
    await until('the end', async () => (await letters(fan, /has ended/i)).length === 1);
    expect((await letters(fan, /has ended/i))[0]!.text).toContain('The bank went on saying no');
    expect((await fan.get('/@tamsin/membership')).json.kind).toBe('free');
  });

  it('that go back are listed as gone back', async () => {
    const fan = await newFan();
    await pay(test, fan, 'tamsin', page.paid.id);
    const [charge] = await until('the charge', async () => (await charges(fan)).length === 1 && charges(fan));
    const payments = await fetch(`${test.sandbox.url}/v1/invoice_payments?invoice=${charge!.id}`, { headers: { authorization: 'Bearer sk_test_localsandboxkey' } });
    const { data } = await payments.json() as { data: { payment: { payment_intent: string } }[] };
    const refunded = await fetch(`${test.sandbox.url}/v1/refunds`, {
      method: 'POST', headers: { authorization: 'Bearer sk_test_localsandboxkey' }, body: new URLSearchParams({ payment_intent: data[0]!.payment.payment_intent, amount: '200' }),
    });
    expect(refunded.status).toBe(200);
    await until('part of it back', async () => (await charges(fan))[0]!.status === 'part_refunded');
    expect((await charges(fan))[0]!.refunded.amount).toBe(200);
    await until('a mail about it', async () => (await letters(fan, /went back/i)).length === 1);
  });

  it('that went back long before this install looked are listed, and no mail tells of them', async () => {
    const fan = await newFan();
    await pay(test, fan, 'tamsin', page.paid.id);
    const [charge] = await until('the charge', async () => (await charges(fan)).length === 1 && charges(fan));
    const stripe = async (path: string, body?: Record<string, string>) => (await fetch(`${test.sandbox.url}/v1/${path}`, {
      headers: { authorization: 'Bearer sk_test_localsandboxkey' }, ...(body && { method: 'POST', body: new URLSearchParams(body) }),
    })).json() as Promise<any>;
    const { data } = await stripe(`invoice_payments?invoice=${charge!.id}`);
    await pass(8);
    const { rows: [customer] } = await test.db.query('select stripe_account as account, customer_id as customer from stripe_customer where account_id = $1', [fan.accountId]);
    await stripe('refunds', { payment_intent: data[0].payment.payment_intent });
    await until('a mail while it is known', async () => (await letters(fan, /went back/i)).length === 1);
    // As a version without payments would leave it.
    await test.db.query('delete from payment where invoice_id = $1', [charge!.id]);
    await test.db.query("delete from effect where cause like $1 || '%'", [charge!.id]);
    await test.db.query("delete from mail where account_id = $1 and kind = 'refund'", [fan.accountId]);
    await test.db.query("select graphile_worker.add_job('billing.payments', $1)", [JSON.stringify(customer)]);
    await until('the charge again', async () => (await charges(fan))[0]?.status === 'refunded');
    await until('the queue to be empty', async () => (await test.db.query('select 1 from graphile_worker.jobs')).rowCount === 0);
    expect((await test.db.query("select 1 from mail where account_id = $1 and kind = 'refund'", [fan.accountId])).rows).toEqual([]);
  });

  it('of a year are told of two weeks ahead, once', async () => {
    const fan = await newFan();
    expectStatus(await owner.post(`/studio/tamsin/tiers/${page.paid.id}/prices`, { price: '50', currency: 'EUR', period: 'year' }), 201);
    const { id } = expectStatus(await fan.post('/@tamsin/checkout', { tierId: page.paid.id, period: 'year' }), 201).json;
    await test.control('POST', `/sessions/${id}/pay`, { number: '4242424242424242' });
    await until('the charge', async () => (await charges(fan)).length === 1);
    const look = () => test.db.query("select graphile_worker.add_job('billing.renewalsAhead', '{}')");
    await look();
    await pass(1);
    expect((await test.control('POST', '/clock', { advanceSeconds: 355 * DAY / 1000 })).status).toBe(200);
    await look();
    const [ahead] = await until('the mail', async () => (await letters(fan, /renews/i)).length > 0 && letters(fan, /renews/i));
    await look();
    await until('the queue to be empty', async () => (await test.db.query('select 1 from graphile_worker.jobs')).rowCount === 0);
    expect(await letters(fan, /renews/i)).toHaveLength(1);
    expect(ahead!.text).toContain('€50');
    expect(ahead!.text).toContain('/mail/cancellation/');
  });

  it('have Stripe\'s own invoice, whose address is made for its payer at each press', async () => {
    const [fan, other] = [await newFan(), await newFan()];
    await pay(test, fan, 'tamsin', page.paid.id);
    const [charge] = await until('the charge', async () => (await charges(fan)).length === 1 && charges(fan));
    expect((await other.post(`${charge!.url}/original`)).status).toBe(404);
    const { url } = expectStatus(await fan.post(`${charge!.url}/original`), 200).json as { url: string };
    expect((await fetch(url)).status).toBe(200);
    expect(test.logs()).not.toContain(url);
  });

  describe('leaving by the link in a mail', () => {
    it('takes two presses, no sign-in, and can be taken back', async () => {
      const fan = await newFan();
      await pay(test, fan, 'tamsin', page.paid.id);
      const welcome = await until('the welcome', async () => (await letters(fan, /You are in/)).at(0));
      const link = new URL(/https?:\/\/\S+\/mail\/cancellation\/\S+/.exec(welcome.text!)![0]).pathname;
      const stranger = new Browser(test.url);
      const seen = await stranger.get(link);
      expect(seen.status).toBe(200);
      expect(seen.headers.get('referrer-policy')).toBe('same-origin');
      expect(seen.headers.get('cache-control')).toContain('no-store');
      expect((await fan.get('/@tamsin/membership')).json.status).toBe('active');
      expect((await stranger.follow(await stranger.post(link, {}))).status).toBe(200);
      expect((await fan.get('/@tamsin/membership')).json.status).toBe('ending');
      await until('a mail that says until when', async () => (await letters(fan, /until/i)).length === 1);
      expect((await stranger.post(`${link}/undo`, {})).status).toBe(303);
      expect((await fan.get('/@tamsin/membership')).json.status).toBe('active');
      expect((await fan.get('/account')).status).toBe(200);
      expect((await stranger.get('/account')).status).toBe(303);
    });

    it('does nothing for a link that is altered, foreign or of a membership that is over', async () => {
      const fan = await newFan();
      expectStatus(await fan.post('/@tamsin/membership', {}), 201);
      await pay(test, fan, 'tamsin', page.paid.id);
      const welcome = await until('the welcome', async () => (await letters(fan, /You are in/)).at(0));
      const link = new URL(/https?:\/\/\S+\/mail\/cancellation\/\S+/.exec(welcome.text!)![0]).pathname;
      const stranger = new Browser(test.url);
      const altered = [link.slice(0, -3), link.replace(/\.[^.]+$/, '.AAAA'), link.replace('cancellation', 'unsubscribe'), '/mail/cancellation/x', '/mail/cancellation/x.y'];
      for (const path of altered) expect([path, (await stranger.get(path)).status, (await stranger.post(path, {})).status]).toEqual([path, 404, 404]);
      expect((await fan.get('/@tamsin/membership')).json.status).toBe('active');
    });
  });
});
