import { cancelSubscription } from '../billing/cancel.js';
import type { Challenged } from '../billing/challenge-action.js';
import { setUp } from '../billing/set-up.js';
import { updateSubscription } from '../billing/update-subscription.js';
import { StripeError, invalid } from '../api/stripe-error.js';
import { Conditions, listObjects } from '../api/list.js';
import { cardOfNumber } from '../cards.js';
import { cardError } from '../resources/card-error.js';
import type { PortalConfiguration } from '../resources/portal-configuration.js';
import { storeCard } from '../resources/payment-method.js';
import { setupIntent } from '../resources/setup-intent.js';
import { hasEnded, type Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';

type Features = PortalConfiguration['features'];

/**
 * Sets a test card up and charges renewals to it from now on. Returns the setup intent that waits for the bank's page,
 * or null when the card is in use.
 * @throws {StripeError} 402 when the bank refuses the card (what was recorded of the attempt stays)
 */
export async function changeCard(
  work: Work,
  customer: string,
  number: string,
  way: { page: string; donePage: string },
): Promise<string | null> {
  const card = cardOfNumber(number);
  if (!card) throw new StripeError('Your card number is incorrect.', { status: 402, code: 'incorrect_number' });
  const method = await storeCard(work, card, null);
  const challenged: Challenged = { ...way, becomesDefault: true };
  const made = setupIntent(work.now, { customer, method: method.id });
  await work.create('setup_intent', made, 'setup_intent.created', challenged);
  const { intent, refusal } = await setUp(work, made, method.id);
  if (refusal) throw cardError(refusal, { setup_intent: intent }, true);
  if (intent.status === 'requires_action') return intent.id;
  await useCard(work, customer, method.id);
  return null;
}

/** Charges a customer's renewals to a card: it becomes their default, and that of memberships with one of their own. */
export async function useCard(work: Work, id: string, method: string): Promise<void> {
  const customer = await work.load('customer', id);
  const settings = { ...customer.invoice_settings, default_payment_method: method };
  await work.change('customer', customer, { invoice_settings: settings }, 'customer.updated');
  for (const subscription of await subscriptionsOf(work, id)) {
    if (hasEnded(subscription) || !subscription.default_payment_method) continue;
    const changes = { default_payment_method: method };
    await work.change('subscription', subscription, changes, 'customer.subscription.updated');
  }
}

/** Cancels a membership as the portal's configuration says: at the end of what is paid for, or at once. */
export async function cancel(
  work: Work,
  id: string,
  { subscription_cancel: feature }: Features,
  feedback: string | null,
): Promise<void> {
  if (!feature.enabled) throw invalid('The portal does not let people cancel.');
  const found = await work.load('subscription', id);
  const details = feedback ? { feedback: feedback as 'other' } : {};
  if (feature.mode === 'immediately') await cancelSubscription(work, found, 'cancellation_requested', details);
  else await updateSubscription(work, { cancel_at_period_end: true, cancellation_details: details }, id);
}

/** Takes a cancellation back, as long as the membership runs. */
export async function undoCancel(work: Work, id: string): Promise<void> {
  await updateSubscription(work, { cancel_at_period_end: false }, id);
}

/**
 * Moves a membership to another of the prices that the configuration offers.
 * @throws {StripeError} 400 for a price that is not offered, 402 when the difference is charged at once and refused
 */
export async function switchPrice(
  work: Work,
  id: string,
  price: string,
  { subscription_update: feature }: Features,
): Promise<void> {
  const offered = feature.products?.flatMap(({ prices }) => prices) ?? [];
  if (!feature.enabled || !offered.includes(price)) throw invalid('The portal does not offer this price.');
  const { items } = await work.load('subscription', id);
  const change = { items: [{ id: items.data[0]!.id, price }] };
  const proration_behavior = feature.proration_behavior as 'none';
  await updateSubscription(work, { ...change, proration_behavior, payment_behavior: 'error_if_incomplete' }, id);
}

/** The memberships of a customer, newest first. */
export async function subscriptionsOf(work: Work, customer: string): Promise<Subscription[]> {
  const theirs = new Conditions().add('customer = ?', customer);
  return (await listObjects(work, 'subscription', '', { limit: 100 }, theirs)).data;
}
