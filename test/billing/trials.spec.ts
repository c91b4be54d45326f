import { DAY } from '../../src/platform/clock/clock.js';
import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, buildPost, Client, expectStatus, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;
interface Offer { id: string; trial: { days: number; card: boolean } | null }

const OTHER_CARD = '5555555555554444';

describe('Free days', () => {
  let test: TestApp;
  let owner: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let post: { url: string };
  const standing = async (fan: Client) => (await fan.get('/@tamsin/membership')).json as { status: string; kind: string; nextCharge: string | null; paidUntil: string | null };
  const reads = async (fan: Client) => (await fan.get(post.url)).json.post.open as boolean;
  const charges = async (fan: Client) => (await fan.get('/account/charges')).json.payments as { status: string; price: { amount: number } }[];
  const letters = async (fan: Person, pattern: RegExp) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(fan.email) && pattern.test(mail.subject ?? ''));
  const offer = async (fan: Client, tier = page.paid.id) => ((await fan.get('/@tamsin/join')).json.offers as Offer[]).find((one) => one.id === tier)!.trial;
  const pass = async (days: number) => {
    const target = test.clock.now().getTime() + days * DAY;
    expect((await test.control('POST', '/clock', { advanceSeconds: Math.ceil(days * DAY / 1000) })).status).toBe(200);
    await until('our clock', async () => test.clock.now().getTime() >= target - 1000);
  };
  const change = async (more: object) => {
    const { version } = (await owner.get(`/studio/tamsin/tiers/${page.paid.id}`)).json.tier;
    return owner.post(`/studio/tamsin/tiers/${page.paid.id}`, { name: 'Proof', description: '', benefits: '', welcome: '', price: '5', currency: 'EUR', version, ...more });
  };
  const tell = async () => {
    await test.db.query("select graphile_worker.add_job('billing.trialsAhead')");
    await until('the job', async () => (await test.db.query("select 1 from graphile_worker.jobs where task_identifier = 'billing.trialsAhead'")).rowCount === 0);
  };
  /** Begins without a card, as the till's own form does. */
  const beginFree = async (fan: Client) => {
    const { url } = expectStatus(await fan.post('/@tamsin/checkout', { tierId: page.paid.id }), 201).json as { url: string };
    return (await fetch(url, { method: 'POST', body: new URLSearchParams({}), redirect: 'manual' })).status;
  };
  const trying = (fan: Client) => until('the free days', async () => (await standing(fan)).status === 'trialing');

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
    post = await buildPost(owner, 'tamsin', 'paid');
    for (const wrong of ['0', '31', 'x', '1.5']) expect((await change({ trialDays: wrong })).status).toBe(422);
    expectStatus(await change({ trialDays: '7' }), 200);
  });
  afterAll(() => test.close());

  it('cost nothing until they are over, say so everywhere, and then are charged once', async () => {
    const fan = await buildPerson(test, 'Ruth');
    expect(await offer(fan)).toEqual({ days: 7, card: true });
    await pay(test, fan, 'tamsin', page.paid.id);
    await trying(fan);
    const { nextCharge, paidUntil } = await standing(fan);
    expect(nextCharge).toBe(paidUntil);
    expect(new Date(nextCharge!).getTime() - test.clock.now().getTime()).toBeGreaterThan(6.9 * DAY);
    expect(await reads(fan)).toBe(true);
    expect(await charges(fan)).toEqual([]);
    const welcome = await until('the welcome', async () => (await letters(fan, /You are in/)).at(0));
    expect(welcome.text).toContain('Nothing was charged today. The first €5 comes on');
    expect((await owner.get(`/studio/tamsin/members/${fan.accountId}`)).json).toMatchObject({ member: { status: 'trial' }, story: expect.arrayContaining([expect.objectContaining({ sentence: 'Began free days in Proof.' })]) });
    expect(await offer(fan)).toBeNull();
    await tell();
    expect(await letters(fan, /free days/)).toHaveLength(0);
    await pass(4.5);
    for (let again = 0; again < 2; again++) await tell();
    const ahead = await until('the letter before', async () => (await letters(fan, /free days/)).at(0));
    expect(ahead.text).toContain('€5 is charged for the first time');
    expect(ahead.text).toContain('/mail/cancellation/');
    await pass(2.6);
    await until('the first charge', async () => (await charges(fan)).length === 1 && (await charges(fan))[0]!.status === 'paid' && (await standing(fan)).status === 'active');
    expect((await charges(fan))[0]!.price.amount).toBe(500);
    expect(await letters(fan, /free days/)).toHaveLength(1);
  });

  it('left before they end charge nothing, and stay open to their end', async () => {
    const fan = await buildPerson(test, 'Leaver');
    await pay(test, fan, 'tamsin', page.paid.id, OTHER_CARD);
    await trying(fan);
    expectStatus(await fan.post('/@tamsin/membership/cancellation'), 200);
    expect(await standing(fan)).toMatchObject({ status: 'ending', nextCharge: null });
    await pass(6.5);
    expect(await reads(fan)).toBe(true);
    await pass(1);
    await until('the end', async () => (await standing(fan)).kind === 'free');
    expect(await reads(fan)).toBe(false);
    expect(await charges(fan)).toEqual([]);
    expect((await until('the letter', async () => (await letters(fan, /has ended/)).at(0))).text).toContain('It ended as you wished');

    // Once each person: the second time is at the usual price, and says so before.
    expect(await offer(fan)).toBeNull();
    await pay(test, fan, 'tamsin', page.paid.id, OTHER_CARD);
    await until('it is charged', async () => (await charges(fan))[0]?.status === 'paid');
    expect((await standing(fan)).status).toBe('active');
  });

  it('are once for each card, too: had again, they end before anything is charged', async () => {
    const again = await buildPerson(test, 'Samecard');
    expect(await offer(again)).toEqual({ days: 7, card: true });
    await pay(test, again, 'tamsin', page.paid.id);
    const letter = await until('the letter', async () => (await letters(again, /has ended/)).at(0));
    expect(letter.text).toContain('once for each person and card');
    await until('it is over', async () => (await standing(again)).kind === 'free');
    expect(await charges(again)).toEqual([]);
    expect(await reads(again)).toBe(false);
    expect(await offer(again)).toBeNull();
    const { rows } = await test.db.query('select card from trial');
    expect(rows.length).toBeGreaterThanOrEqual(3);
    for (const { card } of rows) expect(card).toMatch(/^[\w-]{43}$/);
  });

  describe('without a card', () => {
    beforeAll(async () => { expectStatus(await change({ trialCard: 'no' }), 200); });

    it('end by themselves, owe nothing, and are told how to stay', async () => {
      const fan = await buildPerson(test, 'Cardless');
      expect(await offer(fan)).toEqual({ days: 7, card: false });
      expect(await offer(new Client(test.url))).toEqual({ days: 7, card: true });
      expect(await beginFree(fan)).toBe(303);
      await trying(fan);
      expect(await standing(fan)).toMatchObject({ nextCharge: null });
      expect((await fan.get('/@tamsin/membership/card')).json).toMatchObject({ state: 'fine', card: null, nextCharge: null });
      expect((await until('the welcome', async () => (await letters(fan, /You are in/)).at(0))).text).toContain('nothing will be without a card');
      await pass(4.5);
      await tell();
      expect((await until('the letter', async () => (await letters(fan, /free days/)).at(0))).text).toMatch(/nothing is charged: there is no card[\s\S]*\/mail\/card\//);
      expect(await reads(fan)).toBe(true);
      await pass(2.6);
      expect(await reads(fan)).toBe(false);
      await until('the end', async () => (await standing(fan)).kind === 'free');
      expect((await until('the last letter', async () => (await letters(fan, /has ended/)).at(0))).text).toContain('Nothing was charged, and nothing will be');
      expect(await charges(fan)).toEqual([]);
    });

    it('go on with one that is given in time', async () => {
      const fan = await buildPerson(test, 'Stayer');
      expect(await beginFree(fan)).toBe(303);
      await trying(fan);
      const { url } = expectStatus(await fan.post('/@tamsin/membership/card'), 200).json as { url: string };
      const changed = await fetch(`${url}/card`, { method: 'POST', body: new URLSearchParams({ number: '378282246310005' }), redirect: 'manual' });
      const back = (await fan.get(new URL(changed.headers.get('location')!).pathname)).json;
      expect(back.outcome).toBe('fine');
      await until('the next charge', async () => (await standing(fan)).nextCharge !== null);
      await pass(7.2);
      await until('the charge', async () => (await charges(fan))[0]?.status === 'paid' && (await standing(fan)).status === 'active');
    });

    it('are not for an address that nobody proved', async () => {
      const guest = new Client(test.url);
      await test.db.query('delete from limit_use');
      const { url } = expectStatus(await guest.post('/@tamsin/join', { email: 'someone@people.example', tierId: page.paid.id, period: 'month' }), 201).json as { url: string };
      expect(await (await fetch(url)).text()).not.toContain('Start without a card');
    });
  });

  it('that were promised are never charged at a till of before, nor those that are over promised by one', async () => {
    const fan = await buildPerson(test, 'Tabs');
    expectStatus(await change({ trialDays: '' }), 200);
    const first = expectStatus(await fan.post('/@tamsin/checkout', { tierId: page.paid.id }), 201).json as { id: string };
    expectStatus(await change({ trialDays: '14' }), 200);
    const second = expectStatus(await fan.post('/@tamsin/checkout', { tierId: page.paid.id }), 201).json as { id: string; url: string };
    expect(second.id).not.toBe(first.id);
    expect(await (await fetch(second.url)).text()).toContain('14 days free');
    expect((await test.control('POST', `/sessions/${first.id}/pay`, { number: OTHER_CARD })).status).not.toBe(200);
  });
});
