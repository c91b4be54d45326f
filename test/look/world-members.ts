import { type TestApp, until } from '../app.js';
import { type buildPerson, expectStatus, PASSWORD, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

/** A card that pays once and is refused from then on (Stripe's test numbers). */
const FAILS_LATER = '4000000000000341';
const MONTH_S = 32 * 86_400;

/**
 * Members of every kind: paying, free, leaving, refused by the bank, given a tier.
 * @returns the checkout's id of the one who pays
 */
export async function buildMembers(test: TestApp, people: Record<'owner' | 'paying' | 'fan' | 'leaving' | 'late' | 'given', Person>, tiers: { paid: string; top: string }): Promise<string> {
  const { owner, paying, fan, leaving, late, given } = people;
  for (const person of [fan, given]) expectStatus(await person.post('/@tamsin/membership'), 201);
  await pay(test, late, 'tamsin', tiers.paid, FAILS_LATER);
  const paid = (person: Person) => until('a paid membership', async () => (await person.get('/@tamsin/membership')).json.kind === 'paid');
  await paid(late);
  // A month goes by, so that there is a charge that the bank refused.
  if ((await test.control('POST', '/clock', { advanceSeconds: MONTH_S })).status !== 200) throw new Error('The clock did not go forward');
  await until('the refusal', async () => (await late.get('/account/charges')).json.payments[0]?.status === 'open');

  const session = await pay(test, paying, 'tamsin', tiers.top);
  await pay(test, leaving, 'tamsin', tiers.paid);
  await Promise.all([paid(paying), paid(leaving)]);
  expectStatus(await leaving.post('/@tamsin/membership/cancellation'), 200);
  const lastDay = new Date(test.clock.now().getTime() + MONTH_S * 1000).toISOString().slice(0, 10);
  expectStatus(await owner.post(`/studio/tamsin/members/${given.accountId}/grants`, { tierId: tiers.paid, until: lastDay, note: 'For the help with the press.' }), 201);
  // One who is to go down a tier, and a price that those who are in do not pay.
  const { quote } = (await paying.get(`/@tamsin/membership/change?tier=${tiers.paid}`)).json;
  expectStatus(await paying.post('/@tamsin/membership/change', { tierId: tiers.paid, period: 'month', due: quote.due.amount, price: quote.price.amount, at: quote.at }), 200);
  expectStatus(await owner.post(`/studio/tamsin/tiers/${tiers.paid}/prices`, { price: '6', currency: 'EUR', period: 'month', password: PASSWORD }), 201);
  return session;
}
