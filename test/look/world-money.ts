import { type TestApp, until } from '../app.js';
import { type buildPerson, expectStatus, PASSWORD } from '../client.js';
import { linkTo } from './world-links.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

/** Money that moved every way: a warning, a dispute, a refund in part, and the books read. @returns addresses by route */
export async function buildMoney(test: TestApp, { owner, paying, leaving, late, fan }: Record<'owner' | 'paying' | 'leaving' | 'late' | 'fan', Person>): Promise<Record<string, string[]>> {
  const payments = `/studio/tamsin/members/${late.accountId}/payments`;
  const chargeOf = (person: Person) => until('a charge', async () => (await test.db.query(
    "select c.charge_id from payment_charge c join payment p on p.invoice_id = c.invoice_id where p.account_id = $1 and c.status = 'succeeded'", [person.accountId])).rows[0]?.charge_id as string);
  const [warned, disputed] = [await chargeOf(paying), await chargeOf(leaving)];
  await test.control('POST', `/charges/${warned}/warning`);
  await test.control('POST', `/charges/${disputed}/dispute`);
  const paid = ((await owner.get(payments)).json.payments as { url: string; refundable: boolean }[]).find((one) => one.refundable)!;
  expectStatus(await owner.post(`${paid.url}/refunds`, { amount: '1', seen: '0', end: 'no', password: PASSWORD }), 201);
  await test.db.query("select graphile_worker.add_job('billing.ledger', '{}'), graphile_worker.add_job('billing.fraudWarnings', '{}')");
  await until('the books', async () => {
    const { currencies, troubles } = (await owner.get('/studio/tamsin/billing')).json;
    return currencies[0]?.total.back.amount > 0 && troubles.length === 2;
  });
  return {
    '/studio/:handle/billing': ['/studio/tamsin/billing', '/studio/empty/billing'],
    '/studio/:handle/billing/books.csv': ['/studio/tamsin/billing/books.csv'],
    '/studio/:handle/members/:id/payments': [payments],
    '/studio/:handle/members/:id/payments/:invoice': [paid.url],
    '/@:handle/membership/withdrawal': ['/@tamsin/membership/withdrawal', '/@empty/membership/withdrawal'],
    '/mail/withdrawal/:token': [await linkTo(test, paying.email, /\/mail\/withdrawal\/[\w.-]+/)],
    '/operator/billing': ['/operator/billing', '/operator/billing?who=nobody'],
    '/operator/billing/members/:id': [paying, leaving, fan].map(({ accountId }) => `/operator/billing/members/${accountId}`),
  };
}
