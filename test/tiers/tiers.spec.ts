import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, buildPost, Client, expectStatus, PASSWORD, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

const words = (name: string, more: object = {}) => ({ name, description: '', benefits: '', welcome: '', currency: 'EUR', ...more });

describe('what is on sale', () => {
  let test: TestApp;
  let owner: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  const tier = async (id: string) => (await owner.get(`/studio/tamsin/tiers/${id}`)).json.tier;
  const offers = async (query = '', client: Client = new Client(test.url)) => (await client.get(`/@tamsin/join${query}`)).json.offers as Record<string, any>[];

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
  });
  afterAll(() => test.close());

  describe('by the year and in several currencies', () => {
    it('is told in the way the reader asks for, with what a year saves', async () => {
      expectStatus(await owner.post(`/studio/tamsin/tiers/${page.paid.id}`, words('Proof', { price: '5', yearly: '50' })), 200);
      expectStatus(await owner.post(`/studio/tamsin/tiers/${page.paid.id}/prices`, { price: '6', currency: 'USD', period: 'month' }), 201);
      const told = async (query: string) => (await offers(query)).find((one) => one.id === page.paid.id)!;
      expect(await told('')).toMatchObject({ price: { amount: 500, currency: 'EUR' }, interval: 'month', saving: null });
      expect(await told('?period=year')).toMatchObject({ price: { amount: 5000, currency: 'EUR' }, interval: 'year', saving: { amount: 1000, currency: 'EUR' } });
      expect(await told('?currency=USD')).toMatchObject({ price: { amount: 600, currency: 'USD' }, interval: 'month' });
      expect(await told('?currency=USD&period=year')).toMatchObject({ price: { amount: 600, currency: 'USD' }, interval: 'month' });
      expect(await told('?currency=XXX&period=week')).toMatchObject({ price: { amount: 500, currency: 'EUR' }, interval: 'month' });
    });

    it('is charged as chosen, and only at prices of ours', async () => {
      const fan = await buildPerson(test, 'Yearly');
      for (const wrong of [{ period: 'year', currency: 'USD' }, { period: 'month', currency: 'JPY' }]) {
        expect((await fan.post('/@tamsin/checkout', { tierId: page.paid.id, ...wrong })).json.code).toBe('not_on_sale');
      }
      for (const wrong of [{ period: 'day' }, { currency: 'eur' }, { amount: 1 }, { price: '1' }]) expect((await fan.post('/@tamsin/checkout', { tierId: page.paid.id, ...wrong })).status).toBe(422);
      const { id } = expectStatus(await fan.post('/@tamsin/checkout', { tierId: page.paid.id, period: 'year' }), 201).json;
      expect((await test.control('POST', `/sessions/${id}/pay`, { number: '4242424242424242' })).status).toBe(200);
      const membership = await until('a yearly membership', async () => {
        const { json } = await fan.get('/@tamsin/membership');
        return json.kind === 'paid' && json;
      });
      expect(membership).toMatchObject({ price: { amount: 5000, currency: 'EUR' }, interval: 'year' });
      expect(Math.round((Date.parse(membership.nextCharge) - Date.now()) / 86_400_000)).toBeGreaterThanOrEqual(364);
    });

    it('knows currencies without decimals and with three', async () => {
      const price = (body: object) => owner.post(`/studio/tamsin/tiers/${page.paid.id}/prices`, { period: 'month', ...body });
      expectStatus(await price({ price: '700', currency: 'JPY' }), 201);
      expectStatus(await price({ price: '1.5', currency: 'KWD' }), 201);
      for (const wrong of [{ price: '700.5', currency: 'JPY' }, { price: '40', currency: 'JPY' }, { price: '1.555', currency: 'KWD' }, { price: '0.1', currency: 'KWD' }, { price: '-5', currency: 'USD' }, { price: 'five', currency: 'USD' }]) {
        const answer = await price(wrong);
        expect([wrong, answer.status, Object.keys(answer.json.errors)]).toEqual([wrong, 422, ['price']]);
      }
      expect((await tier(page.paid.id)).prices.map((one: any) => [one.amount, one.currency, one.interval])).toEqual([
        [500, 'EUR', 'month'], [5000, 'EUR', 'year'], [700, 'JPY', 'month'], [1500, 'KWD', 'month'], [600, 'USD', 'month'],
      ]);
      const fan = await buildPerson(test, 'Kuwait');
      const { id } = expectStatus(await fan.post('/@tamsin/checkout', { tierId: page.paid.id, currency: 'KWD' }), 201).json;
      expect((await test.control('POST', `/sessions/${id}/pay`, { number: '4242424242424242' })).status).toBe(200);
      await until('the dinars', async () => (await fan.get('/@tamsin/membership')).json.price?.currency === 'KWD');
    });

    it('asks for the password before a price becomes another, and for none before one more is offered', async () => {
      const made = await owner.post('/studio/tamsin/tiers', words('Plate', { paid: 'paid', price: '20' }));
      const plate = `/studio/tamsin/tiers/${made.json.id}`;
      const change = (more: object) => owner.post(plate, words('Plate', { price: '20', ...more }));
      const offer = (more: object) => owner.post(`${plate}/prices`, { price: '22', currency: 'USD', period: 'month', ...more });
      expectStatus(await change({ yearly: '200', description: 'Signed.' }), 200);
      for (const other of [{ price: '21' }, { yearly: '210' }, { currency: 'USD' }, { price: '21', password: 'a guess' }]) {
        const refused = await change(other);
        expect([other, refused.status, Object.keys(refused.json.errors)]).toEqual([other, 422, ['password']]);
      }
      expectStatus(await offer({}), 201);
      expectStatus(await offer({}), 201);
      expect(Object.keys((await offer({ price: '23' })).json.errors)).toEqual(['password']);
      expectStatus(await change({ price: '21', password: PASSWORD }), 200);
      expectStatus(await offer({ price: '23', password: PASSWORD }), 201);
      expect((await tier(made.json.id)).prices.map((one: any) => one.amount)).toEqual([2100, 20_000, 2300]);
      expectStatus(await owner.post(`${plate}/archival`), 200);
    });

    it('goes off sale without touching who pays it, and never another page\'s', async () => {
      const dinars = (await tier(page.paid.id)).prices.find((one: any) => one.currency === 'KWD');
      const other = await buildPerson(test, 'Nico');
      const theirs = await buildPage(test, other, 'nico');
      expect((await other.post(`/studio/nico/tiers/${theirs.paid.id}/prices/${dinars.id}/retirement`)).status).toBe(404);
      expectStatus(await owner.post(`/studio/tamsin/tiers/${page.paid.id}/prices/${dinars.id}/retirement`), 200);
      expect((await owner.post(`/studio/tamsin/tiers/${page.paid.id}/prices/${dinars.id}/retirement`)).status).toBe(404);
      expect((await tier(page.paid.id)).prices.map((one: any) => one.currency)).not.toContain('KWD');
      const { rows } = await test.db.query("select count(*)::int as n from subscription where currency = 'KWD' and status = 'active'");
      expect(rows[0].n).toBe(1);
    });
  });

  it('is hidden from all but those who have its address', async () => {
    const hidden = expectStatus(await owner.post('/studio/tamsin/tiers', words('Secret', { paid: 'paid', price: '9', hidden: 'yes' })), 201).json;
    const seen = async (query: string) => (await offers(query)).some((one) => one.id === hidden.id);
    expect(await seen('')).toBe(false);
    expect((await new Client(test.url).get('/@tamsin')).json.tiers.some((one: any) => one.id === hidden.id)).toBe(false);
    expect(await seen(`?tier=${hidden.id}`)).toBe(true);
    const posts = [await buildPost(owner, 'tamsin', 'paid'), await buildPost(owner, 'tamsin', `only:${hidden.id}`)];
    for (const { url } of posts) {
      expect((await new Client(test.url).get(url)).text).not.toContain('Secret');
      expect((await owner.get(url)).text).toContain('Secret');
    }
    const fan = await buildPerson(test, 'Invited');
    await pay(test, fan, 'tamsin', hidden.id);
    await until('the invited one is in', async () => (await offers('', fan)).some((one) => one.id === hidden.id && one.yours));
  });

  it('is archived with its members in, and comes back where it stood', async () => {
    const before = await tier(page.paid.id);
    expectStatus(await owner.post(`/studio/tamsin/tiers/${page.paid.id}/archival`), 200);
    expect((await offers()).some((one) => one.id === page.paid.id)).toBe(false);
    expectStatus(await owner.post(`/studio/tamsin/tiers/${page.paid.id}/archival/undo`), 200);
    expect(await tier(page.paid.id)).toMatchObject({ position: before.position, archived: false });
    const free = page.free.id;
    expectStatus(await owner.post(`/studio/tamsin/tiers/${free}/archival`), 200);
    const second = expectStatus(await owner.post('/studio/tamsin/tiers', words('Open door', { paid: 'free' })), 201).json;
    expect((await owner.post(`/studio/tamsin/tiers/${free}/archival/undo`)).json.code).toBe('one_free_tier');
    expectStatus(await owner.post(`/studio/tamsin/tiers/${second.id}/archival`), 200);
    expectStatus(await owner.post(`/studio/tamsin/tiers/${free}/archival/undo`), 200);
  });

  it('stands in an order that says who gains and who loses before it is saved', async () => {
    const lofty = expectStatus(await owner.post('/studio/tamsin/tiers', words('Lofty', { paid: 'paid', price: '20' })), 201).json;
    await buildPost(owner, 'tamsin', `tier:${lofty.id}`);
    const fan = await buildPerson(test, 'Modest');
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('a modest member', async () => (await fan.get('/@tamsin/membership')).json.kind === 'paid');
    const { tiers } = (await owner.get('/studio/tamsin/tiers')).json as { tiers: { id: string }[] };
    const ids = tiers.map((one) => one.id);
    const swapped = ids.map((id) => (id === page.paid.id ? lofty.id : id === lofty.id ? page.paid.id : id));
    const proposed = (await owner.get(`/studio/tamsin/tiers/order?order=${swapped.join(',')}`)).json;
    expect(proposed.changed).toBe(true);
    expect(proposed.shifts.filter((one: any) => one.tiers.some((t: any) => t.id === page.paid.id)).every((one: any) => one.gains === 1 && one.loses === 0)).toBe(true);
    expect((await tier(lofty.id)).position).toBeGreaterThan((await tier(page.paid.id)).position);

    expect((await owner.post('/studio/tamsin/tiers/order', { order: ids.slice(1).join(',') })).json.code).toBe('tiers_changed');
    expect((await owner.post('/studio/tamsin/tiers/order', { order: [...ids.slice(1), ids[1]].join(',') })).status).toBe(409);
    expect((await owner.post('/studio/tamsin/tiers/order', { order: 'x' })).status).toBe(422);
    expectStatus(await owner.post('/studio/tamsin/tiers/order', { order: swapped.join(',') }), 200);
    expect((await tier(lofty.id)).position).toBeLessThan((await tier(page.paid.id)).position);
    expect((await owner.get('/studio/tamsin/tiers/order')).json).toMatchObject({ changed: false, shifts: [] });
  });

  describe('with a number of places', () => {
    it('never sells more than there are, however many come at once', async () => {
      const few = expectStatus(await owner.post('/studio/tamsin/tiers', words('Few', { paid: 'paid', price: '7', seats: '3' })), 201).json;
      const fans = await Promise.all(Array.from({ length: 9 }, (_, n) => buildPerson(test, `Crowd${n}`)));
      const answers = await Promise.all(fans.map((fan) => fan.post('/@tamsin/checkout', { tierId: few.id })));
      expect(answers.map((one) => one.status).sort()).toEqual([201, 201, 201, ...Array.from({ length: 6 }, () => 409)]);
      expect(new Set(answers.filter((one) => one.status === 409).map((one) => one.json.code))).toEqual(new Set(['sold_out']));
      expect((await offers()).find((one) => one.id === few.id)).toMatchObject({ seats: 3, seatsLeft: 0, payable: false });
      for (const answer of answers.filter((one) => one.status === 201)) await test.control('POST', `/sessions/${answer.json.id}/pay`, { number: '4242424242424242' });
      const holders = () => test.db.query('select count(distinct account_id)::int as n from access_grant where tier_id = $1', [few.id]).then(({ rows }) => rows[0].n as number);
      await until('three members', async () => await holders() === 3);
      expect((await fans[answers.findIndex((one) => one.status === 409)]!.post('/@tamsin/checkout', { tierId: few.id })).status).toBe(409);
    });

    it('gives a place back when the till closes unpaid', async () => {
      const one = expectStatus(await owner.post('/studio/tamsin/tiers', words('Single', { paid: 'paid', price: '7', seats: '1' })), 201).json;
      const [first, second] = [await buildPerson(test, 'Firstcomer'), await buildPerson(test, 'Secondcomer')];
      const { id } = expectStatus(await first.post('/@tamsin/checkout', { tierId: one.id }), 201).json;
      expect(expectStatus(await first.post('/@tamsin/checkout', { tierId: one.id }), 201).json.id).toBe(id);
      expect((await second.post('/@tamsin/checkout', { tierId: one.id })).status).toBe(409);
      expect((await test.control('POST', '/clock', { advanceSeconds: 3600 })).status).toBe(200);
      await until('the place to come free', async () => (await offers()).find((offer) => offer.id === one.id)?.seatsLeft === 1);
      expectStatus(await second.post('/@tamsin/checkout', { tierId: one.id }), 201);
    });

    it('gives a place back whose till never opened, after an hour', async () => {
      const one = expectStatus(await owner.post('/studio/tamsin/tiers', words('Sole', { paid: 'paid', price: '7', seats: '1' })), 201).json;
      const left = async () => (await offers()).find((offer) => offer.id === one.id)?.seatsLeft;
      await test.control('POST', '/faults', { method: 'POST', path: '/v1/checkout/sessions', kind: 'drop_before', times: 100 });
      expect((await (await buildPerson(test, 'Cutshort')).post('/@tamsin/checkout', { tierId: one.id })).status).toBe(503);
      await test.control('DELETE', '/faults');
      expect(await left()).toBe(0);
      expect((await test.control('POST', '/clock', { advanceSeconds: 3700 })).status).toBe(200);
      await until('the place to come free', async () => await left() === 1);
    });
  });
});
