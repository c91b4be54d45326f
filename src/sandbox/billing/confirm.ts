import type { Card, Refusal } from '../cards.js';
import { charge } from '../resources/charge.js';
import type { PaymentIntent } from '../resources/payment-intent.js';
import { cardOf } from '../resources/payment-method.js';
import type { Work } from '../store/work.js';

export interface Confirmation {
  intent: PaymentIntent;
  /** Why the bank refused; null when it did not. */
  refusal: Refusal | null;
}

/**
 * Charges the card of `method` for an intent. `onSession` tells that the card's holder looks on.
 * The intent ends as succeeded, requires_action, or, refused, requires_payment_method.
 */
export async function confirmIntent(
  work: Work,
  intent: PaymentIntent,
  method: string,
  onSession: boolean,
): Promise<Confirmation> {
  const found = await work.load('payment_method', method, 'payment_method');
  const card = await cardOf(work, method);
  if (card.outcome === 'asks') return { intent: await ask(work, intent, method), refusal: null };
  const refusal = refuses(card, onSession) ? card.refusal : null;
  const made = charge(work.now, intent, found, refusal);
  await work.create('charge', made, refusal ? 'charge.failed' : 'charge.succeeded');
  if (refusal) {
    const failed = await work.change('payment_intent', intent, {
      status: 'requires_payment_method',
      payment_method: null,
      latest_charge: made.id,
      last_payment_error: {
        type: 'card_error',
        charge: made.id,
        code: refusal.code as 'card_declined',
        ...(refusal.decline_code && { decline_code: refusal.decline_code }),
        advice_code: refusal.advice_code,
        message: refusal.message,
        payment_method: found,
      },
    });
    work.emit('payment_intent.payment_failed', failed);
    return { intent: failed, refusal };
  }
  const paid = await work.change('payment_intent', intent, {
    status: 'succeeded',
    amount_received: intent.amount,
    latest_charge: made.id,
    last_payment_error: null,
    next_action: null,
    payment_method: method,
  });
  work.emit('payment_intent.succeeded', paid);
  return { intent: paid, refusal: null };
}

function refuses(card: Card, onSession: boolean): boolean {
  return card.outcome === 'declined' || (card.outcome === 'fails_later' && !onSession);
}

async function ask(work: Work, intent: PaymentIntent, method: string): Promise<PaymentIntent> {
  const changes = {
    status: 'requires_action' as const,
    payment_method: method,
    next_action: { type: 'use_stripe_sdk', use_stripe_sdk: {} },
  };
  const asking = await work.change('payment_intent', intent, changes);
  work.emit('payment_intent.requires_action', asking);
  return asking;
}
