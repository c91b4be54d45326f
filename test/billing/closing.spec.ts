import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, buildPost, Client, expectStatus, PASSWORD, pay } from '../client.js';
import { StripeClient } from '../../src/billing/index.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('Closing a page', () => {
  let test: TestApp;
  let owner: Person;
  let payer: Person;
  let other: Person;
  let follower: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  const close = (more: object = {}) => owner.post('/studio/tamsin/closing', { password: PASSWORD, ...more });
  const view = async () => expectStatus(await owner.get('/studio/tamsin/closing'), 200).json;
  /** Brings what waits for the end of the ten minutes to now. */
  const hurry = () => test.db.query("select graphile_worker.add_job(task_identifier, payload, job_key => key, run_at => now()) from (select t.identifier as task_identifier, p.payload, j.key from graphile_worker.jobs j join graphile_worker._private_jobs p on p.id = j.id join graphile_worker._private_tasks t on t.id = p.task_id where j.key like 'closing %') as waiting");
  const refunds = async () => (await test.app.get(StripeClient).api.refunds.list({ limit: 100 })).data;

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    payer = await buildPerson(test, 'Ruth');
    follower = await buildPerson(test, 'Follower');
    page = await buildPage(test, owner, 'tamsin', '30');
    await buildPost(owner, 'tamsin', 'paid', 'the rest');
    expectStatus(await follower.post('/@tamsin/membership'), 201);
    other = await buildPerson(test, 'Nell');
    for (const fan of [payer, other]) {
      await pay(test, fan, 'tamsin', page.paid.id);
      await until('paid', async () => (await fan.get('/@tamsin/membership')).json.kind === 'paid');
    }
  });
  afterAll(() => test.close());

  it('is the owner\'s, with the password', async () => {
    expect((await payer.post('/studio/tamsin/closing', { password: PASSWORD })).status).toBe(404);
    expect((await close({ password: 'not it at all' })).json.errors.password).toBe('That is not your password. Try again.');
    expect((await close({ readableUntil: '2020-01-01' })).status).toBe(422);
    expect((await close({ readableUntil: 'tomorrow' })).status).toBe(422);
    expect(await view()).toMatchObject({ paying: 2, following: 1, closed: null });
  });

  it('stops joining at once, and can be taken back for ten minutes', async () => {
    expectStatus(await close(), 200);
    expect((await new Client(test.url).get('/@tamsin')).json.tiers).toEqual([]);
    const late = await buildPerson(test, 'Late');
    expect((await late.post('/@tamsin/membership')).json.code).toBe('page_closed');
    expect((await late.post('/@tamsin/checkout', { tierId: page.paid.id })).json.code).toBe('page_closed');
    expect((await new Client(test.url).get('/')).json.creators).toEqual([]);
    expect((await view()).closed).toMatchObject({ begun: false });
    expect((await close()).json.code).toBe('page_closed');
    expectStatus(await owner.post('/studio/tamsin/closing/undo'), 200);
    expect((await view()).closed).toBeNull();
    expect((await payer.get('/@tamsin/membership')).json).toMatchObject({ kind: 'paid', status: 'active' });
  });

  it('then ends every membership, gives back what was not given, and tells everybody', async () => {
    await until('the payment to be written down', async () => (await test.db.query('select 1 from payment')).rowCount === 2);
    // Ten of the month's days have been given.
    await test.control('POST', '/clock', { advanceSeconds: 10 * 86_400 }).then((moved) => expect(moved.status).toBeLessThan(300));
    await until('our clock', async () => test.clock.now().getTime() - test.clock.system().getTime() > 9 * 86_400_000);
    const day = new Date(test.clock.now().getTime() + 20 * 86_400_000).toISOString().slice(0, 10);
    const slow = await buildPerson(test, 'Slow');
    const { id: till } = expectStatus(await slow.post('/@tamsin/checkout', { tierId: page.paid.id }), 201).json as { id: string };
    expectStatus(await close({ farewell: 'Thank you for all of it.', readableUntil: day }), 200);
    await until('the job waits', async () => (await test.db.query("select 1 from graphile_worker.jobs where key like 'closing %'")).rowCount);
    expect(await refunds()).toEqual([]);
    // The answer to one refund is lost on the way, that to another is an error although it was made: neither is given twice, nor forgotten.
    await test.control('POST', '/faults', { method: 'POST', path: '/v1/refunds', kind: 'status_after', status: 500, times: 1 });
    await test.control('POST', '/faults', { method: 'POST', path: '/v1/refunds', kind: 'drop_after', times: 1 });
    await hurry();
    await until('all refunded', async () => { const { closed } = await view(); return closed.begun && closed.toRefund === 0 && (await refunds()).length === 2; });
    await until('the open till is shut', async () => (await test.control('POST', `/sessions/${till}/pay`, { number: '4242424242424242' })).status !== 200);
    const [refund, second, ...more] = await refunds();
    expect(more).toEqual([]);
    expect(refund!.amount).toBeGreaterThanOrEqual(1900);
    expect(refund!.amount).toBeLessThanOrEqual(2100);
    expect(second!.amount).toBe(refund!.amount);
    expect(await test.app.get(StripeClient).api.subscriptions.list({ status: 'active' })).toMatchObject({ data: [] });
    expect((await owner.post('/studio/tamsin/closing/undo')).json.code).toBe('closing_begun');
    const told = async () => (await test.mails()).filter((mail) => mail.subject?.includes('has closed the page')).map((mail) => ({ to: [mail.to].flat()[0]!.text, text: mail.text! }));
    await until('the mails', async () => (await told()).length === 3);
    const mails = await told();
    const of = (person: Person) => mails.find((mail) => mail.to.includes(person.email))!.text;
    for (const fan of [payer, other]) expect(of(fan)).toContain(`€${(refund!.amount / 100).toFixed(2)}`.replace('.00', ''));
    expect(of(follower)).not.toContain('€');
    expect(of(follower)).toContain('Thank you for all of it.');
    // One letter tells all of it: no second one of the end, no third of the money.
    await until('what else would have been written', async () => (await test.db.query("select 1 from mail where kind in ('refund', 'membership-ended') and skipped is not null")).rowCount === 4);
    expect((await test.mails()).filter((mail) => [mail.to].flat()[0]!.text.includes(payer.email) && /went back|has ended/.test(mail.subject ?? ''))).toEqual([]);
  }, 60_000);

  it('gives nothing back twice, however often it is done again', async () => {
    const { rows } = await test.db.query('select stripe_account as "stripeAccount", subscription_id as "subscriptionId" from closing_refund');
    expect(rows).toHaveLength(2);
    const { PageClosing } = await import('../../src/billing/index.js');
    const closing = test.app.get(PageClosing);
    const before = (await test.db.query('select amount from closing_refund')).rows[0].amount;
    await Promise.all([closing.end(rows[0]), closing.end(rows[0]), closing.end(rows[0])]);
    expect(await refunds()).toHaveLength(2);
    expect((await test.db.query('select amount from closing_refund')).rows[0].amount).toBe(before);
  });

  it('lets members read on to the day that was said, and nobody after', async () => {
    const post = (await owner.get('/studio/tamsin/posts')).json.published[0].url as string;
    expect((await payer.get(post)).json.post.open).toBe(true);
    expect((await follower.get(post)).json.post.open).toBe(false);
    await test.control('POST', '/clock', { advanceSeconds: 22 * 86_400 });
    await until('our clock', async () => test.clock.now().getTime() - test.clock.system().getTime() > 31 * 86_400_000);
    expect((await payer.get(post)).json.code).toBe('page_gone');
    expect((await new Client(test.url).get('/@tamsin')).json).toMatchObject({ posts: [], closed: { farewell: 'Thank you for all of it.' } });
    expect((await follower.post('/studio', { name: 'X', handle: 'tamsin', language: 'en' })).status).toBe(422);
    expect(await refunds()).toHaveLength(2);
  });
});
