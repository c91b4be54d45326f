import fc from 'fast-check';
import Stripe from 'stripe';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { STRIPE_KEY, WEBHOOK_SECRET } from '../app.js';
import { createDatabase, type TestDatabase } from '../database.js';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 12) * 2;
const SETTINGS = { numRuns: RUNS, ...(process.env.MUTANT && { endOnFailure: true }) };
const DAY = 86_400;

const DEEDS = ['bad card', 'good card', 'pay', 'end later', 'undo', 'end now', 'pause', 'resume', 'void', 'collect', 'a month'] as const;
const CARDS = { good: 'pm_card_visa', bad: 'pm_card_chargeCustomerFail' };
type Deed = (typeof DEEDS)[number];
/** How a subscription begins: paid, with free days, or with a card that the bank refuses. */
const BEGINNINGS = ['active', 'active', 'trialing', 'incomplete'] as const;

/** What a subscription is in, as Stripe's docs draw it (subscription statuses). */
interface Model {
  status: 'active' | 'trialing' | 'incomplete' | 'incomplete_expired' | 'past_due' | 'paused' | 'canceled';
  card: 'good' | 'bad';
  ending: boolean;
  /** Invoices are made void, and nothing is asked for. */
  void: boolean;
  /** Resumed, and the invoice for that not yet tried. */
  resuming?: boolean;
}

/** The states a deed may lead to, or null where Stripe refuses. One that is paused and to end has no period left: it may end at any moment. */
function next(model: Model, deed: Deed): Model[] | null {
  const states = move(model, deed);
  return states && [...states, ...states.filter((one) => one.status === 'paused' && one.ending).map((one) => ({ ...one, status: 'canceled' as const }))];
}

function move(model: Model, deed: Deed): Model[] | null {
  const { status, card, ending, resuming } = model;
  const to = (...all: Model['status'][]) => all.map((one) => ({ ...model, status: one, resuming: one === 'paused' && (resuming || deed === 'resume') }));
  if (status === 'canceled' || status === 'incomplete_expired') return deed === 'a month' ? to(status) : null;
  switch (deed) {
    case 'bad card': return [{ ...model, card: 'bad' }];
    case 'good card': return [{ ...model, card: 'good' }];
    case 'end later': return [{ ...model, ending: true }];
    case 'undo': return [{ ...model, ending: false }];
    case 'void': return [{ ...model, void: true }];
    case 'collect': return [{ ...model, void: false }];
    case 'end now': return to(status === 'incomplete' ? 'incomplete_expired' : 'canceled');
    case 'pay': return (status === 'past_due' || status === 'incomplete') && card === 'good' ? to('active') : null;
    case 'pause': return status === 'active' ? to('paused') : null;
    // What was not used before the pause pays for what begins; is anything left to pay, it runs once that was tried, an hour later.
    case 'resume': return status === 'paused' ? to('active', 'paused') : null;
    default:
      // What is not paid for within a day never began.
      if (status === 'incomplete') return to('incomplete_expired');
      if (status === 'paused') return resuming ? to('active', 'past_due', 'canceled', 'paused') : to('paused');
      if (ending) return to('canceled');
      // A month's retries run out about as the next month begins, and the account is set to cancel then.
      if (status === 'past_due') return card === 'good' ? to('active') : to('past_due', 'canceled');
      if (model.void) return to('active');
      // Free days shift the months: then the retries of one run out within it.
      return card === 'good' ? to('active') : to('past_due', 'canceled');
  }
}

describe('the machine of a subscription', () => {
  let database: TestDatabase;
  let sandbox: Sandbox;
  let stripe: Stripe;

  beforeAll(async () => {
    database = await createDatabase({ template: 'sandbox' });
    sandbox = await startSandbox({ databaseUrl: database.url, port: 0, secretKey: STRIPE_KEY, webhookSecret: WEBHOOK_SECRET });
    const { hostname, port } = new URL(sandbox.url);
    stripe = new Stripe(STRIPE_KEY, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
  });
  afterAll(async () => {
    await sandbox.stop();
    await database.drop();
  });

  const deeds = fc.array(fc.constantFrom(...DEEDS), { minLength: 1, maxLength: 8 })
    .chain((list) => fc.constantFrom<Deed[][]>(list, ['bad card', 'a month', ...list], [...list, 'bad card', 'a month', 'pay']));

  it('P24 moves as the model says it does', async () => {
    const product = await stripe.products.create({ name: 'A tier' });
    const price = await stripe.prices.create({ product: product.id, unit_amount: 500, currency: 'eur', recurring: { interval: 'month' } });
    await fc.assert(fc.asyncProperty(fc.constantFrom(...BEGINNINGS), deeds, async (status, list) => {
      const customer = (await stripe.customers.create({})).id;
      const attach = async (token: string) => (await stripe.paymentMethods.attach(token, { customer })).id;
      const first = status === 'incomplete' ? 'bad' : 'good';
      const { id } = await stripe.subscriptions.create({
        customer, items: [{ price: price.id }], default_payment_method: await attach(CARDS[first]), ...(status === 'trialing' && { trial_period_days: 7 }),
      });
      const act: Record<Deed, () => Promise<unknown>> = {
        'bad card': async () => stripe.subscriptions.update(id, { default_payment_method: await attach(CARDS.bad) }),
        'good card': async () => stripe.subscriptions.update(id, { default_payment_method: await attach(CARDS.good) }),
        'end later': () => stripe.subscriptions.update(id, { cancel_at_period_end: true }), undo: () => stripe.subscriptions.update(id, { cancel_at_period_end: false }),
        'end now': () => stripe.subscriptions.cancel(id), pause: () => stripe.subscriptions.pause(id, { type: 'subscription' } as never), resume: () => stripe.subscriptions.resume(id),
        void: () => stripe.subscriptions.update(id, { pause_collection: { behavior: 'void' } }), collect: () => stripe.subscriptions.update(id, { pause_collection: '' }),
        pay: async () => {
          const { data: [open] } = await stripe.invoices.list({ subscription: id, status: 'open', limit: 1 });
          if (!open) throw new Error('nothing is owed');
          return stripe.invoices.pay(open.id!);
        },
        'a month': () => fetch(`${sandbox.url}/_sandbox/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ advanceSeconds: 32 * DAY }) }),
      };
      let model: Model = { status, card: first, ending: false, void: false };
      const told: string[] = [status];
      for (const deed of list) {
        const to = next(model, deed);
        const done = await act[deed]().then(() => true, () => false);
        const is = await stripe.subscriptions.retrieve(id);
        told.push(`${deed}: ${is.status}`);
        // What was owed may be paid after the end, and changes nothing then.
        if (is.status === model.status && (to === null && !done || model.status === 'canceled' && deed === 'pay')) continue;
        const state = to?.find((one) => one.status === is.status);
        expect([told, to?.map((one) => one.status) ?? 'a refusal']).toEqual([told, expect.arrayContaining([is.status])]);
        model = state!;
      }
      await stripe.customers.del(customer);
    }), { ...SETTINGS, examples: [['active', ['bad card', 'a month', 'void', 'good card', 'a month']]] });
  });
});
