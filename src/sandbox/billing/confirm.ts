import { authenticationRequired, type Card, type Refusal } from '../cards.js';
import { charge, type Charge } from '../resources/charge.js';
import { feeOf, moveBalance } from '../resources/balance-transaction.js';
import type { PaymentIntent } from '../resources/payment-intent.js';
import { cardOf, isSetUp, rememberSetUp, type PaymentMethod } from '../resources/payment-method.js';
import type { Work } from '../store/work.js';
import { challengeAction } from './challenge-action.js';
import { meetTrouble } from './trouble.js';

export interface Confirmation {
  intent: PaymentIntent;
  /** Why the bank refused; null when it did not. */
  refusal: Refusal | null;
}

/** Whether a holder who must confirm is asked to, has done so, or cannot be reached. */
export type Challenge = 'asked' | 'passed' | 'impossible';

/**
 * Charges the card of `method` for an intent. `onSession` tells that the card's holder looks on.
 * The intent ends as succeeded, requires_action, or, refused, requires_payment_method.
 */
export async function confirmIntent(
  work: Work,
  intent: PaymentIntent,
  method: string,
  onSession: boolean,
  challenge: Challenge = 'asked',
): Promise<Confirmation> {
  const found = await work.load('payment_method', method, 'payment_method');
  const card = await cardOf(work, method);
  const asks = challenge !== 'passed' && (await mustConfirm(work, card, method, onSession));
  if (asks && challenge === 'asked') return { intent: await ask(work, intent, method), refusal: null };
  const refusal = asks ? authenticationRequired : refuses(card, onSession) ? card.refusal : null;
  const made = await makeCharge(work, intent, found, refusal, challenge === 'passed');
  if (refusal) return failIntent(work, intent, method, refusal, made.id);
  const paid = await work.change('payment_intent', intent, {
    status: 'succeeded',
    amount_received: intent.amount,
    latest_charge: made.id,
    last_payment_error: null,
    next_action: null,
    payment_method: method,
  });
  work.emit('payment_intent.succeeded', paid);
  if (challenge === 'passed' && paid.setup_future_usage === 'off_session') await rememberSetUp(work, method);
  await meetTrouble(work, card, made);
  return { intent: paid, refusal: null };
}

/** Records that an intent brought no money: what the bank said, and the failed charge if one was tried. */
export async function failIntent(
  work: Work,
  intent: PaymentIntent,
  method: string,
  refusal: Refusal,
  charge?: string,
): Promise<Confirmation> {
  const failed = await work.change('payment_intent', intent, {
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    latest_charge: charge ?? intent.latest_charge,
    last_payment_error: {
      type: charge ? 'card_error' : 'invalid_request_error',
      ...(charge && { charge }),
      code: refusal.code as 'card_declined',
      ...(refusal.decline_code && { decline_code: refusal.decline_code }),
      advice_code: refusal.advice_code,
      message: refusal.message,
      payment_method: await work.load('payment_method', method),
    },
  });
  work.emit('payment_intent.payment_failed', failed);
  return { intent: failed, refusal };
}

async function makeCharge(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethod,
  refusal: Refusal | null,
  passed: boolean,
): Promise<Charge> {
  const made = charge(work.now, intent, method, refusal, passed);
  if (refusal) return work.create('charge', made, 'charge.failed');
  const { amount, currency, description } = made;
  const fee = feeOf(amount, currency);
  const movement = { amount, currency, fee, description, type: 'charge', category: 'charge', source: made.id } as const;
  const { id } = await moveBalance(work, movement);
  return work.create('charge', { ...made, balance_transaction: id }, 'charge.succeeded');
}

/** Whether the bank wants the holder to confirm this charge. */
async function mustConfirm(work: Work, card: Card, method: string, onSession: boolean): Promise<boolean> {
  if (card.asks !== 'until_set_up') return card.asks === 'always';
  return onSession || !(await isSetUp(work, method));
}

function refuses(card: Card, onSession: boolean): boolean {
  return card.outcome === 'declined' || (card.outcome === 'fails_later' && !onSession);
}

async function ask(work: Work, intent: PaymentIntent, method: string): Promise<PaymentIntent> {
  const changes = {
    status: 'requires_action' as const,
    payment_method: method,
    next_action: await challengeAction(work, intent.id),
  };
  const asking = await work.change('payment_intent', intent, changes);
  work.emit('payment_intent.requires_action', asking);
  return asking;
}
