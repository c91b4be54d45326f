import { DAY } from '../../src/platform/clock/clock.js';
import { StripeClient } from '../../src/billing/index.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, Client, expectStatus, PASSWORD, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

/** Cards that pay once and are refused from then on, pay always, or have the bank ask each time (Stripe's test numbers). */
const [FAILS_LATER, GOOD] = ['4000000000000341', '5555555555554444'];

describe('A payment that fails', () => {
  let test: TestApp;
  let owner: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let post: { url: string };
  const standing = async (fan: Client) => (await fan.get('/@tamsin/membership')).json as { status: string; kind: string; openUntil: string | null };
  const reads = async (fan: Client) => (await fan.get(post.url)).json.post.open as boolean;
  const charges = async (fan: Client) => (await fan.get('/account/charges')).json.payments as { status: string; attempts: number }[];
  const paid = async (fan: Client) => (await charges(fan)).filter((one) => one.status === 'paid').length;
  const letters = async (fan: Person, pattern: RegExp) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(fan.email) && pattern.test(mail.subject ?? ''));
  const pass = async (days: number) => {
    const target = test.clock.now().getTime() + days * DAY;
    expect((await test.control('POST', '/clock', { advanceSeconds: days * DAY / 1000 })).status).toBe(200);
    await until('our clock', async () => test.clock.now().getTime() >= target);
  };
  const settled = () => until('the syncs', async () => (await test.db.query("select 1 from stripe_customer where dirty_seq > synced_seq union select 1 from graphile_worker.jobs where task_identifier in ('billing.sync', 'billing.payments', 'billing.recover')")).rowCount === 0);
  const join = async (name: string, card?: string) => {
    const fan = await buildPerson(test, name);
    await pay(test, fan, 'tamsin', page.paid.id, card);
    await until('paid', async () => (await standing(fan)).status === 'active' && await paid(fan) === 1);
    return fan;
  };
  const linkIn = async (fan: Person, subject: RegExp) => {
    const mail = await until('the letter', async () => (await letters(fan, subject)).at(0));
    return new URL(/https?:\/\/\S+\/mail\/card\/\S+/.exec(mail.text!)![0]).pathname;
  };
  /** Takes the way through Stripe's portal with another card. @returns where it leads back to */
  const throughPortal = async (browser: Browser, link: string, number: string) => {
    const sent = expectStatus(await browser.post(link, { way: 'card' }), 303);
    const portal = sent.headers.get('location')!;
    expect(new URL(portal).origin).toBe(new URL(test.sandbox.url).origin);
    const changed = await fetch(`${portal}/card`, { method: 'POST', body: new URLSearchParams({ number }), redirect: 'manual' });
    const back = new URL(changed.headers.get('location')!);
    expect(back.href).toBe(`${test.url}${link}/return`);
    return back.pathname;
  };

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
    post = await buildPost(owner, 'tamsin', 'paid');
  });
  afterAll(() => test.close());

  describe('at a renewal', () => {
    let late: Person;
    let link: string;
    beforeAll(async () => {
      late = await join('Late', FAILS_LATER);
      await pass(32);
      await until('the refusal', async () => (await charges(late))[0]?.attempts === 1 && (await standing(late)).status === 'past_due');
      link = await linkIn(late, /did not go through/);
    });

    it('is told with one link that needs no sign-in and changes nothing by being followed', async () => {
      const stranger = new Browser(test.url);
      const shown = await stranger.get(link);
      expect(shown.status).toBe(200);
      expect(shown.text).toContain('€5 could not be charged');
      expect([shown.headers.get('referrer-policy'), shown.headers.get('cache-control')]).toEqual(['same-origin', expect.stringContaining('no-store')]);
      expect((await new Client(test.url).get(link)).json).toMatchObject({ state: 'owed', owed: { sum: { amount: 500, currency: 'EUR' }, confirm: false }, tier: 'Proof', card: { last4: '0341' } });
      for (const path of [link.slice(0, -3), '/mail/card/x', link.replace('card', 'cancellation')]) expect((await stranger.get(path)).status).toBe(404);
      expect(await reads(late)).toBe(true);
      expect(test.logs()).not.toContain(link.split('/').at(-1)!);
    });

    it('is seen by the owner alone: since when, and how long it stays open', async () => {
      const helper = await buildPerson(test, 'Helper');
      await test.db.query("insert into team_member (creator_id, account_id, role, since) select id, $1, 'community', created_at from creator where handle = 'tamsin'", [helper.accountId]);
      const [member] = (await owner.get('/studio/tamsin/members?status=trouble')).json.members;
      expect(member).toMatchObject({ name: 'Late', status: 'trouble' });
      expect(new Date(member.openUntil).getTime() - new Date(member.troubleSince).getTime()).toBe(7 * DAY);
      expect((await helper.get('/studio/tamsin/members?status=trouble')).status).toBe(403);
      expect((await helper.get(`/studio/tamsin/members/${late.accountId}`)).json.member).toMatchObject({ status: 'paid', troubleSince: null, openUntil: null });
    });

    it('stays open as long as the tier says, from the moment it says so', async () => {
      const tier = async (graceDays: string) => {
        const { version } = (await owner.get(`/studio/tamsin/tiers/${page.paid.id}`)).json.tier;
        return owner.post(`/studio/tamsin/tiers/${page.paid.id}`, { name: 'Proof', description: '', benefits: '', welcome: '', price: '5', currency: 'EUR', graceDays, version });
      };
      for (const wrong of ['31', '-1', '1.5', 'x']) expect((await tier(wrong)).status).toBe(422);
      expectStatus(await tier('0'), 200);
      await until('it closes', async () => !(await reads(late)));
      expect((await new Client(test.url).get(link)).json).toMatchObject({ openUntil: null });
      expect(await standing(late)).toMatchObject({ openUntil: null });
      expectStatus(await tier('30'), 200);
      await until('it opens', () => reads(late));
      expect(Date.parse((await standing(late)).openUntil!)).toBeGreaterThan(test.clock.now().getTime());
      expectStatus(await tier(''), 200);
      expect((await owner.get(`/studio/tamsin/tiers/${page.paid.id}`)).json.tier.graceDays).toBe(30);
    });

    it('stays owed when the new card is refused, too', async () => {
      const stranger = new Browser(test.url);
      const back = await throughPortal(stranger, link, FAILS_LATER);
      expect((await stranger.get(back)).text).toContain('The bank said no to this card, too');
      expect(await paid(late)).toBe(1);
      await settled();
      expect((await charges(late))[0]).toMatchObject({ status: 'open', attempts: 2 });
    });

    it('is paid at once with another card, once however often one comes back, and that card pays from then on', async () => {
      const stranger = new Browser(test.url);
      const back = await throughPortal(stranger, link, GOOD);
      const came = await Promise.all([1, 2, 3].map(() => new Client(test.url).get(back)));
      expect(came.map((one) => one.json.outcome).every((outcome) => ['paid', 'fine', 'confirming', 'unchanged'].includes(outcome))).toBe(true);
      await until('it is paid', async () => await paid(late) === 2 && (await standing(late)).status === 'active');
      await settled();
      const last = await stranger.get(back);
      expect(last.text).toContain('Your card is in use');
      expect(await paid(late)).toBe(2);
      expect((await owner.get('/studio/tamsin/members?status=trouble')).json.members).toEqual([]);
      const [{ default_payment_method: card }] = (await test.app.get(StripeClient).api.subscriptions.list({ status: 'active', expand: ['data.default_payment_method'] })).data as never as [{ default_payment_method: { card: { last4: string } } }];
      expect(card.card.last4).toBe('4444');
      const { state, card: known } = (await late.get('/@tamsin/membership/card')).json;
      expect([state, known.last4]).toEqual(['fine', '4444']);
    });
  });

  it('is paid without anybody coming back, as soon as there is a newer card', async () => {
    const fan = await join('Elsewhere', FAILS_LATER);
    await pass(32);
    await until('the refusal', async () => (await charges(fan))[0]?.status === 'open');
    const link = await linkIn(fan, /did not go through/);
    await throughPortal(new Browser(test.url), link, GOOD);
    await until('it is paid', async () => await paid(fan) === 2 && (await standing(fan)).status === 'active');
  });

  it('can be left: it ends at once, the bank is asked no more, and what it pays that very second goes back', async () => {
    const [plain, racer] = [await join('Plain', FAILS_LATER), await join('Racer', FAILS_LATER)];
    const { api } = test.app.get(StripeClient);
    const at = async (fan: Person) => {
      const { rows: [row] } = await test.db.query<{ customer: string; id: string }>('select customer_id as customer, subscription_id as id from subscription where account_id = $1', [fan.accountId]);
      const { data: invoices } = await api.invoices.list({ subscription: row!.id, limit: 100 });
      return { ...row!, invoices, status: (await api.subscriptions.retrieve(row!.id)).status };
    };
    await pass(32);
    for (const fan of [plain, racer]) await until('the refusal', async () => (await standing(fan)).status === 'past_due');
    const browser = new Browser(test.url);
    await browser.submit('/sign-in', '/sign-in', { email: plain.email, password: PASSWORD });
    expect((await browser.get('/@tamsin/membership/cancellation')).text).toContain('It ends at once.');
    expect((await browser.follow(await browser.submit('/@tamsin/membership/cancellation', '/@tamsin/membership/cancellation', {}))).text).toContain('Nothing more is taken');
    expect(await at(plain)).toMatchObject({ status: 'canceled', invoices: [{ status: 'void' }, { status: 'paid' }] });
    await until('it is over', async () => (await standing(plain)).kind !== 'paid' && !await reads(plain));
    // A second press of the same button ends no more than the first: the following stays, which is left by a button of its own.
    expect((await plain.post('/@tamsin/membership/cancellation', { kind: 'paid' })).json.membership).toMatchObject({ kind: 'free', status: 'active' });
    expect((await plain.post('/@tamsin/membership/cancellation', { kind: 'free' })).json.membership).toBeNull();

    const before = await at(racer);
    const { id: card } = await api.paymentMethods.attach('pm_card_visa', { customer: before.customer });
    await test.control('POST', '/faults', { method: 'DELETE', path: '/v1/subscriptions/*', kind: 'delay', delayMs: 2000, times: 1 });
    const leaving = racer.post('/@tamsin/membership/cancellation');
    await until('it is being left', async () => (await test.db.query("select 1 from graphile_worker.jobs where task_identifier = 'billing.endLate'")).rowCount! > 0);
    await api.invoices.pay(before.invoices[0]!.id!, { payment_method: card });
    expectStatus(await leaving, 200);
    expect(await at(racer)).toMatchObject({ status: 'canceled', invoices: [{ status: 'paid' }, { status: 'paid' }] });
    const refunds = async () => (await api.charges.list({ customer: before.customer, limit: 100 })).data.filter((one) => one.paid).map((one) => one.amount_refunded).toReversed();
    expect(await refunds()).toEqual([0, 500]);
    // What a crash would have left to it finds everything done.
    await test.db.query("update graphile_worker._private_jobs set run_at = now() where key like 'late %'");
    await until('the job', async () => (await test.db.query("select 1 from graphile_worker.jobs where task_identifier = 'billing.endLate'")).rowCount === 0);
    expect(await refunds()).toEqual([0, 500]);
  });

  it('because the bank asks, leads to the invoice where it is answered', async () => {
    const fan = await join('Asked');
    const { api } = test.app.get(StripeClient);
    const { rows: [row] } = await test.db.query('select customer_id, subscription_id from subscription where account_id = $1', [fan.accountId]);
    const { id: method } = await api.paymentMethods.attach('pm_card_authenticationRequired', { customer: row.customer_id });
    await api.subscriptions.update(row.subscription_id, { default_payment_method: method });
    await pass(32);
    const link = await linkIn(fan, /Your bank asks/);
    expect((await new Client(test.url).get(link)).json.owed.confirm).toBe(true);
    const stranger = new Browser(test.url);
    expect((await stranger.get(link)).text).toContain('Confirm with my bank');
    const invoice = expectStatus(await stranger.post(link, { way: 'confirm' }), 303).headers.get('location')!;
    expect(invoice).toContain('/invoices/');
    const asked = await fetch(invoice, { method: 'POST', body: new URLSearchParams({ number: 'saved' }), redirect: 'manual' });
    await fetch(new URL(asked.headers.get('location')!, test.sandbox.url), { method: 'POST', body: new URLSearchParams({ answer: 'yes' }), redirect: 'manual' });
    await until('it is paid', async () => await paid(fan) === 2 && (await standing(fan)).status === 'active');
    expect((await new Client(test.url).get(link)).json.state).toBe('fine');
  });

  it('is seen coming: a card that runs out is told of once, a month ahead, with the same link', async () => {
    const fan = await join('Forward');
    const { rows: [{ card }] } = await test.db.query('select card from subscription where account_id = $1', [fan.accountId]);
    expect(card).toMatchObject({ brand: 'visa', last4: '4242' });
    const tell = async () => {
      await test.db.query("select graphile_worker.add_job('billing.cardsExpiring')");
      await until('the job', async () => (await test.db.query("select 1 from graphile_worker.jobs where task_identifier = 'billing.cardsExpiring'")).rowCount === 0);
    };
    await tell();
    expect(await letters(fan, /runs out/)).toHaveLength(0);
    const end = Date.UTC(card.year, card.month, 1);
    await pass(Math.floor((end - test.clock.now().getTime()) / DAY) - 25);
    await settled();
    await tell();
    await tell();
    const link = await linkIn(fan, /The card ending in 4242 runs out/);
    expect(await letters(fan, /runs out/)).toHaveLength(1);
    expect((await new Client(test.url).get(link)).json).toMatchObject({ state: 'fine', card: { last4: '4242' } });
  }, 90_000);
});
