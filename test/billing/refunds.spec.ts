import { StripeClient } from '../../src/billing/index.js';
import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, buildPost, expectStatus, PASSWORD, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('A refund by the page', () => {
  let test: TestApp;
  let owner: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let post: string;
  let fans = 0;
  const refunds = async () => (await test.app.get(StripeClient).api.refunds.list({ limit: 100 })).data;
  const letters = async (fan: Person, pattern: RegExp) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(fan.email) && pattern.test(mail.subject ?? ''));
  const sheet = (fan: Person) => `/studio/tamsin/members/${fan.accountId}/payments`;

  /** Somebody who paid 20 euros, and the address of that payment in the studio. */
  async function payer(): Promise<{ fan: Person; at: string }> {
    const fan = await buildPerson(test, `Payer${++fans}`);
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('the payment', async () => (await fan.get('/account/charges')).json.payments?.length === 1);
    await until('access', async () => (await fan.get(post)).json.post.open);
    return { fan, at: (await owner.get(sheet(fan))).json.payments[0].url as string };
  }
  const give = (at: string, more: object = {}) => owner.post(`${at}/refunds`, { seen: '0', end: 'no', password: PASSWORD, ...more });
  const payment = async (at: string) => (await owner.get(at)).json.payment as { left: { amount: number }; seen: number; refundable: boolean; refunds: { status: string; sum: { amount: number } }[] };

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin', '20');
    post = (await buildPost(owner, 'tamsin', 'paid', 'the rest')).url;
  });
  afterAll(() => test.close());

  it('is the owner\'s, with the password, of a payment of this member, for no more than is left', async () => {
    const [{ fan, at }, other] = [await payer(), await payer()];
    const before = (await refunds()).length;
    expect((await fan.get(at)).status).toBe(404);
    expect((await give(at, { password: 'not it at all' })).json.errors.password).toBe('That is not your password. Try again.');
    expect((await give(at, { amount: '20.01' })).status).toBe(422);
    for (const amount of ['0', '-1', 'all', '1.234']) expect([amount, (await give(at, { amount })).status]).toEqual([amount, 422]);
    expect((await give(at.replace(fan.accountId, other.fan.accountId))).status).toBe(404);
    expect((await give(at, { seen: '1' })).json.code).toBe('refund_changed');
    expect(await refunds()).toHaveLength(before);
  });

  it('is one, however often its button is pressed', async () => {
    const { fan, at } = await payer();
    const before = (await refunds()).length;
    await test.control('POST', '/faults', { method: 'POST', path: '/v1/refunds', kind: 'drop_after', times: 1 });
    const answers = await Promise.all([1, 2, 3].map(() => give(at, { amount: '5' })));
    expect(answers.map((one) => one.status)).toEqual([201, 201, 201]);
    expect((await give(at, { amount: '5' })).status).toBe(201);
    expect((await give(at, { amount: '6' })).json.code).toBe('refund_changed');
    expect(await refunds()).toHaveLength(before + 1);
    expect(await payment(at)).toMatchObject({ left: { amount: 1500 }, seen: 1 });
    // What is partly paid back stays open, and its fan is told.
    expect((await fan.get(post)).json.post.open).toBe(true);
    await until('a mail', async () => (await letters(fan, /went back/i)).length === 1);
    expect((await owner.get('/studio/tamsin/team/audit')).json.entries.filter((entry: { act: string }) => entry.act === 'moneyReturned')).toHaveLength(1);
  });

  it('whose answer never came is carried to its end, although nobody presses again', async () => {
    const { fan, at } = await payer();
    const before = (await refunds()).length;
    const waiting = async () => (await test.db.query("select 1 from graphile_worker.jobs where task_identifier = 'billing.giveBack'")).rowCount!;
    await test.control('POST', '/faults', { method: 'POST', path: '/v1/refunds', kind: 'drop_after', times: 100 });
    expect((await give(at, { amount: '3', end: 'yes' })).status).toBe(503);
    expect(await waiting()).toBe(1);
    await test.control('DELETE', '/faults');
    await test.db.query("update graphile_worker._private_jobs set run_at = now() where key like 'page %'");
    await until('the job', async () => await waiting() === 0);
    expect(await refunds()).toHaveLength(before + 1);
    expect(await payment(at)).toMatchObject({ left: { amount: 1700 }, seen: 1 });
    expect((await fan.get('/@tamsin/membership')).json.kind).toBe('free');
    const { rows } = await test.db.query('select act from audit_entry where subject = $1 order by act', [fan.accountId]);
    expect(rows.map((row) => row.act)).toEqual(['membershipEnded', 'moneyReturned']);
  });

  it('of half is not taken for all that is left', async () => {
    const { at } = await payer();
    expectStatus(await give(at, { amount: '10' }), 201);
    expect((await give(at)).json.code).toBe('refund_changed');
    expectStatus(await give(at, { seen: '1' }), 201);
    expectStatus(await give(at, { seen: '1' }), 201);
    expect((await payment(at)).left.amount).toBe(0);
  });

  it('that was made although Stripe said that it is broken is written down, whatever is pressed next', async () => {
    const { fan, at } = await payer();
    await test.control('POST', '/faults', { method: 'POST', path: '/v1/refunds', kind: 'status_after', status: 500, times: 2 });
    await test.control('POST', '/deliveries', { mode: 'held' });
    expect((await give(at, { amount: '5' })).status).toBe(503);
    expect((await give(at, { amount: '3' })).json.code).toBe('refund_changed');
    await test.control('DELETE', '/faults');
    await test.control('POST', '/deliveries', { mode: 'normal' });
    const { rows } = await test.db.query("select detail from audit_entry where subject = $1 and act = 'moneyReturned'", [fan.accountId]);
    expect(rows).toEqual([{ detail: { amount: '5.00', currency: 'EUR' } }]);
    expect((await payment(at)).left.amount).toBe(1500);
  });

  it('that Stripe refuses is not tried again by itself', async () => {
    const { at } = await payer();
    const before = (await refunds()).length;
    await test.control('POST', '/faults', { method: 'POST', path: '/v1/refunds', kind: 'status', status: 400, times: 1 });
    expect((await give(at)).json.code).toBe('refund_refused');
    await test.db.query("update graphile_worker._private_jobs set run_at = now() where key like 'page %'");
    await until('the job', async () => (await test.db.query("select 1 from graphile_worker.jobs where task_identifier = 'billing.giveBack'")).rowCount === 0);
    expect(await refunds()).toHaveLength(before);
    expect((await give(at)).status).toBe(201);
  });

  it('can take the rest, and end the membership at once', async () => {
    const { fan, at } = await payer();
    await give(at, { amount: '8,50' });
    expect((await give(at, { seen: '1', end: 'yes' })).status).toBe(201);
    expect(await payment(at)).toMatchObject({ left: { amount: 0 }, refundable: false, seen: 2 });
    expect((await fan.get('/@tamsin/membership')).json.kind).toBe('free');
    expect((await fan.get(post)).json.post.open).toBe(false);
    expect((await give(at, { seen: '2' })).json.code).toBe('nothing_to_refund');
    await until('the letter', async () => (await letters(fan, /has ended/i)).length === 1);
    expect((await letters(fan, /has ended/i))[0]!.text).not.toContain('as you wished');
  });

  it('that the bank sends back counts as paid again, is said, and can be given anew', async () => {
    const { fan, at } = await payer();
    await give(at);
    const [refund] = await refunds();
    await until('the letter that it went back', async () => (await letters(fan, /went back/i)).length === 1);
    expect((await test.control('POST', `/refunds/${refund!.id}/fail`)).status).toBe(200);
    const back = await until('it to be said', async () => {
      const now = await payment(at);
      return now.refundable && now;
    });
    expect(back).toMatchObject({ left: { amount: 2000 }, seen: 1, refunds: [{ status: 'failed' }] });
    // Its fan was told that it was on its way, and is told once that it did not arrive.
    const [told] = await until('the letter that it did not', async () => (await letters(fan, /did not reach you/i)).length > 0 && letters(fan, /did not reach you/i));
    expect(told!.text).toContain('Your bank did not take it');
    const receipt = new URL(/https?:\/\/\S+\/account\/charges\/\S+/.exec(told!.text!)![0]).pathname;
    expect((await fan.get(receipt)).json).toMatchObject({ payment: { status: 'paid' }, fallen: [{ sum: { amount: 2000, currency: 'EUR' } }] });
    const { rows: [customer] } = await test.db.query('select stripe_account as account, customer_id as customer from stripe_customer where account_id = $1', [fan.accountId]);
    for (let again = 0; again < 2; again++) await test.db.query("select graphile_worker.add_job('billing.payments', $1)", [JSON.stringify(customer)]);
    // It is still owed, and whose page it is has to see to it.
    const owed = async () => (await owner.get('/studio/tamsin/billing')).json.troubles as { kind: string; refundUrl: string }[];
    expect(await owed()).toMatchObject([{ kind: 'refund', refundUrl: at }]);
    const [letter] = await until('a letter to the owner', async () => (await letters(owner, /did not go back/)).length > 0 && letters(owner, /did not go back/));
    expect(letter!.text).toContain('It is still owed.');
    expect((await give(at, { seen: '1' })).status).toBe(201);
    expect((await payment(at)).refunds.map((one) => one.status)).toEqual(['failed', 'succeeded']);
    expect(await owed()).toEqual([]);
    // The same sum once more is told of once more.
    await until('a second letter', async () => (await letters(fan, /went back/i)).length === 2);
    await until('the queue to be empty', async () => (await test.db.query('select 1 from graphile_worker.jobs')).rowCount === 0);
    expect([(await letters(fan, /went back/i)).length, (await letters(fan, /did not reach you/i)).length]).toEqual([2, 1]);
  });

  it('is refused in words while the payment is disputed', async () => {
    const { at } = await payer();
    const { rows: [row] } = await test.db.query('select charge_id as charge from payment_charge where invoice_id = $1', [at.split('/').at(-1)]);
    await test.control('POST', `/charges/${row.charge}/dispute`);
    expect((await give(at)).json).toMatchObject({ code: 'refund_refused', status: 409 });
  });
});
