import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, expectStatus, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('promises that somebody has to keep', () => {
  let test: TestApp;
  let owner: Person;
  let fan: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let promise: { id: string; url: string };
  const look = async () => (await owner.get(promise.url)).json;

  beforeAll(async () => {
    test = await startApp();
    [owner, fan] = [await buildPerson(test, 'Tamsin'), await buildPerson(test, 'Ruth')];
    page = await buildPage(test, owner, 'tamsin');
    expectStatus(await (await buildPerson(test, 'Follower')).post('/@tamsin/membership', {}), 201);
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('a member', async () => (await fan.get('/@tamsin/membership')).json.kind === 'paid');
  });
  afterAll(() => test.close());

  it('are owed to whoever is in the tier or above it, by a day', async () => {
    promise = expectStatus(await owner.post('/studio/tamsin/promises', { words: 'A postcard', tierId: page.paid.id, every: 'once' }), 201).json;
    const { people, promise: line } = await look();
    expect(people.map((one: any) => one.name)).toEqual(['Ruth']);
    expect(line).toMatchObject({ owed: 1, kept: 0, tier: 'Proof' });
    expect(Math.round((Date.parse(people[0].due) - Date.now()) / 86_400_000)).toBe(30);
    const forAll = expectStatus(await owner.post('/studio/tamsin/promises', { words: 'A letter', tierId: page.free.id, every: 'month' }), 201).json;
    expect(forAll).toMatchObject({ owed: 2, kept: 0 });
  });

  it('are ticked for one or for all, and unticked', async () => {
    expect(expectStatus(await owner.post(`${promise.url}/kept`, { accountId: fan.accountId }), 200).json).toMatchObject({ owed: 1, kept: 1, nextDue: null });
    expect((await look()).people[0].keptAt).not.toBeNull();
    expect(expectStatus(await owner.post(`${promise.url}/kept/undo`, { accountId: fan.accountId }), 200).json).toMatchObject({ kept: 0 });
    expect(expectStatus(await owner.post(`${promise.url}/kept`, {}), 200).json).toMatchObject({ kept: 1 });
    expectStatus(await owner.post(`${promise.url}/kept`, { accountId: owner.accountId }), 200);
    expect((await test.db.query('select count(*)::int as n from promise_kept')).rows[0].n).toBe(1);
  });

  it('come due again with the next month', async () => {
    const monthly = (await owner.get('/studio/tamsin/promises')).json.promises.find((one: any) => one.every === 'month');
    expectStatus(await owner.post(`${monthly.url}/kept`, {}), 200);
    expect((await owner.get(monthly.url)).json.promise).toMatchObject({ owed: 2, kept: 2 });
    expect((await test.control('POST', '/clock', { advanceSeconds: 31 * 86_400 })).status).toBe(200);
    await until('a new month', async () => (await owner.get(monthly.url)).json.promise.kept === 0);
  });

  it('can be ended, refuse what is wrong, and are nobody else\'s', async () => {
    for (const wrong of [{ words: '', tierId: page.paid.id, every: 'once' }, { words: 'x', tierId: page.paid.id, every: 'daily' }, { words: 'x', tierId: fan.accountId, every: 'once' }]) {
      expect((await owner.post('/studio/tamsin/promises', wrong)).status).toBe(422);
    }
    expect((await fan.get(promise.url)).status).toBe(404);
    expectStatus(await owner.post(`${promise.url}/ending`), 200);
    expect((await owner.get('/studio/tamsin/promises')).json.promises).toHaveLength(1);
  });
});
