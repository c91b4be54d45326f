import { Payments } from '../../src/billing/index.js';
import { Ledger } from '../../src/billing/ledger/ledger.service.js';
import { FraudWarnings } from '../../src/billing/disputes/fraud-warnings.service.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, Client, expectStatus, PASSWORD, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('Money, told', () => {
  let test: TestApp;
  let owner: Person;
  let operator: Person;
  let fan: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let charge: string;
  const sweep = () => test.app.get(Ledger).sweep();
  const letters = async (to: Person, pattern: RegExp) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(to.email) && pattern.test(mail.subject ?? ''));

  beforeAll(async () => {
    test = await startApp();
    [owner, operator, fan] = [await buildPerson(test, 'Tamsin'), await buildPerson(test, 'Kit'), await buildPerson(test, 'Ruth')];
    await test.db.query('update account set operator_since = created_at where id = $1', [operator.accountId]);
    page = await buildPage(test, owner, 'tamsin', '20');
    await pay(test, fan, 'tamsin', page.paid.id);
    await pay(test, await buildPerson(test, 'Noor'), 'tamsin', page.paid.id);
    charge = await until('the charges', async () => (await test.db.query('select 1 from payment_charge where invoice_id is not null')).rowCount === 2
      && (await test.db.query('select c.charge_id from payment_charge c join payment p on p.invoice_id = c.invoice_id where p.account_id = $1', [fan.accountId])).rows[0].charge_id as string);
    await sweep();
  });
  afterAll(() => test.close());

  it('to the owner: by month and tier, with what Stripe took and what is coming', async () => {
    expect((await fan.get('/studio/tamsin/billing')).status).toBe(404);
    const money = expectStatus(await owner.get('/studio/tamsin/billing'), 200).json;
    expect(money.currencies).toMatchObject([{
      currency: 'EUR', total: { gross: { amount: 4000 }, back: { amount: 0 }, fees: { amount: 110 }, net: { amount: 3890 } }, tiers: [{ tier: 'Proof', gross: { amount: 4000 } }], months: [{ net: { amount: 3890 } }],
    }]);
    expect(money.currencies[0].bars).toHaveLength(12);
    expect(money.coming).toEqual([{ sum: { amount: 4000, currency: 'EUR' }, charges: 2, later: [] }]);
    expect(money).toMatchObject({ retried: 0, troubles: [] });
    const invoice = (await fan.get('/account/charges')).json.payments[0].id as string;
    expectStatus(await owner.post(`/studio/tamsin/members/${fan.accountId}/payments/${invoice}/refunds`, { amount: '5', seen: '0', end: 'no', password: PASSWORD }), 201);
    await sweep();
    expect((await owner.get('/studio/tamsin/billing')).json.currencies[0].total).toMatchObject({ gross: { amount: 4000 }, back: { amount: 500 }, fees: { amount: 110 }, net: { amount: 3390 } });
  });

  it('as a file with a line for each movement and nobody\'s name', async () => {
    const books = await owner.get('/studio/tamsin/billing/books.csv');
    expect(books.headers.get('content-type')).toContain('text/csv');
    const [head, ...lines] = books.text.trim().split('\r\n');
    expect(head).toContain('at,kind,tier,invoice,amount,stripe_fee,tax,net,currency,reference');
    expect(lines).toHaveLength(3);
    expect(lines.filter((line) => line.includes(',refund,Proof,'))).toHaveLength(1);
    expect(books.text).not.toMatch(/Ruth|Noor|people\.example/);
    expect((await fan.get('/studio/tamsin/billing/books.csv')).status).toBe(404);
  });

  it('to owner and operator when a bank warns or disputes, with what can be done', async () => {
    await test.control('POST', `/charges/${charge}/warning`);
    await test.app.get(FraudWarnings).read();
    await test.app.get(FraudWarnings).read();
    for (const person of [owner, operator]) await until('the letter', async () => (await letters(person, /warns/)).length === 1);
    const [warning] = (await owner.get('/studio/tamsin/billing')).json.troubles;
    expect(warning).toMatchObject({ kind: 'warning', name: 'Ruth', sum: { amount: 2000 } });
    expect((await owner.get(warning.refundUrl)).json.payment).toMatchObject({ refundable: true });
    await test.control('POST', `/charges/${charge}/dispute`);
    const disputed = await until('the dispute', async () => (await owner.get('/studio/tamsin/billing')).json.troubles.find((one: { kind: string }) => one.kind === 'dispute'));
    expect(disputed).toMatchObject({ name: 'Ruth', answered: false, dueAt: expect.any(String) });
    // A dispute settles the question that the warning asked.
    expect((await owner.get('/studio/tamsin/billing')).json.troubles).toHaveLength(1);
    for (const person of [owner, operator]) await until('the letter', async () => (await letters(person, /is disputed/)).length === 1);
    await sweep();
  });

  it('to the owner, once, of a warning that came before its payment was read', async () => {
    const { rows: [early] } = await test.db.query('select c.* from payment_charge c join payment p on p.invoice_id = c.invoice_id where p.account_id <> $1', [fan.accountId]);
    await test.db.query('delete from payment_charge where charge_id = $1', [early.charge_id]);
    await test.control('POST', `/charges/${early.charge_id}/warning`);
    await test.app.get(FraudWarnings).read();
    await until('the operator\'s letter', async () => (await letters(operator, /warns/)).length === 2);
    expect(await letters(owner, /warns/)).toHaveLength(1);
    await test.app.get(Payments).readNow({ account: early.stripe_account, customer: early.customer_id });
    for (let times = 0; times < 2; times++) await test.app.get(FraudWarnings).read();
    await until('the owner\'s letter', async () => (await letters(owner, /warns/)).length === 2);
    expect((await letters(owner, /warns/)).at(-1)!.text).toContain('Noor');
    expect((await test.db.query("select 1 from mail where kind = 'trouble'")).rowCount).toBe(6);
  });

  it('to the operator: the ledger beside Stripe\'s balance', async () => {
    expect((await owner.get('/operator/billing')).status).toBe(404);
    expect((await operator.get('/operator/billing')).json).toMatchObject({
      ledger: { unattributed: 0, reading: false, totals: [{ currency: 'EUR', entries: 4, agrees: true }] }, troubles: [{ kind: 'dispute' }, { kind: 'warning', name: 'Noor' }],
    });
    await test.db.query("delete from ledger_entry where kind = 'refund'");
    expect((await operator.get('/operator/billing')).json.ledger.totals[0].agrees).toBe(false);
    expect((await operator.get('/operator')).json.rooms[0]).toMatchObject({ url: '/operator/billing', worry: true });
    expectStatus(await operator.post('/operator/billing/sweeps'), 200);
    await until('it to be read again', async () => (await operator.get('/operator/billing')).json.ledger.totals[0].agrees);
  });

  it('to the operator: why somebody sees what they see', async () => {
    const explained = (await operator.get(`/operator/billing/members/${fan.accountId}`)).json;
    expect(explained.pages[0]).toMatchObject({ name: 'Page of tamsin', answer: 'Sees what is for Followers.' });
    expect(explained.pages[0].because.join(' ')).toContain('because the payment is disputed');
    const screen = new Browser(test.url, { authorization: `Bearer ${operator.token}` });
    for (const who of [fan.email, fan.accountId, (await test.db.query('select customer_id as id from stripe_customer where account_id = $1', [fan.accountId])).rows[0].id as string]) {
      expect((await screen.get(`/operator/billing?who=${encodeURIComponent(who)}`)).headers.get('location')).toBe(`/operator/billing/members/${fan.accountId}`);
    }
    expect((await screen.get('/operator/billing?who=nobody')).text).toContain('Nobody here goes by nobody.');
    expect((await operator.get('/operator/billing/members/00000000-0000-4000-8000-000000000000')).status).toBe(404);
    expect((await new Client(test.url).get('/operator/billing')).status).toBe(401);
  });
});
