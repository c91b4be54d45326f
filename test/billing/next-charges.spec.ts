import { DAY } from '../../src/platform/clock/clock.js';
import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, type Client, expectStatus, PASSWORD } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;
interface Coming { sum: { amount: number }; charges: number; later: { month: string; sum: { amount: number }; charges: number }[] }

describe('What is coming, as a page\'s owner is told', () => {
  let test: TestApp;
  let owner: Person;
  let proof: string;
  let edition: string;
  let people = 0;
  const mine = async (fan: Client) => (await fan.get('/@tamsin/membership')).json as { kind: string; nextCharge: string | null; nextPrice: { amount: number }; coming: { at: string } | null };
  const coming = async () => (await owner.get('/studio/tamsin/billing')).json.coming as Coming[];
  /** What is said of the only currency there is: what comes soon, and by month what comes later. */
  const said = async () => {
    const [{ sum, charges, later } = { sum: { amount: 0 }, charges: 0, later: [] }] = await coming();
    return [sum.amount, charges, ...later.map((one) => [one.month.slice(0, 7), one.sum.amount, one.charges])];
  };
  const monthOf = (iso: string | null) => iso!.slice(0, 7);
  const tier = async (name: string, price: string, more: object = {}) => expectStatus(await owner.post('/studio/tamsin/tiers', {
    name, description: '', benefits: '', welcome: '', paid: 'paid', price, currency: 'EUR', ...more,
  }), 201).json.id as string;
  /** Somebody who has a tier since this moment; without a card where its free days need none. */
  const member = async (tierId: string, { period = 'month', card = true } = {}) => {
    const fan = await buildPerson(test, `Fan${++people}`);
    const { id, url } = expectStatus(await fan.post('/@tamsin/checkout', { tierId, period }), 201).json as { id: string; url: string };
    if (card) expect((await test.control('POST', `/sessions/${id}/pay`, { number: '4242424242424242' })).status).toBe(200);
    else await fetch(url, { method: 'POST', body: new URLSearchParams({}), redirect: 'manual' });
    await until('the membership', async () => { const answer = await fan.get('/@tamsin/membership'); return answer.status === 200 && answer.json.kind === 'paid'; });
    return fan;
  };
  const change = async (fan: Client, tierId: string) => {
    const { quote } = expectStatus(await fan.get(`/@tamsin/membership/change?tier=${tierId}&period=month`), 200).json;
    expectStatus(await fan.post('/@tamsin/membership/change', { tierId, period: 'month', due: quote.due.amount, price: quote.price.amount, at: quote.at }), 200);
  };
  const leave = async (fan: Client) => expectStatus(await fan.post('/@tamsin/membership/cancellation'), 200);

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    proof = (await buildPage(test, owner, 'tamsin')).paid.id;
    edition = await tier('Edition', '11', { yearly: '110' });
    // Months begin where the page is: in UTC they are those of the instants here.
    await test.db.query("update creator set time_zone = 'UTC'");
  });
  afterAll(() => test.close());

  it('is nothing, then each member\'s next charge, until they leave', async () => {
    expect(await coming()).toEqual([]);
    const fan = await member(edition);
    expect(await said()).toEqual([1100, 1]);
    await leave(fan);
    expect(await coming()).toEqual([]);
  });

  it('is the smaller price that a fan agreed to', async () => {
    const fan = await member(edition);
    await change(fan, proof);
    expect((await mine(fan)).nextPrice.amount).toBe(500);
    expect(await said()).toEqual([500, 1]);
    await leave(fan);
  });

  it('leaves out what rests, and says in which month it goes on', async () => {
    const fan = await member(edition);
    expectStatus(await fan.post('/@tamsin/membership/pause', { months: '2' }), 200);
    expect(await said()).toEqual([0, 0, [monthOf((await mine(fan)).nextCharge), 1100, 1]]);
    expectStatus(await fan.post('/@tamsin/membership/pause', { months: 'open' }), 200);
    expect((await mine(fan)).nextCharge).toBeNull();
    expect(await coming()).toEqual([]);
    await leave(fan);
  });

  it('has a yearly membership in its month', async () => {
    const fan = await member(edition, { period: 'year' });
    const monthly = await member(proof);
    expect(await said()).toEqual([500, 1, [monthOf((await mine(fan)).nextCharge), 11000, 1]]);
    for (const one of [fan, monthly]) await leave(one);
  });

  it('has free days with a card alone', async () => {
    const taste = await tier('Taste', '7', { trialDays: '14', trialCard: 'no' });
    const bare = await member(taste, { card: false });
    expect((await mine(bare)).nextCharge).toBeNull();
    expect(await coming()).toEqual([]);
    const carded = await member(await tier('Treat', '7', { trialDays: '14' }));
    expect(await said()).toEqual([700, 1]);
    for (const one of [bare, carded]) await leave(one);
  });

  it('is the price that was announced, from the charge on that was named', async () => {
    const fan = await member(proof);
    expectStatus(await owner.post(`/studio/tamsin/tiers/${proof}/prices`, { price: '9', currency: 'EUR', period: 'month', password: PASSWORD }), 201);
    const [{ id }] = (await owner.get(`/studio/tamsin/tiers/${proof}/holders`)).json.prices;
    expectStatus(await owner.post(`/studio/tamsin/tiers/${proof}/holders`, { priceId: id, password: PASSWORD }), 200);
    const at = Date.parse((await until('the news', async () => (await mine(fan)).coming)).at);
    if (Date.parse((await mine(fan)).nextCharge!) < at) expect(await said()).toEqual([500, 1]);
    await test.control('POST', '/clock', { advanceSeconds: Math.ceil((at - 5 * DAY - test.clock.now().getTime()) / 1000) });
    await until('the charge that was named to be the next', async () => Date.parse((await mine(fan)).nextCharge!) === at && test.clock.now().getTime() > at - 6 * DAY);
    expect((await mine(fan)).nextPrice.amount).toBe(900);
    expect(await said()).toEqual([900, 1]);
  });
});
