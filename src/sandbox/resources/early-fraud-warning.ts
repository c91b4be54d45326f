import { Conditions, listObjects, paging } from '../api/list.js';
import { range, text } from '../api/params.js';
import { route } from '../api/route.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Charge } from './charge.js';

export type EarlyFraudWarning = Objects['radar.early_fraud_warning'];

/** A bank's warning of a charge, as it travels. From Stripe's types and texts only: no recorded call has one. */
export function earlyFraudWarning(now: number, charge: Charge): EarlyFraudWarning {
  return {
    id: newId('issfr'),
    object: 'radar.early_fraud_warning',
    actionable: !charge.refunded && !charge.disputed,
    charge: charge.id,
    created: now,
    fraud_type: 'unauthorized_use_of_card',
    livemode: false,
    ...(charge.payment_intent && { payment_intent: charge.payment_intent as string }),
  };
}

const TYPE = 'radar.early_fraud_warning';
const PATH = '/v1/radar/early_fraud_warnings';

export const earlyFraudWarningRoutes = [
  route(
    'GET',
    PATH,
    { ...paging, charge: text, created: range, payment_intent: text },
    (work, { charge, created, payment_intent: intent, ...page }) => {
      const conditions = new Conditions().field('charge', charge).field('payment_intent', intent).created(created);
      return listObjects(work, TYPE, PATH, page, conditions);
    },
  ),
  route('GET', `${PATH}/:id`, {}, (work, _fields, id) => work.load(TYPE, id)),
];
