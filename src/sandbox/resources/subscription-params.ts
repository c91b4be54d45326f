import { flag, hash, integer, list, metadata, oneOf, required, scalarOr, text } from '../api/params.js';

const paymentBehavior = oneOf('allow_incomplete', 'default_incomplete', 'error_if_incomplete');
const prorationBehavior = oneOf('create_prorations', 'always_invoice', 'none');

/** The parameters of creating and updating a subscription that the sandbox knows. */
export const subscriptionShapes = {
  create: {
    customer: required(text),
    items: required(list(hash({ price: text, quantity: integer, metadata }))),
    cancel_at_period_end: flag,
    collection_method: oneOf('charge_automatically'),
    currency: text,
    default_payment_method: text,
    description: text,
    metadata,
    off_session: flag,
    payment_behavior: paymentBehavior,
    proration_behavior: prorationBehavior,
  },
  update: {
    billing_cycle_anchor: hash({ type: required(oneOf('now', 'unchanged')) }),
    cancel_at: integer,
    cancel_at_period_end: flag,
    cancellation_details: hash({ comment: text, feedback: text }),
    default_payment_method: text,
    description: text,
    items: list(hash({ id: text, price: text, plan: text, quantity: integer, metadata, deleted: flag })),
    metadata,
    off_session: flag,
    pause_collection: hash({
      behavior: required(oneOf('void', 'keep_as_draft', 'mark_uncollectible')),
      resumes_at: integer,
    }),
    payment_behavior: paymentBehavior,
    proration_behavior: prorationBehavior,
    proration_date: integer,
    trial_end: scalarOr(oneOf('now'), oneOf('now')),
  },
};
