import fc from 'fast-check';
import { StripeClient } from '../../src/billing/index.js';
import { Ledger } from '../../src/billing/ledger/ledger.service.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, type Client, expectStatus, PASSWORD } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

const DETAILS = '/account/billing-details';
/** What is in 5 euros of the Italian 22 percent. */
const TAX = 90;

describe('with Stripe Tax', () => {
  let test: TestApp;
  let owner: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  const stripe = () => test.app.get(StripeClient).api;
  const payments = async (fan: Client) => (await fan.get('/account/charges')).json.payments as { id: string; url: string; status: string; price: { amount: number }; tax: { amount: number } }[];
  const sweep = () => test.app.get(Ledger).sweep();
  const priceOf = async () => (await test.db.query('select s.price_id as id from stripe_price s join tier_price p on p.id = s.tier_price_id where p.tier_id = $1', [page.paid.id])).rows[0]?.id as string;
  const subscriptionOf = async ({ accountId }: Person) => stripe().subscriptions.retrieve((await test.db.query('select subscription_id as id from subscription where account_id = $1', [accountId])).rows[0].id, { expand: ['latest_invoice'] });
  /** Pays at the till, saying where. */
  const join = async (name: string, payer: Record<string, string>): Promise<Person> => {
    const fan = await buildPerson(test, name);
    const { id } = expectStatus(await fan.post('/@tamsin/checkout', { tierId: page.paid.id }), 201).json as { id: string };
    expect((await test.control('POST', `/sessions/${id}/pay`, payer)).status).toBe(200);
    await until('the payment', async () => (await payments(fan)).length === 1);
    return fan;
  };

  beforeAll(async () => {
    test = await startApp({ env: { STRIPE_TAX: 'on' } });
    owner = await buildPerson(test, 'Tamsin');
    await test.db.query('update account set operator_since = created_at where id = $1', [owner.accountId]);
    page = await buildPage(test, owner, 'tamsin');
    await until('the price', priceOf);
  });
  afterAll(() => test.close());

  it('has tax in its prices, in those from before as well', async () => {
    const { tax_behavior: behavior, product } = await until('the price', async () => stripe().prices.retrieve(await priceOf()));
    expect(behavior).toBe('inclusive');
    const old = await stripe().prices.create({ product: String(product), currency: 'eur', unit_amount: 500, recurring: { interval: 'month' } });
    await test.db.query('update stripe_price set price_id = $1, tax_included = false where price_id = $2', [old.id, await priceOf()]);
    expectStatus(await (await buildPerson(test, 'Onlooker')).post('/@tamsin/checkout', { tierId: page.paid.id }), 201);
    expect((await stripe().prices.retrieve(old.id)).tax_behavior).toBe('inclusive');
  });

  it('says so before anything is paid, and charges what was said', async () => {
    expect((await new Browser(test.url).get('/@tamsin/join')).text).toContain('tax included');
    const fan = await join('Rosa', { country: 'IT' });
    const [payment] = await payments(fan);
    expect(payment).toMatchObject({ status: 'paid', price: { amount: 500 }, tax: { amount: TAX, currency: 'EUR' } });
    const browser = new Browser(test.url);
    expectStatus(await browser.submit('/sign-in', '/sign-in', { email: fan.email, password: PASSWORD }), 303);
    expect((await browser.get(payment!.url)).text).toMatch(/Tax in it<\/dt><dd>€0\.90/);
  });

  it('asks nothing of a business elsewhere, which pays its own', async () => {
    const fan = await join('Greta', { name: 'Greta GmbH', line1: 'Allee 1', city: 'Berlin', country: 'DE', taxNumber: 'DE123456789' });
    expect((await payments(fan))[0]).toMatchObject({ price: { amount: 500 }, tax: { amount: 0 } });
    expect((await fan.get(DETAILS)).json).toMatchObject({ taxed: true, details: { name: 'Greta GmbH', city: 'Berlin', country: 'DE', taxNumber: 'DE123456789' } });
    expect(Object.keys((await fan.post(DETAILS, { name: 'Greta' })).json.errors)).toEqual(['line1', 'city', 'country']);
  });

  it('goes on through changes and renewals', async () => {
    const top = expectStatus(await owner.post('/studio/tamsin/tiers', { name: 'Press', description: 'All of it', benefits: 'Prints', welcome: 'Come in.', paid: 'paid', price: '20', currency: 'EUR' }), 201).json as { id: string };
    const fan = await join('Lidia', { country: 'IT' });
    const { quote } = (await fan.get(`/@tamsin/membership/change?tier=${top.id}`)).json;
    expect(quote).toMatchObject({ taxed: true, due: { amount: 1500 }, price: { amount: 2000 } });
    expect(quote.lines.map((one: { kind: string }) => one.kind)).toEqual(['back', 'ahead']);
    expectStatus(await fan.post('/@tamsin/membership/change', { tierId: top.id, period: 'month', due: String(quote.due.amount), price: '2000', at: String(quote.at) }), 200);
    await until('the payment of the change', async () => (await payments(fan)).length === 2);
    expect((await payments(fan)).map(({ price, tax }) => [price.amount, tax.amount])).toEqual([[1500, 271], [500, TAX]]);
    const { quote: less } = (await fan.get(`/@tamsin/membership/change?tier=${page.paid.id}`)).json;
    expectStatus(await fan.post('/@tamsin/membership/change', { tierId: page.paid.id, period: 'month', due: String(less.due.amount), price: '500', at: String(less.at) }), 200);
    const { items } = await subscriptionOf(fan);
    await test.control('POST', '/clock', { to: items.data[0]!.current_period_end + 3700 });
    await until('the renewal', async () => (await payments(fan)).length === 3);
    expect((await payments(fan))[0]).toMatchObject({ status: 'paid', price: { amount: 500 }, tax: { amount: TAX } });
    expect((await subscriptionOf(fan)).automatic_tax.enabled).toBe(true);
    const letter = await until('its receipt', async () => (await test.mails()).find((mail) => [mail.to].flat()[0]?.text.includes(fan.email) && /^Receipt/.test(mail.subject ?? '')));
    expect(letter.text).toContain('€0.90 of it is tax.');
  });

  it('P16 splits what came into tax, Stripe\'s share and the page\'s, whatever goes back', async () => {
    await join('Ines', { country: 'IT' });
    await sweep();
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ charge: fc.nat(20), share: fc.integer({ min: 1, max: 100 }) }), { minLength: 1, maxLength: 4 }), async (refunds) => {
      for (const { charge, share } of refunds) {
        const charges = (await stripe().charges.list({ limit: 100 })).data;
        const { id, amount, amount_refunded: back } = charges[charge % charges.length]!;
        const part = Math.floor((amount - back) * share / 100);
        if (part > 0) await stripe().refunds.create({ charge: id, amount: part });
      }
      await sweep();
      await agrees();
    }), { numRuns: 5, endOnFailure: true });
    const [head, ...lines] = (await owner.get('/studio/tamsin/billing/books.csv')).text.trim().split('\r\n');
    expect(head).toContain('amount,stripe_fee,tax,net,currency');
    expect(lines.some((line) => line.includes(',charge,') && line.includes(',0.9,'))).toBe(true);
  });

  /** The page's figures are those of Stripe's own invoices and refunds, reckoned here from its answers alone. */
  async function agrees(): Promise<void> {
    const invoices = (await stripe().invoices.list({ limit: 100, expand: ['data.payments'] })).data;
    let [gross, back, tax] = [0, 0, 0];
    for (const invoice of invoices) {
      const whole = (invoice.total_taxes ?? []).reduce((sum, one) => sum + one.amount, 0);
      for (const { payment } of invoice.payments?.data ?? []) {
        const [charge] = (await stripe().charges.list({ payment_intent: String(payment.payment_intent) })).data;
        const refunds = (await stripe().refunds.list({ charge: charge!.id, limit: 100 })).data;
        gross += charge!.amount;
        back += charge!.amount_refunded;
        tax += refunds.reduce((left, { amount }) => left - Math.round(amount * whole / charge!.amount), whole);
      }
    }
    const { total } = (await owner.get('/studio/tamsin/billing')).json.currencies[0];
    expect({ gross: total.gross.amount, back: total.back.amount, tax: total.tax.amount }).toEqual({ gross, back, tax });
    expect(total.gross.amount).toBe(total.back.amount + total.fees.amount + total.tax.amount + total.net.amount);
    const [operators] = (await owner.get('/operator/billing')).json.ledger.totals;
    expect(operators).toMatchObject({ tax: { amount: tax }, agrees: true });
  }
});
