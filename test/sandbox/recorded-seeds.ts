import { idsNamed, pricesIn, type Call, type Scenario } from './recordings.js';
import type { World } from './sandbox.js';

type Ours = Map<string, string>;

/** The recorded prices existed before the recording: makes ours, and begins the map from their ids to ours. */
export async function seedPrices({ stripe }: World, { calls }: Scenario): Promise<Ours> {
  const ours: Ours = new Map();
  for (const price of calls.flatMap(({ response }) => pricesIn(response))) {
    if (ours.has(price.id)) continue;
    const { interval, interval_count } = price.recurring;
    const made = await stripe.prices.create({
      currency: price.currency,
      unit_amount: price.unit_amount,
      recurring: { interval, interval_count },
      product_data: { name: 'Test Subscription' },
    });
    ours.set(price.id, made.id);
  }
  return ours;
}

/**
 * Some recordings hold several runs of one scenario, of which all but the last lack their first calls. Makes the
 * objects these calls would have made, through the same calls as the whole run makes them.
 */
export async function seedOutside(world: World, scenario: Scenario, call: Call, ours: Ours): Promise<void> {
  for (const id of idsNamed(call)) {
    if (ours.has(id)) continue;
    const made = await makers[id.split('_')[0]!]?.(world, scenario, call, ours);
    if (made) ours.set(id, made);
  }
}

type Maker = (world: World, scenario: Scenario, call: Call, ours: Ours) => Promise<string>;

const makers: Record<string, Maker> = {
  cus: async ({ stripe }, _scenario, { response }) =>
    (await stripe.customers.create({ email: response.email, name: response.name })).id,

  // The card is the one that the whole run attaches.
  pm: async ({ stripe }, { calls }, { response }, ours) => {
    const token = calls.map(({ path }) => /pm_card_\w+/.exec(path)?.[0]).find((each) => each)!;
    return (await stripe.paymentMethods.attach(token, { customer: ours.get(response.id)! })).id;
  },

  in: async ({ stripe }, _scenario, { response }, ours) => {
    const customer = ours.get(response.customer)!;
    for (const { amount, currency, description } of response.lines.data)
      await stripe.invoiceItems.create({ customer, amount, currency, description });
    return (await stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' })).id!;
  },

  pi: async ({ stripe }, { calls }, { response }, ours) => {
    const price = calls.flatMap((each) => pricesIn(each.response)).find((each) => each.unit_amount === response.amount);
    const { latest_invoice: invoice } = await stripe.subscriptions.create({
      customer: ours.get(response.customer)!,
      items: [{ price: ours.get(price.id)! }],
    });
    const payments = await stripe.invoicePayments.list({ invoice: invoice as string });
    return String(payments.data[0]!.payment.payment_intent);
  },
};
