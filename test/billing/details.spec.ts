import { startApp, STRIPE_KEY, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, Client, expectStatus, PASSWORD, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

const PATH = '/account/billing-details';
const ROME = { name: 'Bottega Brandt', line1: 'Via Roma 1', line2: '', postalCode: '00184', city: 'Roma', region: 'RM', country: 'IT', taxNumber: '12345678901' };
const NONE = { line1: '', line2: '', postalCode: '', city: '', region: '', country: '', taxNumber: '' };

describe('billing details', () => {
  let test: TestApp;
  let owner: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  let fan: Person;
  const stripe = async (path: string) => (await fetch(`${test.sandbox.url}/v1/${path}`, { headers: { authorization: `Bearer ${STRIPE_KEY}` } })).json() as Promise<any>;
  const customersOf = async ({ accountId }: Person) => (await test.db.query('select customer_id as id, currency from stripe_customer where account_id = $1 order by currency', [accountId])).rows as { id: string; currency: string }[];
  const numbersOf = async (customer: string) => ((await stripe(`customers/${customer}/tax_ids`)).data as { type: string; value: string }[]).map(({ type, value }) => [type, value]);

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
    fan = await buildPerson(test, 'Ada');
  });
  afterAll(() => test.close());

  it('wait for who never went to pay', async () => {
    expect((await fan.get(PATH)).json.details).toBeNull();
    expect((await fan.post(PATH, ROME)).json).toMatchObject({ status: 409, code: 'never_paid' });
    const browser = new Browser(test.url);
    expectStatus(await browser.submit('/sign-in', '/sign-in', { email: fan.email, password: PASSWORD }), 303);
    const { text } = await browser.get(PATH);
    expect(text).toContain('There is nothing to write on yet');
    expect(text).not.toContain('name="taxNumber"');
  });

  it('are kept at Stripe alone, and stand on the next invoice', async () => {
    await pay(test, fan, 'tamsin', page.paid.id);
    expect((await fan.get(PATH)).json.details).toEqual({ name: 'Ada', ...NONE });
    const saved = expectStatus(await fan.post(PATH, ROME), 200).json;
    expect(saved.details).toEqual({ ...ROME, taxNumber: 'IT12345678901' });
    const [customer] = await customersOf(fan);
    expect(await stripe(`customers/${customer!.id}`)).toMatchObject({ name: ROME.name, email: fan.email, address: { line1: ROME.line1, line2: null, postal_code: '00184', country: 'IT' } });
    expect(await numbersOf(customer!.id)).toEqual([['eu_vat', 'IT12345678901']]);
    await test.control('POST', '/clock', { advanceSeconds: 32 * 86_400 });
    await until('the next charge', async () => (await fan.get('/account/charges')).json.payments.filter((one: { status: string }) => one.status === 'paid').length === 2);
    const [latest, first] = (await stripe(`invoices?customer=${customer!.id}`)).data;
    expect(first).toMatchObject({ customer_name: 'Ada', customer_tax_ids: [] });
    expect(latest).toMatchObject({ customer_name: ROME.name, customer_address: { city: 'Roma' }, customer_tax_ids: [{ type: 'eu_vat', value: 'IT12345678901' }] });
    for (const table of ['account', 'stripe_customer', 'subscription', 'payment', 'operation', 'checkout_intent']) {
      expect([table, (await test.db.query(`select 1 from ${table} t where t::text like '%Via Roma%' or t::text like '%12345678901%'`)).rowCount]).toEqual([table, 0]);
    }
  });

  it('may be saved again and by two at once, and are one', async () => {
    const [customer] = await customersOf(fan);
    const both = await Promise.all([1, 2].map(() => fan.post(PATH, { ...ROME, taxNumber: 'DE123456789' })));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expectStatus(await fan.post(PATH, { ...ROME, taxNumber: 'DE123456789' }), 200);
    expect(await numbersOf(customer!.id)).toEqual([['eu_vat', 'DE123456789']]);
  });

  it('hold for a further currency, too', async () => {
    const other = await buildPerson(test, 'Otto');
    const { paid } = await buildPage(test, other, 'otto');
    expectStatus(await other.post(`/studio/otto/tiers/${paid.id}/prices`, { price: '6', currency: 'USD', period: 'month' }), 201);
    expectStatus(await fan.post('/@otto/checkout', { tierId: paid.id, currency: 'USD', period: 'month' }), 201);
    const customers = await customersOf(fan);
    expect(customers.map(({ currency }) => currency)).toEqual(['EUR', 'USD']);
    expect(await numbersOf(customers[1]!.id)).toEqual([['eu_vat', 'DE123456789']]);
    expect(await stripe(`customers/${customers[1]!.id}`)).toMatchObject({ name: ROME.name, address: { city: 'Roma' } });
    expectStatus(await fan.post(PATH, { name: 'Ada', ...NONE }), 200);
    for (const { id } of customers) {
      expect(await numbersOf(id)).toEqual([]);
      expect(await stripe(`customers/${id}`)).toMatchObject({ name: 'Ada', address: null });
    }
  });

  it.each([
    [{ country: '' }, 'country', /wants this/],
    [{ city: ' ' }, 'city', /wants this/],
    [{ country: 'AQ' }, 'taxNumber', /how numbers of this country/],
    [{ taxNumber: 'IT123' }, 'taxNumber', /cannot read this number/],
    [{ country: 'XX' }, 'country', /on offer/],
    [{ name: '' }, 'name', /write something/],
  ])('say beside the field what is wrong with %j, and change nothing', async (wrong, field, sentence) => {
    expectStatus(await fan.post(PATH, ROME), 200);
    const answer = expectStatus(await fan.post(PATH, { ...ROME, ...wrong }), 422);
    expect(answer.json.errors).toEqual({ [field]: expect.stringMatching(sentence) });
    expect((await fan.get(PATH)).json.details).toEqual({ ...ROME, taxNumber: 'IT12345678901' });
  });

  it('are a form that keeps what was typed, in both languages', async () => {
    const browser = new Browser(test.url);
    expectStatus(await browser.submit('/sign-in', '/sign-in', { email: fan.email, password: PASSWORD }), 303);
    const refused = expectStatus(await browser.submit(PATH, PATH, { ...ROME, city: 'Ostia', taxNumber: 'IT1' }), 422);
    expect(refused.text).toContain('Stripe cannot read this number');
    expect(refused.text).toContain('value="Ostia"');
    expect(refused.text).toContain('<option value="IT" selected>Italy</option>');
    expectStatus(await browser.submit(PATH, PATH, { ...ROME, city: 'Ostia' }), 303);
    expect((await browser.get(PATH)).text).toContain('value="Ostia"');
    expectStatus(await fan.post('/account', { name: 'Ada', language: 'it', timeZone: 'UTC' }), 200);
    expect((await browser.get(PATH)).text).toContain('<option value="DE">Germania</option>');
    expect((await new Client(test.url).get(PATH)).status).toBe(401);
  });

  it('pass over a customer who was deleted in the dashboard, and say so when Stripe is away', async () => {
    const [customer] = await customersOf(fan);
    await fetch(`${test.sandbox.url}/v1/customers/${customer!.id}`, { method: 'DELETE', headers: { authorization: `Bearer ${STRIPE_KEY}` } });
    expectStatus(await fan.post(PATH, { ...ROME, name: 'Left' }), 200);
    expect((await fan.get(PATH)).json.details.name).toBe('Left');
    await test.control('POST', '/faults', { method: 'GET', path: '/v1/customers/*', kind: 'status', status: 503, times: null });
    expect((await fan.get(PATH)).json).toMatchObject({ status: 503, code: 'stripe_away' });
  });
});
