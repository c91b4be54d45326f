import { DAY } from '../../src/platform/clock/clock.js';
import { StripeClient } from '../../src/billing/index.js';
import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, buildPost, type Client, expectStatus, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;
interface Standing { kind: string; status: string; paidUntil: string | null; nextCharge: string | null; canPause: boolean }

const at = (iso: string | null) => new Date(iso!).getTime();

describe('A paused membership', () => {
  let test: TestApp;
  let owner: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let post: { url: string };
  let fans = 0;
  const standing = async (fan: Client) => (await fan.get('/@tamsin/membership')).json as Standing;
  const reads = async (fan: Client) => (await fan.get(post.url)).json.post.open as boolean;
  const paid = async (fan: Client) => ((await fan.get('/account/charges')).json.payments as { status: string }[]).filter((one) => one.status === 'paid').length;
  const letters = async (fan: Person, pattern: RegExp) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(fan.email) && pattern.test(mail.subject ?? ''));
  const pause = (fan: Client, months: string) => fan.post('/@tamsin/membership/pause', { months });
  /** Goes to an instant, and a bit past it, in two steps: what is due first is done before the rest, and our clock follows each. */
  const goTo = async (instant: number, past = 0) => {
    const target = instant + past;
    for (const steps of [2, 1]) {
      const from = test.clock.now().getTime();
      const ms = (target - from) / steps;
      expect((await test.control('POST', '/clock', { advanceSeconds: Math.ceil(ms / 1000) })).status).toBe(200);
      await until('our clock', async () => test.clock.now().getTime() >= from + ms - 1000, 60_000);
    }
  };
  const settled = () => until('the syncs', async () => (await test.db.query("select 1 from stripe_customer where dirty_seq > synced_seq union select 1 from graphile_worker.jobs where task_identifier in ('billing.sync', 'billing.payments')")).rowCount === 0);
  const member = async (card?: string) => {
    const fan = await buildPerson(test, `Rester${++fans}`);
    await pay(test, fan, 'tamsin', page.paid.id, card);
    await until('paid', async () => (await standing(fan)).status === 'active' && await paid(fan) === 1);
    return fan;
  };

  beforeAll(async () => {
    test = await startApp();
    // Everybody here pays on the 31st of January first: months are clamped, and summer time begins within a pause.
    const year = test.clock.now().getUTCFullYear() + 1;
    await goTo(Date.UTC(year, 0, 31, 10));
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
    post = await buildPost(owner, 'tamsin', 'paid');
  });
  afterAll(() => test.close());

  it('is open to the end of what is paid for, rests, and begins again by itself on the day that was said', async () => {
    const fan = await member();
    const { paidUntil } = await standing(fan);
    const { choices, chargedToday } = (await fan.get('/@tamsin/membership/pause')).json as { choices: { months: number | null; charge: string | null }[]; chargedToday: boolean };
    expect(choices.map((one) => one.months)).toEqual([1, 2, 3, null]);
    expect(chargedToday).toBe(false);
    expect([paidUntil, ...choices.map((one) => one.charge)].map((day) => day?.slice(5, 10))).toEqual(['02-28', '03-31', '04-30', '05-31', undefined]);
    expect(expectStatus(await pause(fan, '1'), 200).json).toMatchObject({ status: 'paused', paidUntil, nextCharge: choices[0]!.charge, canPause: false });
    const letter = await until('the letter', async () => (await letters(fan, /is paused/)).at(0));
    expect(letter.text).toContain('€5 is charged that day');
    expect(await reads(fan)).toBe(true);
    expect((await owner.get(`/studio/tamsin/members/${fan.accountId}`)).json.member).toMatchObject({ status: 'paused', nextCharge: choices[0]!.charge });

    await goTo(at(paidUntil), 2 * 3_600_000);
    await until('it rests', async () => (await standing(fan)).paidUntil === null);
    expect(await standing(fan)).toMatchObject({ status: 'paused', nextCharge: choices[0]!.charge });
    expect(await reads(fan)).toBe(false);
    await test.db.query("select graphile_worker.add_job('billing.pausesAhead')");
    await settled();
    expect(await letters(fan, /Your pause/)).toHaveLength(0);

    await goTo(at(choices[0]!.charge), -4 * DAY);
    for (let again = 0; again < 2; again++) await test.db.query("select graphile_worker.add_job('billing.pausesAhead')");
    const ahead = await until('the letter before it ends', async () => (await letters(fan, /Your pause/)).at(0));
    expect(ahead.text).toContain('/mail/cancellation/');
    expect(await paid(fan)).toBe(1);
    expect(await reads(fan)).toBe(false);

    await goTo(at(choices[0]!.charge), 2 * 3_600_000);
    await until('it goes on', async () => (await standing(fan)).status === 'active' && await paid(fan) === 2);
    expect(await reads(fan)).toBe(true);
    expect(await letters(fan, /Your pause/)).toHaveLength(1);
    expect(await letters(fan, /is paused/)).toHaveLength(1);
  });

  it('goes on for nothing while paid time runs, as if there had been no pause', async () => {
    const fan = await member();
    const before = await standing(fan);
    expectStatus(await pause(fan, 'open'), 200);
    expect(await standing(fan)).toMatchObject({ status: 'paused', nextCharge: null, paidUntil: before.paidUntil });
    expectStatus(await fan.post('/@tamsin/membership/pause/undo'), 200);
    expect(await standing(fan)).toEqual(before);
    expect((await fan.post('/@tamsin/membership/pause/undo')).json.code).toBe('not_paused');
    expect(await paid(fan)).toBe(1);
  });

  it('without an end is charged only when somebody says so, once however often they do, from that day on', async () => {
    const fan = await member();
    const { paidUntil } = await standing(fan);
    expectStatus(await pause(fan, 'open'), 200);
    await goTo(at(paidUntil), 40 * DAY);
    await until('it rests', async () => (await standing(fan)).paidUntil === null);
    await settled();
    expect(await paid(fan)).toBe(1);
    expect((await fan.get('/@tamsin/membership/pause')).json.chargedToday).toBe(true);
    const tries = await Promise.all([1, 2, 3].map(() => fan.post('/@tamsin/membership/pause/undo')));
    expect(tries.map((one) => one.status).filter((status) => status === 200).length).toBeGreaterThan(0);
    await until('one charge', async () => await paid(fan) === 2);
    await settled();
    expect(await paid(fan)).toBe(2);
    const now = await standing(fan);
    expect(now.status).toBe('active');
    expect(at(now.nextCharge) - test.clock.now().getTime()).toBeGreaterThan(27 * DAY);
    expect(await reads(fan)).toBe(true);
  });

  it('stays paused, and takes nothing, when the bank says no to going on', async () => {
    const fan = await member('4000000000000341');
    const { paidUntil } = await standing(fan);
    expectStatus(await pause(fan, 'open'), 200);
    await goTo(at(paidUntil), DAY);
    await until('it rests', async () => (await standing(fan)).paidUntil === null);
    const refused = await fan.post('/@tamsin/membership/pause/undo');
    expect([refused.status, refused.json.code]).toEqual([402, 'card_refused']);
    expect(await standing(fan)).toMatchObject({ status: 'paused', paidUntil: null });
    await settled();
    expect(await paid(fan)).toBe(1);
    // Nothing is paid for, so leaving has no end to wait for.
    expectStatus(await fan.post('/@tamsin/membership/cancellation'), 200);
    expect(await standing(fan)).toMatchObject({ kind: 'free' });
  });

  it('is nobody\'s who does not pay, and nothing that ends already', async () => {
    const follower = await buildPerson(test, 'Follower');
    expectStatus(await follower.post('/@tamsin/membership'), 201);
    for (const answer of [await follower.get('/@tamsin/membership/pause'), await pause(follower, '1'), await follower.post('/@tamsin/membership/pause/undo')]) expect(answer.status).toBe(404);
    const fan = await member();
    for (const months of ['0', '4', '-1', 'x', '']) expect((await pause(fan, months)).status).toBe(422);
    expectStatus(await fan.post('/@tamsin/membership/cancellation'), 200);
    expect((await pause(fan, '1')).json.code).toBe('cannot_pause');
  });

  it('by the year rests until somebody says so', async () => {
    const fan = await buildPerson(test, 'Yearly');
    const yearly = expectStatus(await owner.post('/studio/tamsin/tiers', { name: 'Year', description: '', benefits: '', welcome: '', paid: 'paid', price: '6', yearly: '60', currency: 'EUR' }), 201).json as { id: string };
    const { id } = expectStatus(await fan.post('/@tamsin/checkout', { tierId: yearly.id, period: 'year' }), 201).json as { id: string };
    await test.control('POST', `/sessions/${id}/pay`, { number: '4242424242424242' });
    await until('paid', async () => (await standing(fan)).status === 'active');
    expect((await fan.get('/@tamsin/membership/pause')).json.choices).toEqual([{ months: null, charge: null, price: null }]);
    expect((await pause(fan, '1')).json.code).toBe('cannot_pause');
    expectStatus(await pause(fan, 'open'), 200);
    const { paidUntil } = await standing(fan);
    expect(at(paidUntil) - test.clock.now().getTime()).toBeGreaterThan(360 * DAY);
    await until('stripe', async () => (await test.app.get(StripeClient).api.subscriptions.list({ status: 'active', limit: 1 })).data[0]!.pause_collection?.behavior === 'void');
  });
});
