import { invalid } from '../api/stripe-error.js';
import type { Challenged } from '../billing/challenge-action.js';
import { confirmIntent, failIntent, type Confirmation } from '../billing/confirm.js';
import { tellInvoice } from '../billing/linked-invoice.js';
import { refuseSetUp, setUp } from '../billing/set-up.js';
import { authenticationFailed } from '../cards.js';
import { completeSession } from '../checkout/pay.js';
import { useCard } from '../portal/deeds.js';
import type { PaymentIntent } from '../resources/payment-intent.js';
import type { SetupIntent } from '../resources/setup-intent.js';
import type { Work } from '../store/work.js';

/** An intent whose holder can be asked to confirm. */
export type Asking = PaymentIntent | SetupIntent;

/** The intent with this id, of either kind, or null. */
export function findAsking(work: Work, id: string): Promise<Asking | null> {
  return id.startsWith('seti_') ? work.find('setup_intent', id) : work.find('payment_intent', id);
}

/**
 * Takes the holder's answer to the bank's question, and does what waited for it: the charge, the invoice, the checkout.
 * @throws {StripeError} 400 when nobody was asked, or the answer was given already
 */
export async function answerChallenge(work: Work, intent: Asking, confirms: boolean): Promise<Asking> {
  if (intent.status !== 'requires_action') throw invalid('The bank asks nothing about this card.');
  if (intent.object === 'setup_intent') return answerSetUp(work, intent, confirms);
  const { session: id } = (await work.hidden(intent.id)) as Challenged;
  const session = id ? await work.load('checkout.session', id) : null;
  if (session?.status === 'expired') throw invalid('The checkout this card was to pay has run out.');
  const method = String(intent.payment_method);
  const confirmation: Confirmation = confirms
    ? await confirmIntent(work, intent, method, true, 'passed')
    : await failIntent(work, intent, method, authenticationFailed('payment_intent'));
  await tellInvoice(work, confirmation);
  if (session?.status === 'open' && confirmation.intent.status === 'succeeded')
    await completeSession(work, session, method, confirmation.intent);
  return confirmation.intent;
}

async function answerSetUp(work: Work, intent: SetupIntent, confirms: boolean): Promise<SetupIntent> {
  const method = String(intent.payment_method);
  if (!confirms) return (await refuseSetUp(work, intent)).intent;
  const { intent: done, refusal } = await setUp(work, intent, method, true);
  const { becomesDefault } = (await work.hidden(intent.id)) as Challenged;
  if (becomesDefault && !refusal) await useCard(work, String(intent.customer), method);
  return done;
}
