import { DAY } from '../../src/platform/clock/clock.js';
import { BillingConsole, StripeClient } from '../../src/billing/index.js';
import { Sync } from '../../src/billing/sync/sync.service.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, expectStatus, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;
interface Charge { price: { amount: number; currency: string } | null; interval: string; every: number; at: string }

describe('A membership that was moved, at Stripe, to a price that is not ours', () => {
  let test: TestApp;
  let owner: Person;
  let helper: Person;
  let operator: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let post: { url: string };
  let foreign: string;
  const api = () => test.app.get(StripeClient).api;
  const membership = async (fan: Person) => (await fan.get('/@tamsin/membership')).json as { kind: string; tier: { name: string }; shut: { why: string; tier: { name: string }; charge: Charge | null } | null };
  const reads = async (fan: Person) => (await fan.get(post.url)).json.post.open as boolean;
  const letters = async (to: Person, pattern: RegExp) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(to.email) && pattern.test(mail.subject ?? ''));
  const seenBy = async (who: Person, fan: Person) => (await who.get(`/studio/tamsin/members/${fan.accountId}`)).json.member.status as string;
  const text = async (who: Person, path: string) => (await new Browser(test.url, { authorization: `Bearer ${who.token}` }).get(path)).text.replaceAll(/\s+/g, ' ');
  const troubles = async (who: Person, path: string) => ((await who.get(path)).json.troubles as { id: string; kind: string; name: string; sum: object; dueAt: string | null; stripeUrl: string }[]).filter((one) => one.kind === 'unsold');
  const settled = () => until('the jobs', async () => (await test.db.query("select 1 from stripe_customer where dirty_seq > synced_seq union select 1 from graphile_worker.jobs where run_at < now() + interval '1 minute'")).rowCount === 0);
  const rowOf = async (fan: Person) => (await test.db.query('select stripe_account as account, customer_id as customer, subscription_id as id, status from subscription where account_id = $1 order by started_at desc', [fan.accountId])).rows[0];
  const join = async (name: string) => {
    const fan = await buildPerson(test, name);
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('paid', async () => (await membership(fan)).kind === 'paid' && (await fan.get('/account/charges')).json.payments.length === 1);
    return fan;
  };
  /** As somebody does in Stripe's dashboard. @returns the price it was at */
  const move = async (fan: Person, price: string) => {
    const { id } = await rowOf(fan);
    const [item] = (await api().subscriptions.retrieve(id)).items.data;
    await api().subscriptions.update(id, { items: [{ id: item!.id, price }], proration_behavior: 'none' });
    return item!.price.id;
  };
  const unsold = async (fan: Person) => {
    const ours = await move(fan, foreign);
    await until('it is shut', async () => (await membership(fan)).shut?.why === 'unsold');
    await settled();
    return ours;
  };

  beforeAll(async () => {
    test = await startApp();
    [owner, helper, operator] = [await buildPerson(test, 'Tamsin'), await buildPerson(test, 'Helper'), await buildPerson(test, 'Operator')];
    await test.db.query('update account set operator_since = created_at where id = $1', [operator.accountId]);
    page = await buildPage(test, owner, 'tamsin');
    post = await buildPost(owner, 'tamsin', 'paid');
    await test.db.query("insert into team_member (creator_id, account_id, role, since) select id, $1, 'community', created_at from creator where handle = 'tamsin'", [helper.accountId]);
    const { id: product } = await api().products.create({ name: 'Somebody else\u2019s' });
    foreign = (await api().prices.create({ product, unit_amount: 900, currency: 'eur', recurring: { interval: 'month', interval_count: 3 } })).id;
  });
  afterAll(() => test.close());

  it('opens nothing, and its fan and its page are told once, with what is still charged, until it is moved back', async () => {
    const fan = await join('Moved');
    const ours = await unsold(fan);
    const { account, customer, id } = await rowOf(fan);
    const period = (await api().subscriptions.retrieve(id)).items.data[0]!.current_period_end;
    const at = new Date(period * 1000).toISOString();
    expect(await membership(fan)).toMatchObject({ kind: 'free', shut: { tier: { name: 'Proof' }, charge: { price: { amount: 900, currency: 'EUR' }, interval: 'month', every: 3, at } } });
    expect(await reads(fan)).toBe(false);
    expect([await seenBy(owner, fan), await seenBy(helper, fan)]).toEqual(['unsold', 'free']);
    for (const path of ['/account', '/@tamsin/membership']) {
      const said = await text(fan, path);
      expect(said).toContain('Proof was changed at Stripe');
      expect(said).toContain('Stripe still charges €9 for it every 3 months, next on');
      expect(said).toContain('End it');
    }
    for (let again = 0; again < 2; again++) await test.app.get(Sync).syncAfterChange(account, customer);
    await settled();
    const [told, ...more] = await letters(fan, /was changed at Stripe/);
    expect(more).toEqual([]);
    expect(told!.text).toContain('Stripe still charges €9 for it every 3 months');
    expect(told!.text).toContain('/mail/cancellation/');
    expect(await letters(fan, /has ended/)).toEqual([]);
    for (const [who, path] of [[owner, '/studio/tamsin/billing'], [operator, '/operator/billing']] as const) {
      expect(await troubles(who, path)).toEqual([expect.objectContaining({ id, name: 'Moved', sum: { amount: 900, currency: 'EUR' }, dueAt: at, refundUrl: `/studio/tamsin/members/${fan.accountId}/payments` })]);
      expect(await text(who, path)).toContain('Stripe charges €9 for it on');
      const [mail, ...others] = await letters(who, /at a price that is not on sale/);
      expect([mail!.text!.includes('The membership of Moved'), others]).toEqual([true, []]);
    }
    expect((await owner.get(`/studio/tamsin/members/${fan.accountId}/payments`)).json.ending).toMatchObject({ subscription: id, tier: 'Proof' });
    expect((await fan.get('/@tamsin/membership')).json.withdrawUrl).toBe('/@tamsin/membership/withdrawal');
    expect((await fan.get('/@tamsin/membership/withdrawal')).json.open).toMatchObject({ tier: 'Proof', sum: { amount: 500, currency: 'EUR' } });
    const lines: string[] = [];
    expect(await test.app.get(BillingConsole).explain(fan.email, 'en', (line) => lines.push(line))).toBe(true);
    expect(lines.join('\n')).toContain(`Subscription ${id} was for Proof. At Stripe it was moved to a price that is not ours`);
    expect(lines.join('\n')).toContain('Stripe still charges €9 for it every 3 months');
    expect(await text(operator, `/operator/billing/members/${fan.accountId}`)).toContain('moved to a price that is not ours');
    await move(fan, ours);
    await until('it to go on', async () => (await membership(fan)).kind === 'paid' && reads(fan));
    await settled();
    expect((await membership(fan)).shut).toBeNull();
    expect(await text(fan, '/account')).not.toContain('Proof was changed at Stripe');
    expect(await troubles(owner, '/studio/tamsin/billing')).not.toContainEqual(expect.objectContaining({ name: 'Moved' }));
    expect(await letters(fan, /You are in Proof now|has ended/)).toEqual([]);
    expect(await seenBy(owner, fan)).toBe('paid');
    const { rows } = await test.db.query("select kind from signal where account_id = $1 and kind in ('paid', 'ended', 'changed', 'paused', 'canceled')", [fan.accountId]);
    expect(rows).toEqual([{ kind: 'paid' }]);
  });

  it('sells nothing beside it, ends by its fan in two presses, and they follow on and may join anew', async () => {
    const fan = await join('Leaver');
    await unsold(fan);
    expect((await fan.post('/@tamsin/checkout', { tierId: page.paid.id })).json).toMatchObject({ status: 409, code: 'still_charged' });
    const asked = await text(fan, '/@tamsin/membership/cancellation');
    expect(asked).toContain('End Proof?');
    expect(asked).toContain('It ends at once, at Stripe, too, and nothing more is charged.');
    const { id } = await rowOf(fan);
    for (let press = 0; press < 2; press++) expectStatus(await fan.post('/@tamsin/membership/cancellation', { kind: 'unsold' }), 200);
    expect((await api().subscriptions.retrieve(id)).status).toBe('canceled');
    await settled();
    expect(await membership(fan)).toMatchObject({ kind: 'free', shut: null });
    expect(await troubles(owner, '/studio/tamsin/billing')).not.toContainEqual(expect.objectContaining({ name: 'Leaver' }));
    expect(await letters(fan, /has ended/)).toHaveLength(1);
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('a member again', async () => (await membership(fan)).kind === 'paid');
    expect((await membership(fan)).shut).toBeNull();
  });

  it('lets its fan and its page see what was charged for it, and ends by the link in the letter', async () => {
    const fan = await join('Charged');
    await unsold(fan);
    const target = test.clock.now().getTime() + 125 * DAY;
    expect((await test.control('POST', '/clock', { advanceSeconds: 125 * DAY / 1000 })).status).toBe(200);
    await until('our clock', async () => test.clock.now().getTime() >= target);
    await settled();
    const charged = await until('a charge', async () => ((await fan.get('/account/charges')).json.payments as { price: { amount: number } }[]).filter(({ price }) => price.amount === 900));
    expect(charged.length).toBeGreaterThan(0);
    const { payments } = (await owner.get(`/studio/tamsin/members/${fan.accountId}/payments`)).json;
    expect(payments[0]).toMatchObject({ sum: { amount: 900 }, refundable: true });
    expect(await reads(fan)).toBe(false);
    const [told] = await letters(fan, /was changed at Stripe/);
    const link = new URL(/https?:\/\/\S+\/mail\/cancellation\/\S+/.exec(told!.text!)![0]).pathname;
    const browser = new Browser(test.url);
    expect((await browser.get(link)).text).toContain('End Proof?');
    expectStatus(await browser.post(link, { kind: 'unsold' }), 303);
    expect((await rowOf(fan)).status).toBe('canceled');
    expect(await membership(fan)).toMatchObject({ kind: 'free', shut: null });
  });

  it('leaves alone what was never ours', async () => {
    const fan = await join('Elsewhere');
    const { customer, account } = await rowOf(fan);
    const { default_payment_method: card } = (await api().subscriptions.list({ customer })).data[0]!;
    await api().subscriptions.create({ customer, items: [{ price: foreign }], ...(card && { default_payment_method: card as string }) });
    await test.app.get(Sync).syncAfterChange(account, customer);
    await settled();
    expect(await membership(fan)).toMatchObject({ kind: 'paid', shut: null });
    expect(await letters(fan, /was changed at Stripe/)).toEqual([]);
  });
});
