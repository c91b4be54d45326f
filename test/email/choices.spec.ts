import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, expectStatus, PASSWORD, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('which mails somebody wants', () => {
  let test: TestApp;
  let owner: Person;
  let fan: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  const letters = async (pattern: RegExp) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(fan.email) && pattern.test(mail.subject ?? ''));
  const idle = () => until('the queue to be empty', async () => (await test.db.query('select 1 from graphile_worker.jobs')).rowCount === 0);
  const kinds = async () => (await fan.get('/account/mail')).json.creators[0].kinds as { kind: string; on: boolean }[];

  beforeAll(async () => {
    test = await startApp();
    [owner, fan] = [await buildPerson(test, 'Tamsin'), await buildPerson(test, 'Ruth')];
    page = await buildPage(test, owner, 'tamsin');
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('a member', async () => (await fan.get('/@tamsin/membership')).json.kind === 'paid');
  });
  afterAll(() => test.close());

  it('is chosen by creator and kind, and holds from the next mail on', async () => {
    expect(await kinds()).toEqual([{ kind: 'new-post', on: true }, { kind: 'price-change', on: true }, { kind: 'teaser', on: true }]);
    const browser = new Browser(test.url);
    expectStatus(await browser.submit('/sign-in', '/sign-in', { email: fan.email, password: PASSWORD }), 303);
    expectStatus(await browser.submit('/account/mail', '/account/mail', { handle: 'tamsin', 'price-change': 'on' }), 303);
    expect(await kinds()).toEqual([{ kind: 'new-post', on: false }, { kind: 'price-change', on: true }, { kind: 'teaser', on: false }]);
    await buildPost(owner, 'tamsin', 'public');
    await idle();
    expect(await letters(/For public/)).toHaveLength(0);
    expectStatus(await fan.post('/account/mail', { handle: 'tamsin', 'new-post': 'on', 'price-change': 'on', 'teaser': 'on' }), 200);
    await buildPost(owner, 'tamsin', 'followers');
    await until('the next post', async () => (await letters(/For follower/)).length === 1);
  });

  it('takes no page one does not belong to and no kind there is not', async () => {
    expect((await fan.post('/account/mail', { handle: 'nobody' })).status).toBe(404);
    expect((await fan.post('/account/mail', { handle: 'tamsin', receipt: 'on' })).status).toBe(422);
    expect((await owner.post('/account/mail', { handle: 'tamsin' })).status).toBe(404);
  });

  it('can be stopped by the link in a mail and let come again, without signing in', async () => {
    const mail = (await letters(/For follower/))[0]!;
    const link = new URL(/https?:\/\/\S+\/mail\/unsubscribe\/\S+/.exec(mail.text!)![0]).pathname;
    const stranger = new Browser(test.url);
    expectStatus(await stranger.post(link, {}), 200);
    expect((await kinds())[0]).toEqual({ kind: 'new-post', on: false });
    expectStatus(await stranger.post(`${link}/undo`, {}), 200);
    expect((await kinds())[0]).toEqual({ kind: 'new-post', on: true });
  });

  it('sends those who may not read a post its beginning, where the writer wishes, and no word more', async () => {
    const follower = await buildPerson(test, 'Follower');
    expectStatus(await follower.post('/@tamsin/membership', {}), 201);
    const toFollower = async (pattern: RegExp) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(follower.email) && pattern.test(mail.subject ?? ''));
    const words = { standfirst: 'One sentence.', teaser: 'The beginning.', body: 'The rest, and a canary.', audience: 'paid' };
    expectStatus(await owner.post('/studio/tamsin/posts?publish=1', { ...words, title: 'Kept to ourselves' }), 201);
    expectStatus(await owner.post('/studio/tamsin/posts?publish=1', { ...words, title: 'Told to all', tease: 'yes' }), 201);
    expectStatus(await owner.post('/studio/tamsin/posts?publish=1', { ...words, title: 'Soon for all', tease: 'yes', step1Days: 3, step1For: 'public' }), 201);
    const [beginning] = await until('the beginning', async () => (await toFollower(/Told to all/)).length > 0 && toFollower(/Told to all/));
    await idle();
    expect(beginning!.text).toContain('The beginning.');
    expect(`${beginning!.text} ${String(beginning!.html)}`).not.toContain('canary');
    expect(await toFollower(/Kept to ourselves|Soon for all/)).toHaveLength(0);
    expect(await letters(/Told to all/)).toHaveLength(1);
  });

  it('tells who pays that a price changed for others only, once a day, unless they stopped it', async () => {
    const change = (price: string) => owner.post(`/studio/tamsin/tiers/${page.paid.id}/prices`, { price, currency: 'EUR', period: 'month', password: PASSWORD });
    expectStatus(await change('7'), 201);
    const [told] = await until('the mail', async () => (await letters(/stays €5/)).length > 0 && letters(/stays €5/));
    expect(told!.text).toContain('€7');
    expect(told!.headerLines.some((line) => line.key === 'list-unsubscribe')).toBe(true);
    expectStatus(await change('5'), 201);
    expectStatus(await change('8'), 201);
    await idle();
    expect(await letters(/stays €5/)).toHaveLength(1);
    expect((await fan.get('/@tamsin/membership')).json.price).toEqual({ amount: 500, currency: 'EUR' });
  });
});
