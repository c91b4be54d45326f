import { StripeClient } from '../../src/billing/index.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, type Client, expectStatus, PASSWORD, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('A membership that its page ends', () => {
  let test: TestApp;
  let owner: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let post: string;
  let fans = 0;
  const sheet = (fan: Person) => `/studio/tamsin/members/${fan.accountId}/payments`;
  const list = async (fan: Person) => (await owner.get(sheet(fan))).json as { payments: { url: string; canEnd: boolean }[]; ending: { subscription: string; tier: string; url: string } | null };
  const kind = async (fan: Client) => (await fan.get('/@tamsin/membership')).json.kind as string;
  const reads = async (fan: Client) => (await fan.get(post)).json.post.open as boolean;
  const letters = async (fan: Person, pattern = /has ended/i) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(fan.email) && pattern.test(mail.subject ?? ''));
  const acts = async (fan: Person) => (await test.db.query('select act from audit_entry where subject = $1', [fan.accountId])).rows.map((row) => row.act as string);
  const waiting = async () => (await test.db.query("select 1 from graphile_worker.jobs where task_identifier = 'billing.endByPage'")).rowCount!;
  const end = async (fan: Person, more: object = {}) => owner.post(`${sheet(fan)}/ending`, { subscription: (await list(fan)).ending?.subscription ?? '', password: PASSWORD, ...more });
  const stripeOf = async (id: string) => test.app.get(StripeClient).api.subscriptions.retrieve(id);
  /** It is over, with one letter that says who ended it and one line of the audit. */
  const ended = async (fan: Person) => {
    expect(await kind(fan)).toBe('free');
    expect(await reads(fan)).toBe(false);
    expect((await list(fan)).ending).toBeNull();
    await until('the letter', async () => (await letters(fan)).length > 0);
    expect((await letters(fan)).map((mail) => mail.subject)).toEqual(['Page of tamsin has ended your Proof']);
    expect((await acts(fan)).filter((act) => act === 'membershipEnded')).toHaveLength(1);
  };

  async function payer(tierId = page.paid.id): Promise<Person> {
    const fan = await buildPerson(test, `Payer${++fans}`);
    await pay(test, fan, 'tamsin', tierId);
    await until('the payment', async () => (await fan.get('/account/charges')).json.payments?.length === 1);
    await until('access', () => reads(fan));
    return fan;
  }

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin', '20');
    post = (await buildPost(owner, 'tamsin', 'paid', 'the rest')).url;
  });
  afterAll(() => test.close());

  it('is ended by its owner alone, with the password, and only the one that was looked at', async () => {
    const [fan, other] = [await payer(), await payer()];
    const { ending } = await list(fan);
    expect(ending).toMatchObject({ tier: 'Proof', url: `${sheet(fan)}/ending` });
    expect((await fan.post(`${sheet(fan)}/ending`, { subscription: ending!.subscription, password: PASSWORD })).status).toBe(404);
    expect((await end(fan, { password: 'not it at all' })).json.errors.password).toBe('That is not your password. Try again.');
    expect((await end(fan, { subscription: (await list(other)).ending!.subscription })).status).toBe(404);
    expect((await end(fan, { subscription: '' })).status).toBe(404);
    expect([await kind(fan), await kind(other), await acts(fan)]).toEqual(['paid', 'paid', []]);
  });

  it('is none where nothing was ever paid, and its page says so', async () => {
    const [follower, stranger] = [await buildPerson(test, 'Follower'), await buildPerson(test, 'Stranger')];
    expectStatus(await follower.post('/@tamsin/membership'), 201);
    expect(await list(follower)).toMatchObject({ payments: [], ending: null });
    expect((await owner.get(sheet(stranger))).status).toBe(404);
    expect((await end(follower, { subscription: 'sub_none' })).status).toBe(404);
  });

  it('ends once, however often it is pressed, and takes no money along', async () => {
    const fan = await payer();
    const { subscription } = (await list(fan)).ending!;
    expect((await Promise.all([1, 2, 3].map(() => end(fan, { subscription })))).map((one) => one.status)).toEqual([200, 200, 200]);
    expect((await end(fan, { subscription })).status).toBe(200);
    await ended(fan);
    expect(await waiting()).toBe(0);
    expect((await owner.get((await list(fan)).payments[0]!.url)).json.payment).toMatchObject({ left: { amount: 2000 }, refundable: true });
    // Who joins again keeps the new one, whatever an old form says.
    await pay(test, fan, 'tamsin', page.paid.id, '5555555555554444');
    await until('the second membership', async () => await kind(fan) === 'paid');
    expect((await end(fan, { subscription })).status).toBe(200);
    expect(await kind(fan)).toBe('paid');
  });

  it('ends where all of it went back already', async () => {
    const fan = await payer();
    const { payments: [payment] } = await list(fan);
    expectStatus(await owner.post(`${payment!.url}/refunds`, { seen: '0', end: 'no', password: PASSWORD }), 201);
    expectStatus(await end(fan), 200);
    await ended(fan);
  });

  it('ends while its payment is disputed', async () => {
    const fan = await payer();
    const { rows: [{ charge }] } = await test.db.query('select c.charge_id as charge from payment_charge c join payment p on p.invoice_id = c.invoice_id where p.account_id = $1', [fan.accountId]);
    await test.control('POST', `/charges/${charge}/dispute`);
    await until('nothing to be charged any more', async () => (await test.db.query('select 1 from subscription where account_id = $1 and suspended_from is not null and cancel_at_period_end', [fan.accountId])).rowCount === 1);
    expectStatus(await end(fan), 200);
    await ended(fan);
  });

  it('is not said to have ended where Stripe refuses', async () => {
    const fan = await payer();
    const { subscription } = (await list(fan)).ending!;
    await test.control('POST', '/faults', { method: 'DELETE', path: `/v1/subscriptions/${subscription}`, kind: 'status', status: 400, times: 1 });
    expect((await end(fan)).json).toMatchObject({ status: 503, code: 'stripe_away' });
    expect([await kind(fan), await waiting()]).toEqual(['paid', 1]);
    expectStatus(await end(fan), 200);
    await ended(fan);
    expect(await waiting()).toBe(0);
  });

  it('ends with what the bank was asked for in vain', async () => {
    const fan = await payer();
    const { subscription } = (await list(fan)).ending!;
    const { api } = test.app.get(StripeClient);
    const { customer } = await stripeOf(subscription);
    const { id } = await api.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: customer as string });
    await api.subscriptions.update(subscription, { default_payment_method: id });
    await api.subscriptions.update(subscription, { billing_cycle_anchor: { type: 'now' }, proration_behavior: 'none' });
    await until('the refusal', async () => (await fan.get('/@tamsin/membership')).json.status === 'past_due');
    expectStatus(await end(fan), 200);
    await ended(fan);
    expect((await api.invoices.list({ subscription, limit: 10 })).data.map((one) => one.status)).toEqual(['void', 'paid']);
  });

  it('ends by itself where Stripe could not be told', async () => {
    const fan = await payer();
    const { subscription } = (await list(fan)).ending!;
    await test.control('POST', '/faults', { method: 'DELETE', path: `/v1/subscriptions/${subscription}`, kind: 'drop_before', times: 100 });
    expect((await end(fan)).status).toBe(503);
    expect([await waiting(), await acts(fan), (await stripeOf(subscription)).status]).toEqual([1, ['membershipEnded'], 'active']);
    await test.control('DELETE', '/faults');
    await test.db.query("update graphile_worker._private_jobs set run_at = now() where key like 'ending %'");
    await until('the job', async () => await waiting() === 0);
    await ended(fan);
  });

  it('ends in free days, for which nothing was paid, without JavaScript', async () => {
    const { version } = (await owner.get(`/studio/tamsin/tiers/${page.paid.id}`)).json.tier;
    expectStatus(await owner.post(`/studio/tamsin/tiers/${page.paid.id}`, { name: 'Proof', description: '', benefits: '', welcome: '', price: '20', currency: 'EUR', version, trialDays: '7' }), 200);
    const fan = await buildPerson(test, 'Taster');
    await pay(test, fan, 'tamsin', page.paid.id, '378282246310005');
    await until('access', () => reads(fan));
    const { payments, ending } = await list(fan);
    expect(payments).toEqual([]);
    const screen = new Browser(test.url);
    expectStatus(await screen.submit('/sign-in', '/sign-in', { email: owner.email, password: PASSWORD }), 303);
    const wrong = await screen.submit(sheet(fan), `${sheet(fan)}/ending`, { subscription: ending!.subscription, password: 'wrong' });
    expect([wrong.status, wrong.text.includes('That is not your password.'), wrong.text.includes(`value="${ending!.subscription}"`)]).toEqual([422, true, true]);
    const after = await screen.follow(await screen.submit(sheet(fan), `${sheet(fan)}/ending`, { subscription: ending!.subscription, password: PASSWORD }));
    expect(after.text).toContain('It has ended, and they are being told.');
    expect(after.text).not.toContain('End it now');
    await ended(fan);
  });
});
