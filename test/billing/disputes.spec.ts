import { StripeClient } from '../../src/billing/index.js';
import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, buildPost, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('A dispute', () => {
  let test: TestApp;
  let owner: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let post: string;
  let fans = 0;
  const isOpen = async (fan: Person) => (await fan.get(post)).json.post.open as boolean;
  const membership = async (fan: Person) => (await fan.get('/@tamsin/membership')).json as { kind: string; status: string; suspended: boolean };
  const letters = async (fan: Person, pattern: RegExp) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(fan.email) && pattern.test(mail.subject ?? ''));

  /** Somebody who paid, and their charge's id. */
  async function payer(): Promise<{ fan: Person; charge: string }> {
    const fan = await buildPerson(test, `Payer${++fans}`);
    await pay(test, fan, 'tamsin', page.paid.id);
    const charge = await until('the charge', async () => (await test.db.query(
      'select c.charge_id from payment_charge c join payment p on p.invoice_id = c.invoice_id where p.account_id = $1', [fan.accountId])).rows[0]?.charge_id as string);
    await until('access', () => isOpen(fan));
    return { fan, charge };
  }
  const dispute = async (charge: string, more: object = {}) => {
    const { status, body } = await test.control('POST', `/charges/${charge}/dispute`, more);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return (body as { id: string }).id;
  };
  const subscriptionOf = async (fan: Person) => {
    const { rows: [row] } = await test.db.query('select subscription_id as id from subscription where account_id = $1', [fan.accountId]);
    return test.app.get(StripeClient).api.subscriptions.retrieve(row.id as string);
  };

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
    post = (await buildPost(owner, 'tamsin', 'paid', 'the rest')).url;
  });
  afterAll(() => test.close());

  it('shuts what was paid for, of that fan alone, charges nothing more, and opens again when it is won', async () => {
    const [{ fan, charge }, other] = [await payer(), await payer()];
    const id = await dispute(charge);
    await until('it to be shut', async () => !(await isOpen(fan)));
    expect(await isOpen(other.fan)).toBe(true);
    await until('no renewal', async () => (await subscriptionOf(fan)).cancel_at_period_end);
    await until('us to know', async () => (await membership(fan)).status === 'ending');
    expect(await membership(fan)).toMatchObject({ kind: 'paid', suspended: true, canUndo: false });
    expect((await fan.post('/@tamsin/membership/cancellation/undo')).json.code).toBe('disputed');
    expect((await membership(other.fan)).suspended).toBe(false);
    await until('a letter', async () => (await letters(fan, /bank/i)).length === 1);
    expect(await letters(fan, /keep/i)).toEqual([]);
    await test.control('POST', `/disputes/${id}/win`);
    await until('it to be open', () => isOpen(fan));
    await until('a letter', async () => (await letters(fan, /open again/i)).length === 1);
    expect(await membership(fan)).toMatchObject({ suspended: false, canUndo: true });
  });

  it('charges nothing more where another price is arranged for the next month, either', async () => {
    const { fan, charge } = await payer();
    const { subscriptions, subscriptionSchedules } = test.app.get(StripeClient).api;
    const { id, items: { data: [item] } } = await subscriptionOf(fan);
    const { id: schedule, phases: [now] } = await subscriptionSchedules.create({ from_subscription: id });
    const items = [{ price: item!.price.id }];
    await subscriptionSchedules.update(schedule, { phases: [{ start_date: now!.start_date, end_date: now!.end_date, items }, { items }] });
    await dispute(charge);
    await until('no renewal', async () => { const one = await subscriptions.retrieve(id); return one.cancel_at_period_end && one.schedule === null; });
  });

  it('that is lost ends the membership at once', async () => {
    const { fan, charge } = await payer();
    const id = await dispute(charge);
    await until('it to be shut', async () => !(await isOpen(fan)));
    await test.control('POST', `/disputes/${id}/lose`);
    await until('the end', async () => (await subscriptionOf(fan)).status === 'canceled');
    await until('us to know', async () => (await membership(fan)).kind === 'free');
    expect(await isOpen(fan)).toBe(false);
    // Nothing wakes it again.
    await test.db.query("select graphile_worker.add_job('billing.walk', '{}')");
    await until('the queue to be empty', async () => (await test.db.query('select 1 from graphile_worker.jobs')).rowCount === 0);
    expect(await isOpen(fan)).toBe(false);
  });

  it('that is only an inquiry opens again when it is closed', async () => {
    const { fan, charge } = await payer();
    const id = await dispute(charge, { inquiry: true });
    await until('it to be shut', async () => !(await isOpen(fan)));
    await test.control('POST', `/disputes/${id}/win`);
    await until('it to be open', () => isOpen(fan));
  });

  it('is found although no event came, and written down once however often it is read', async () => {
    const { fan, charge } = await payer();
    await test.control('POST', '/deliveries', { mode: 'paused' });
    await dispute(charge);
    await test.db.query("select graphile_worker.add_job('billing.ledger', '{}')");
    await until('it to be shut', async () => !(await isOpen(fan)));
    await until('the queue to be empty', async () => (await test.db.query('select 1 from graphile_worker.jobs')).rowCount === 0);
    expect((await test.db.query("select 1 from dispute where charge_id = $1", [charge])).rowCount).toBe(1);
    expect((await letters(fan, /bank/i)).length).toBeLessThanOrEqual(1);
  });
});
