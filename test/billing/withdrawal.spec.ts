import { StripeClient } from '../../src/billing/index.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, expectStatus, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;
const DAY_S = 86_400;

describe('Withdrawing within fourteen days', () => {
  let test: TestApp;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let post: string;
  let fans = 0;
  const refunds = async () => (await test.app.get(StripeClient).api.refunds.list({ limit: 100 })).data;
  const letters = async (fan: Person, pattern: RegExp) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(fan.email) && pattern.test(mail.subject ?? ''));
  const withdrawal = '/@tamsin/membership/withdrawal';

  async function payer(): Promise<Person> {
    const fan = await buildPerson(test, `Payer${++fans}`);
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('the payment', async () => (await fan.get('/account/charges')).json.payments?.length === 1);
    await until('access', async () => (await fan.get(post)).json.post.open);
    return fan;
  }

  beforeAll(async () => {
    test = await startApp();
    const owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin', '20');
    post = (await buildPost(owner, 'tamsin', 'paid', 'the rest')).url;
  });
  afterAll(() => test.close());

  it('ends at once, gives all of it back once, and is acknowledged with day and time', async () => {
    const fan = await payer();
    expect((await fan.get(withdrawal)).json).toMatchObject({ received: null, open: { tier: 'Proof', sum: { amount: 2000, currency: 'EUR' } } });
    expect((await fan.get('/@tamsin/membership')).json.withdrawUrl).toBe(withdrawal);
    await test.control('POST', '/faults', { method: 'POST', path: '/v1/refunds', kind: 'drop_after', times: 1 });
    const answers = await Promise.all([1, 2, 3].map(() => fan.post(withdrawal)));
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200]);
    expect(answers[0]!.json).toMatchObject({ open: null, received: { sum: { amount: 2000 } } });
    await until('the end', async () => !(await fan.get(post)).json.post.open);
    const done = await until('it to be done', async () => (await test.db.query('select done_at from withdrawal where done_at is not null and account_id = $1', [fan.accountId])).rowCount);
    expect(done).toBe(1);
    expect(await refunds()).toHaveLength(1);
    expect((await refunds())[0]!.amount).toBe(2000);
    expect((await fan.get('/@tamsin/membership')).json).toMatchObject({ kind: 'free', withdrawUrl: null });
    const [letter] = await until('the letter', async () => (await letters(fan, /withdrawn/)).length === 1 && letters(fan, /withdrawn/));
    expect(letter!.text).toMatch(/€20/);
    expect(letter!.text).toMatch(/\d\d:\d\d/);
    await until('the queue to be empty', async () => (await test.db.query('select 1 from graphile_worker.jobs')).rowCount === 0);
    expect(await letters(fan, /has ended/)).toEqual([]);
    expect((await fan.post(withdrawal)).status).toBe(200);
    expect(await refunds()).toHaveLength(1);
    // Whoever joins again has the right again: it is another contract.
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('paying again', async () => (await fan.get(withdrawal)).json.open?.sum.amount === 2000);
  });

  it('works by the link in the letter, without signing in, and only by its button', async () => {
    const fan = await payer();
    const welcome = await until('the welcome', async () => (await letters(fan, /You are in/)).at(0));
    const link = new URL(/https?:\/\/\S+\/mail\/withdrawal\/\S+/.exec(welcome.text!)![0]).pathname;
    const stranger = new Browser(test.url);
    const seen = await stranger.get(link);
    expect(seen.status).toBe(200);
    expect(seen.text).toContain('Confirm the withdrawal');
    expect(seen.headers.get('cache-control')).toContain('no-store');
    expect((await fan.get(withdrawal)).json.received).toBeNull();
    expect((await stranger.post(link.slice(0, -3), {})).status).toBe(404);
    expect((await stranger.post(link.replace('withdrawal', 'cancellation'), {})).status).toBe(404);
    const after = await stranger.follow(await stranger.post(link, {}));
    expect([after.status, after.text.includes('is received')]).toEqual([200, true]);
    await until('the end', async () => !(await fan.get(post)).json.post.open);
    expect((await stranger.get('/account')).status).toBe(303);
  });

  it('gives back only what a page has not given back already', async () => {
    const fan = await payer();
    const before = (await refunds()).length;
    const { rows: [row] } = await test.db.query('select charge_id as charge from payment_charge c join payment p on p.invoice_id = c.invoice_id where p.account_id = $1', [fan.accountId]);
    await test.app.get(StripeClient).api.refunds.create({ charge: row.charge as string, amount: 500 });
    await until('us to know', async () => (await fan.get(withdrawal)).json.open?.sum.amount === 1500);
    expectStatus(await fan.post(withdrawal), 200);
    await until('the rest', async () => (await refunds()).length === before + 2);
    expect((await refunds())[0]!.amount).toBe(1500);
  });

  it('is over after that, and cancelling is not', async () => {
    const [fan, follower] = [await payer(), await buildPerson(test, 'Follower')];
    expectStatus(await follower.post('/@tamsin/membership'), 201);
    expect((await follower.get(withdrawal)).json).toMatchObject({ open: null, received: null });
    expect((await follower.post(withdrawal)).json.code).toBe('withdrawal_over');
    for (let day = 0; day < 13; day++) await test.control('POST', '/clock', { advanceSeconds: DAY_S });
    await until('our clock', async () => test.clock.now().getTime() - test.clock.system().getTime() > 12.9 * DAY_S * 1000);
    expect((await fan.get(withdrawal)).json.open).not.toBeNull();
    for (let day = 0; day < 4; day++) await test.control('POST', '/clock', { advanceSeconds: DAY_S });
    await until('our clock', async () => test.clock.now().getTime() - test.clock.system().getTime() > 16.9 * DAY_S * 1000);
    expect((await fan.get(withdrawal)).json.open).toBeNull();
    expect((await fan.post(withdrawal)).json.code).toBe('withdrawal_over');
    expectStatus(await fan.post('/@tamsin/membership/cancellation'), 200);
  });
});
