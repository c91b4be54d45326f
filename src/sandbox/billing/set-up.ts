import { authenticationFailed, type Refusal } from '../cards.js';
import { attachTo, cardOf, rememberSetUp } from '../resources/payment-method.js';
import type { SetupIntent } from '../resources/setup-intent.js';
import type { Work } from '../store/work.js';
import { challengeAction } from './challenge-action.js';

export interface SettingUp {
  intent: SetupIntent;
  /** Why the bank refused; null when it did not. */
  refusal: Refusal | null;
}

/**
 * Has the bank agree that a card may be charged later, and attaches it to the intent's customer. The intent ends as
 * succeeded, requires_action, or, refused, requires_payment_method.
 */
export async function setUp(work: Work, intent: SetupIntent, method: string, passed = false): Promise<SettingUp> {
  const card = await cardOf(work, method);
  if (card.asks !== 'never' && !passed) return { intent: await ask(work, intent, method), refusal: null };
  if (card.outcome === 'declined') return refuse(work, intent, method, card.refusal);
  if (intent.customer) await attachTo(work, method, String(intent.customer));
  await rememberSetUp(work, method);
  const done = await work.change('setup_intent', intent, {
    status: 'succeeded',
    payment_method: method,
    last_setup_error: null,
    next_action: null,
  });
  work.emit('setup_intent.succeeded', done);
  return { intent: done, refusal: null };
}

/** The holder did not confirm. */
export function refuseSetUp(work: Work, intent: SetupIntent): Promise<SettingUp> {
  return refuse(work, intent, String(intent.payment_method), authenticationFailed('setup_intent'));
}

async function ask(work: Work, intent: SetupIntent, method: string): Promise<SetupIntent> {
  const next_action = (await challengeAction(work, intent.id)) as SetupIntent['next_action'];
  const changes = { status: 'requires_action' as const, payment_method: method, next_action };
  const asking = await work.change('setup_intent', intent, changes);
  work.emit('setup_intent.requires_action', asking);
  return asking;
}

async function refuse(work: Work, intent: SetupIntent, method: string, refusal: Refusal): Promise<SettingUp> {
  const failed = await work.change('setup_intent', intent, {
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    last_setup_error: {
      type: 'invalid_request_error',
      ...cardErrorOf(refusal),
      payment_method: await work.load('payment_method', method),
    },
  });
  work.emit('setup_intent.setup_failed', failed);
  return { intent: failed, refusal };
}

function cardErrorOf({ code, decline_code, advice_code, message }: Refusal): Partial<SetupIntent['last_setup_error']> {
  return {
    code: code as 'card_declined',
    message,
    ...(decline_code && { type: 'card_error', decline_code, advice_code }),
  };
}
