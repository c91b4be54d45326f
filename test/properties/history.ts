import fc from 'fast-check';
import type Stripe from 'stripe';
import { customersOf, type Fan } from './fan.js';
import type { Shelf, World } from './world.js';

/** One thing that happens at Stripe: to a fan's subscription at a creator, by whoever. */
export type Deed =
  | { do: 'subscribe'; price: number; card: 'works' | 'fails later'; trial: boolean }
  | { do: 'switch' | 'switch later'; price: number }
  | { do: 'buy twice' | 'end later' | 'undo' | 'end now' | 'bad card' | 'asking card' | 'good card' | 'void invoices' | 'void for days' | 'collect again' | 'pause' | 'resume' } | { do: Charged }
  | { do: 'leave unpaid' | 'note' };
/** What becomes of somebody's last charge, of whichever creator. */
const CHARGED = ['refund', 'refund a part', 'bounce', 'warn', 'dispute', 'win', 'lose'] as const;
type Charged = (typeof CHARGED)[number];
export type Command = { wait: number } | (Deed & { fan: number; shelf: number });

const DEEDS = ['end later', 'undo', 'end now', 'bad card', 'asking card', 'good card', 'void invoices', 'void for days', 'collect again', 'pause', 'resume', ...CHARGED, 'note'] as const;
const DAY = 86_400;
/** Where the price in dollars stands on a shelf. */
const DOLLARS = 3;
const LIVE = ['active', 'trialing', 'past_due', 'paused', 'unpaid', 'incomplete'];

const who = { fan: fc.nat(1), shelf: fc.nat(1) };
const price = fc.nat(2);
/** As it stands in euros, and now and then the one in dollars. */
const bought = fc.oneof({ weight: 3, arbitrary: price }, { weight: 1, arbitrary: fc.constant(DOLLARS) });
const subscribe = fc.record({ do: fc.constant('subscribe' as const), price: bought, card: fc.constantFrom('works' as const, 'works' as const, 'fails later' as const), trial: fc.integer({ min: 0, max: 4 }).map((n) => n === 0), ...who });
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: subscribe },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('switch' as const, 'switch later' as const), price, ...who }) },
  { weight: 7, arbitrary: fc.record({ do: fc.constantFrom(...DEEDS), ...who }) },
  // Disputes are as rare as any deed by chance, and shut a door that otherwise stays open.
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('dispute' as const, 'dispute' as const, 'win' as const, 'lose' as const), ...who }) },
  // Most things happen within the same second as the one before; months pass between others.
  { weight: 3, arbitrary: fc.record({ wait: fc.constantFrom(1, 3600, DAY, 8 * DAY, 31 * DAY, 31 * DAY, 366 * DAY) }) },
);

/** Until the bank has been asked for the next month, an hour after the last one ended, and not yet for long. */
const MONTH_AND_MORE = 33 * DAY;
const CARDS = { 'bad card': 'pm_card_chargeCustomerFail', 'asking card': 'pm_card_authenticationRequired', 'good card': 'pm_card_visa' };
const buys = { do: 'subscribe', price: 0, card: 'works', trial: false } as const;

export type Ending = (Deed | { wait: number })[];

/** How a history may close, each in its turn: states that chance alone seldom leaves somebody in at the moment they are looked at. */
export const ENDINGS: Ending[] = [
  [],
  [{ do: 'end now' }, { ...buys, card: 'fails later' }, { wait: 8 * DAY }],
  [{ do: 'bad card' }, { wait: MONTH_AND_MORE }],
  [{ do: 'end now' }, buys, { do: 'bad card' }, { wait: MONTH_AND_MORE }, { wait: 8 * DAY }],
  [{ do: 'bad card' }, { wait: MONTH_AND_MORE }, { wait: 31 * DAY }],
  [{ do: 'end now' }, buys, { do: 'pause' }],
  [{ do: 'leave unpaid' }, { do: 'end now' }, buys, { do: 'bad card' }, { wait: MONTH_AND_MORE }, { wait: 31 * DAY }],
  [{ do: 'void invoices' }, { wait: MONTH_AND_MORE }],
  [{ do: 'end later' }, { wait: MONTH_AND_MORE }],
  [{ do: 'switch', price: 1 }],
  [{ do: 'switch', price: 2 }],
  [{ do: 'end now' }, { ...buys, price: 2 }, { do: 'switch later', price: 0 }, { wait: MONTH_AND_MORE }],
  [{ do: 'end now' }, buys, { do: 'refund' }, { do: 'bounce' }],
  [{ do: 'end now' }, buys, { do: 'refund a part' }, { do: 'bounce' }, { do: 'refund a part' }],
  [{ do: 'end now' }, { do: 'buy twice' }],
  [{ do: 'end now' }, buys, { do: 'dispute' }],
];

/** Something is bought first, by half of them of both creators; what follows may be anything, most of it in vain, until it closes so. */
export function historiesTo(ending: Ending): fc.Arbitrary<Command[]> {
  return fc.tuple(subscribe, fc.option(subscribe, { freq: 2 }), fc.array(command, { minLength: 1, maxLength: 8 })).map(([first, second, rest]): Command[] => {
    const { fan, shelf } = first;
    return [first, ...(second ? [{ ...second, fan, shelf: 1 - shelf }] : []), ...rest, ...ending.map((one) => ('wait' in one ? one : { ...one, fan, shelf }))];
  });
}

/** Whether something is bought and paid for at once, without free days, which are given once. */
export function isBought(command: Command): command is Extract<Command, { do: 'subscribe' }> {
  return 'do' in command && command.do === 'subscribe' && !command.trial && command.card === 'works';
}

/** Whether it is done to somebody's last charge, of whichever creator. */
export function isOfCharges(command: Command): boolean {
  return 'do' in command && isCharged(command.do);
}

function isCharged(what: Deed['do']): what is Charged {
  return (CHARGED as readonly string[]).includes(what);
}

/** Does it at Stripe; what Stripe refuses, as it must in many states, has not happened. */
export async function perform(world: World, fans: Fan[], command: Command): Promise<void> {
  if ('wait' in command) {
    await world.advance(command.wait);
    return;
  }
  const [fan, shelf] = [fans[command.fan]!, world.shelves[command.shelf]!];
  await act(world, fan, shelf, command).catch((error: { type?: string }) => {
    if (!/^Stripe(InvalidRequest|Card)Error$/.test(error.type ?? '')) throw error;
  });
}

async function act(world: World, fan: Fan, shelf: Shelf, deed: Deed): Promise<unknown> {
  const { stripe } = world;
  const { subscriptions } = stripe;
  if (deed.do === 'subscribe') {
    const customer = deed.price === DOLLARS ? fan.dollars : fan.customer;
    const card = await stripe.paymentMethods.attach(deed.card === 'works' ? 'pm_card_visa' : 'pm_card_chargeCustomerFail', { customer });
    return subscriptions.create({
      customer, items: [{ price: shelf.prices[deed.price]! }], default_payment_method: card.id, ...((deed.trial || deed.card === 'fails later') && { trial_period_days: 7 }),
    });
  }
  if (deed.do === 'buy twice') {
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: fan.customer });
    return Promise.all([0, 1].map(() => subscriptions.create({ customer: fan.customer, items: [{ price: shelf.prices[0]! }], default_payment_method: card.id })));
  }
  if (deed.do === 'leave unpaid') return world.retries('unpaid');
  const own = (await subscriptionsOf(stripe, fan, shelf)).filter(({ status }) => LIVE.includes(status));
  const one = own.at(-1);
  if (!one) return;
  switch (deed.do) {
    case 'switch': return subscriptions.update(one.id, { items: [{ id: one.items.data[0]!.id, price: shelf.prices[deed.price]! }], proration_behavior: 'always_invoice' });
    case 'end later': return subscriptions.update(one.id, { cancel_at_period_end: true });
    case 'undo': return subscriptions.update(one.id, { cancel_at_period_end: false });
    case 'end now': return subscriptions.cancel(one.id);
    case 'switch later': return switchLater(stripe, one, shelf.prices[deed.price]!);
    case 'bad card': case 'asking card': case 'good card': {
      const card = await stripe.paymentMethods.attach(CARDS[deed.do], { customer: String(one.customer) });
      await subscriptions.update(one.id, { default_payment_method: card.id });
      if (deed.do !== 'good card') return;
      const { data: [open] } = await stripe.invoices.list({ subscription: one.id, status: 'open', limit: 1 });
      return open && stripe.invoices.pay(open.id!);
    }
    case 'void invoices': return subscriptions.update(one.id, { pause_collection: { behavior: 'void' } });
    case 'void for days': return subscriptions.update(one.id, { pause_collection: { behavior: 'void', resumes_at: await world.advance(0) + 10 * DAY } });
    case 'collect again': return subscriptions.update(one.id, { pause_collection: '' });
    case 'pause': return subscriptions.pause(one.id, { type: 'subscription' } as never);
    case 'resume': return subscriptions.resume(one.id, {} as never);
    case 'note': return subscriptions.update(one.id, { metadata: { tier: 'another', status: 'canceled', account: 'somebody else' } });
    default: if (isCharged(deed.do)) await money(world, fan, deed.do);
  }
}

/** Another price from the next period on, as a page's schedule has it. */
async function switchLater({ subscriptionSchedules }: Stripe, { id: subscription, items }: Stripe.Subscription, price: string): Promise<unknown> {
  const { id, phases: [now] } = await subscriptionSchedules.create({ from_subscription: subscription });
  const { start_date, end_date, trial_end } = now!;
  return subscriptionSchedules.update(id, {
    end_behavior: 'release', proration_behavior: 'none',
    phases: [{ start_date, end_date, items: [{ price: items.data[0]!.price.id }], ...(trial_end && { trial_end }) }, { items: [{ price }] }],
  });
}

/** What is done to the last charge of somebody. */
async function money(world: World, fan: Fan, what: Charged): Promise<unknown> {
  const { stripe } = world;
  const charges = await chargesOf(stripe, fan);
  const paid = charges.find((charge) => charge.status === 'succeeded');
  if (!paid) return;
  if (what === 'refund') return stripe.refunds.create({ charge: paid.id });
  if (what === 'refund a part') return stripe.refunds.create({ charge: paid.id, amount: Math.ceil(paid.amount / 3) });
  if (what === 'warn') return world.control('POST', `/charges/${paid.id}/warning`);
  if (what === 'bounce') {
    const { data: [refund] } = await stripe.refunds.list({ charge: paid.id, limit: 1 });
    return refund && world.control('POST', `/refunds/${refund.id}/fail`);
  }
  if (what === 'dispute') return world.control('POST', `/charges/${paid.id}/dispute`);
  const disputed = charges.find((charge) => charge.disputed);
  const dispute = disputed && (await stripe.disputes.list({ charge: disputed.id, limit: 1 })).data[0];
  return dispute && world.control('POST', `/disputes/${dispute.id}/${what}`);
}

/** Somebody's subscriptions to what a creator sells, the oldest first. */
export async function subscriptionsOf(stripe: Stripe, fan: Fan, shelf: Shelf): Promise<Stripe.Subscription[]> {
  const lists = await Promise.all(customersOf(fan).map((customer) => stripe.subscriptions.list({ customer, status: 'all', limit: 100, expand: ['data.latest_invoice'] })));
  const all = lists.flatMap(({ data }) => data.reverse()).filter((one) => shelf.prices.includes(one.items.data[0]!.price.id));
  return all.sort((a, b) => a.created - b.created);
}

/** Everything somebody was asked for, in either currency, the newest first. */
export async function chargesOf(stripe: Stripe, fan: Fan): Promise<Stripe.Charge[]> {
  const lists = await Promise.all(customersOf(fan).map((customer) => stripe.charges.list({ customer, limit: 100 })));
  return lists.flatMap(({ data }) => data).sort((a, b) => b.created - a.created);
}
