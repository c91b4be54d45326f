import { DAY } from '../../src/platform/clock/clock.js';
import { PriceMoves, PriceRecalls, StripeClient } from '../../src/billing/index.js';
import { PriceMover } from '../../src/billing/price-moves/price-mover.service.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, type Client, expectStatus, PASSWORD, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

const HOLDERS = (id: string) => `/studio/tamsin/tiers/${id}/holders`;

describe('a price that changes', () => {
  let test: TestApp;
  let owner: Person;
  let proof: string;
  let stays: Person;
  let leaves: Person;
  let untold: Person;
  let climbs: Person;
  const rows = async (sql: string, values: unknown[] = []) => (await test.db.query<any>(sql, values)).rows;
  const mine = async (fan: Client) => (await fan.get('/@tamsin/membership')).json;
  const holders = async () => (await owner.get(HOLDERS(proof))).json.prices;
  const letters = async (fan: Person, subject: RegExp) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(fan.email) && subject.test(mail.subject ?? ''));
  const taken = async (fan: Person) => {
    const [{ customer }] = await rows('select customer_id as customer from subscription where account_id = $1', [fan.accountId]);
    return (await test.app.get(StripeClient).api.charges.list({ customer, limit: 100 })).data.map((one) => one.amount).reverse();
  };
  const quiet = () => until('the queue to be empty', async () => (await rows('select 1 from graphile_worker.jobs where run_at <= now() and (locked_at is null or attempts < 3)')).length === 0);
  /** Goes on to an instant of business time; the hourly job runs before it and after it. */
  const moveTo = async (instant: number) => {
    await rows("select graphile_worker.add_job('billing.movePrices', '{}')");
    await quiet();
    expect((await test.control('POST', '/clock', { advanceSeconds: Math.ceil((instant - test.clock.now().getTime()) / 1000) })).status).toBe(200);
    await rows("select graphile_worker.add_job('billing.movePrices', '{}')");
    await quiet();
  };
  const offer = async (price: string, period = 'month') => expectStatus(await owner.post(`/studio/tamsin/tiers/${proof}/prices`, { price, currency: 'EUR', period, password: PASSWORD }), 201);

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    proof = (await buildPage(test, owner, 'tamsin')).paid.id;
    [stays, leaves, untold, climbs] = [await buildPerson(test, 'Stays'), await buildPerson(test, 'Leaves'), await buildPerson(test, 'Untold'), await buildPerson(test, 'Climbs')];
    for (const fan of [stays, leaves, untold, climbs]) await pay(test, fan, 'tamsin', proof);
    await until('four members', async () => (await rows("select 1 from subscription where status = 'active'")).length === 4);
  });
  afterAll(() => test.close());

  it('is for new members alone, unless their page asks for more', async () => {
    expect(await holders()).toEqual([]);
    await offer('7');
    expect(await holders()).toMatchObject([{ price: { amount: 500 }, now: { amount: 700 }, members: 4, told: 0, waiting: 0 }]);
    await moveTo(test.clock.now().getTime() + 33 * DAY);
    await until('a second charge', async () => (await taken(stays)).length === 2);
    for (const fan of [stays, leaves, untold, climbs]) expect([await taken(fan), (await mine(fan)).coming]).toEqual([[500, 500], null]);
  });

  it('is announced by its owner alone, who knows the password', async () => {
    const [{ id }] = await holders();
    expect((await owner.post(HOLDERS(proof), { priceId: id, password: 'not it' })).status).toBe(422);
    expect((await owner.post(HOLDERS(proof), { priceId: proof, password: PASSWORD })).status).toBe(404);
    expect((await stays.post(HOLDERS(proof), { priceId: id, password: PASSWORD })).status).toBe(404);
    expect((await stays.get(HOLDERS(proof))).status).toBe(404);
    // Somebody whom no mail reaches.
    await rows("update account set email = 'nobody@nowhere.invalid' where id = $1", [untold.accountId]);
    await rows(`create function refuse_mail() returns trigger language plpgsql as $$ begin if new.kind = 'price-move' and new.address like 'nobody@%' then new.skipped = 'refused'; end if; return new; end $$`);
    await rows('create trigger refuse_mail before insert on mail for each row execute function refuse_mail()');
    const after = expectStatus(await owner.post(HOLDERS(proof), { priceId: id, password: PASSWORD }), 200).json.prices;
    expect(after).toMatchObject([{ members: 4, waiting: 4 }]);
    await until('three to be told', async () => (await holders())[0].told === 3);
    expect(await holders()).toMatchObject([{ told: 3, waiting: 1 }]);
  });

  it('is charged from the renewal that was announced, a month after the mail at the earliest', async () => {
    const [told] = await until('the mail', async () => { const found = await letters(stays, /costs €7 from/); return found.length === 1 && found; });
    expect(told!.text).toContain('instead of €5');
    expect(told!.text).toContain('/mail/cancellation/');
    const announced = await until('it to stand on the page', async () => (await mine(stays)).coming);
    expect(announced).toMatchObject({ kind: 'announced', price: { amount: 700 } });
    const from = Date.parse(announced.at);
    expect(from - test.clock.now().getTime()).toBeGreaterThanOrEqual(30 * DAY - 60_000);
    expect(await mine(stays)).toMatchObject({ price: { amount: 500 }, canChange: true });
    expectStatus(await leaves.post('/@tamsin/membership/cancellation'), 200);
    expect((await mine(leaves)).coming).toBeNull();
    const top = expectStatus(await owner.post('/studio/tamsin/tiers', { name: 'Press', description: '', benefits: '', welcome: '', paid: 'paid', price: '30', currency: 'EUR' }), 201).json.id as string;
    const { quote } = (await climbs.get(`/@tamsin/membership/change?tier=${top}`)).json;
    expectStatus(await climbs.post('/@tamsin/membership/change', { tierId: top, period: 'month', due: quote.due.amount, price: 3000, at: quote.at }), 200);

    await moveTo(from - DAY);
    const before = (await taken(stays)).slice();
    expect(new Set(before)).toEqual(new Set([500]));
    await moveTo(from + 2 * 3_600_000);
    await until('the new price', async () => (await taken(stays)).includes(700));
    expect(await taken(stays)).toEqual([...before, 700]);
    expect(await mine(stays)).toMatchObject({ price: { amount: 700 }, coming: null });
    expect(await letters(stays, /^You are in/)).toHaveLength(1);
    await moveTo(from + 33 * DAY);
    expect(new Set(await taken(untold))).toEqual(new Set([500]));
    expect(new Set(await taken(leaves))).toEqual(new Set([500]));
    expect((await taken(climbs)).filter((amount) => amount === 700)).toEqual([]);
    expect((await taken(climbs)).at(-1)).toBe(3000);
    expect(await rows('select count(moved_at)::int as moved, count(dropped_at)::int as dropped from price_notice')).toEqual([{ moved: 1, dropped: 2 }]);
  });

  it('is written down as done where its worker died after Stripe had moved it', async () => {
    const [due] = await rows('select move_id as "moveId", stripe_account as account, subscription_id as subscription from price_notice where moved_at is not null');
    const isDone = async () => {
      await test.app.get(PriceMover).moveNow(due);
      expect(await rows("select result_id, failure from operation where kind = 'price_move'")).toEqual([{ result_id: due.subscription, failure: null }]);
    };
    await rows("update operation set result_id = null, finished_at = null where kind = 'price_move'");
    await isDone();
    // And before anybody here had heard of it.
    await rows("update operation set result_id = null, finished_at = null where kind = 'price_move'");
    await rows('update price_notice set moved_at = null where subscription_id = $1', [due.subscription]);
    await rows('update subscription set amount = 500 where subscription_id = $1', [due.subscription]);
    await isDone();
    expect(await rows('select count(moved_at)::int as moved from price_notice')).toEqual([{ moved: 1 }]);
  });

  it('is called off while nobody pays it yet, and whoever was told is told of that', async () => {
    const joined = await buildPerson(test, 'Joined');
    const reader = await buildPerson(test, 'Reader');
    for (const fan of [joined, reader]) await pay(test, fan, 'tamsin', proof);
    await offer('8');
    const seven = async () => (await holders()).find((one: any) => one.price.amount === 700);
    const { id } = await seven();
    expect((await owner.post(`${HOLDERS(proof)}/undo`, { priceId: id })).json.code).toBe('price_not_moving');
    expectStatus(await owner.post(HOLDERS(proof), { priceId: id, password: PASSWORD }), 200);
    const announced = await until('it to stand on the page', async () => (await mine(joined)).coming);
    expect((await stays.post(`${HOLDERS(proof)}/undo`, { priceId: id })).status).toBe(404);
    // The mail to one of them is on its way at this moment.
    await until('all to be told', async () => (await seven()).waiting === 0);
    await rows('update price_notice set told_at = null where account_id = $1', [reader.accountId]);
    expectStatus(await owner.post(`${HOLDERS(proof)}/undo`, { priceId: id }), 200);
    expect(await seven()).toMatchObject({ told: 0, waiting: 0, announced: false });
    const [move] = await rows('select move_id from price_notice where account_id = $1 and recalled_at is not null', [reader.accountId]);
    await test.app.get(PriceMoves).told(move.move_id, reader.accountId);
    await test.app.get(PriceRecalls).toldTooLate(move.move_id, reader.accountId);
    for (const fan of [joined, reader]) await until('the mail', async () => (await letters(fan, /stays €7 after all/)).length === 1);
    await until('nothing to come', async () => (await mine(joined)).coming === null);
    await moveTo(Date.parse(announced.at) + DAY);
    expect(new Set(await taken(joined))).toEqual(new Set([700]));
    expect(await letters(joined, /after all/)).toHaveLength(1);
  });

  it('is not called off any more by whoever comes as it is taken', async () => {
    const { id } = (await holders()).find((one: any) => one.price.amount === 700);
    expectStatus(await owner.post(HOLDERS(proof), { priceId: id, password: PASSWORD }), 200);
    await until('all to be told', async () => (await holders()).find((one: any) => one.id === id).waiting === 0);
    const begun = (at: number) => rows('update price_notice set moving_at = $1 where moved_at is null and dropped_at is null', [new Date(at)]);
    await begun(test.clock.now().getTime());
    expect((await owner.post(`${HOLDERS(proof)}/undo`, { priceId: id })).json.code).toBe('price_not_moving');
    expect((await owner.post(HOLDERS(proof), { priceId: id, password: PASSWORD })).json.code).toBe('price_nobody');
    await begun(test.clock.now().getTime() - 25 * 3_600_000);
    expectStatus(await owner.post(`${HOLDERS(proof)}/undo`, { priceId: id }), 200);
  });

  it('is looked at and announced on a page, without a script', async () => {
    const browser = new Browser(test.url);
    await browser.submit('/sign-in', '/sign-in', { email: owner.email, password: PASSWORD });
    const shown = await browser.get(HOLDERS(proof));
    expect(shown.text).toContain('Ask them to pay €8');
    const [{ id }] = await holders();
    const done = await browser.follow(await browser.submit(HOLDERS(proof), HOLDERS(proof), { priceId: id, password: PASSWORD }));
    expect(done.text).toContain('They are being told.');
    expect((await browser.get('/studio/tamsin/team/audit')).text).toContain('announced the present price');
  });
});
