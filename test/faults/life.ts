import { type House, pause } from './house.js';

const MONTH = 32 * 86_400;
const CALM_MS = 120_000;

/** Four members of before, one of whom has a card that will fail; all calm. */
export async function inhabit(house: House): Promise<void> {
  for (const name of ['ada', 'ben', 'cyd', 'dee']) await house.welcome(name, { returns: name < 'c' });
  await house.settle(CALM_MS);
  const { customer, subscription } = await bought(house, 'ben');
  const card = await house.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
  await house.stripe.subscriptions.update(subscription, { default_payment_method: card.id });
  // Those who come while the fault is on have an account already.
  for (const name of ['eva', 'fay', 'gus', 'hal']) await house.welcome(name, { returns: name < 'g' });
}

/**
 * What goes on for `ms`: four people join, a member leaves, another buys twice, and, half way, a month passes: renewals come due
 * and one card fails. Whatever goes wrong is tried again; whatever died is started again.
 */
export async function live(house: House, ms: number, { minded = true, passes = true } = {}): Promise<void> {
  const end = performance.now() + ms;
  const going = () => performance.now() < end;
  const again = async (work: () => Promise<boolean>, rest: number) => {
    while (going() && !await work().catch(() => false)) await pause(rest);
  };
  house.fans.find((fan) => fan.email.startsWith('ada'))!.wish.leaves = true;
  house.wishes.push({ name: 'cyd, twice', tries: () => buyTwice(house) });
  const all = [
    ...house.wishes.map((wish) => again(wish.tries, 200)),
    again(async () => { if (minded) await house.mind(); return false; }, 500),
    pause(ms / 2).then(() => (passes ? house.control('POST', '/clock', { advanceSeconds: MONTH }) : null)),
  ];
  await Promise.race([Promise.all(all), pause(ms)]);
  await pause(Math.max(0, end - performance.now()));
}

/** What somebody has bought, as Stripe calls it. */
export async function bought(house: House, name: string): Promise<{ customer: string; subscription: string }> {
  const { rows: [row] } = await house.db.query<{ customer: string; subscription: string }>(
    'select s.customer_id as customer, s.subscription_id as subscription from subscription s join account a on a.id = s.account_id where a.email = $1', [`${name}@people.example`],
  );
  return row!;
}

/** A second subscription for one page, as two browsers at once would make it. */
async function buyTwice(house: House): Promise<boolean> {
  const { customer } = await bought(house, 'cyd');
  const { data } = await house.stripe.subscriptions.list({ customer, status: 'all' });
  if (data.length > 1) return true;
  const { items, default_payment_method: card } = data[0]!;
  await house.stripe.subscriptions.create({ customer, items: [{ price: items.data[0]!.price.id }], default_payment_method: card as string });
  return true;
}
