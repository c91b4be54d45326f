import type Stripe from 'stripe';

import { Conditions, listObjects, paging } from '../api/list.js';
import { oneOf, range, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { missing } from '../api/stripe-error.js';
import { cancelNow, cancelShape } from '../billing/cancel-now.js';
import { pauseShape, pauseSubscription } from '../billing/pause.js';
import { resumeShape, resumeSubscription } from '../billing/resume.js';
import { createSubscription } from '../billing/subscribe.js';
import { updateSubscription } from '../billing/update-subscription.js';
import type { Wire } from '../store/wire.js';
import type { Work } from '../store/work.js';
import { endDiscount } from './discount.js';
import { subscriptionShapes } from './subscription-params.js';

const listShape = {
  ...paging,
  customer: text,
  price: text,
  status: oneOf(
    'all',
    'ended',
    'active',
    'canceled',
    'incomplete',
    'incomplete_expired',
    'past_due',
    'paused',
    'trialing',
    'unpaid',
  ),
  created: range,
  test_clock: text,
};

function listSubscriptions(
  work: Work,
  { customer, price, status, created, test_clock: clock, ...page }: Values<typeof listShape>,
): Promise<object> {
  const conditions = new Conditions().add('customer = ?', customer).created(created);
  if (clock || !customer) conditions.onClock(clock);
  conditions.add(
    "EXISTS (SELECT 1 FROM json_array_elements(data -> 'items' -> 'data') item WHERE item -> 'price' ->> 'id' = ?)",
    price,
  );
  if (!status) conditions.add("data ->> 'status' <> ALL(?)", ['canceled', 'incomplete_expired']);
  else if (status === 'ended') conditions.add("data ->> 'status' = ANY(?)", ['canceled', 'incomplete_expired']);
  else if (status !== 'all') conditions.field('status', status);
  return listObjects(work, 'subscription', '/v1/subscriptions', page, conditions);
}

async function deleteDiscount(work: Work, id: string): Promise<object> {
  const found = await work.load('subscription', id);
  const last = found.discounts.at(-1);
  const discount = last ? await work.find('discount', String(last)) : null;
  if (!discount) throw missing('discount for subscription', id);
  const discounts = found.discounts.slice(0, -1);
  await work.change('subscription', found, { discounts }, 'customer.subscription.updated');
  await endDiscount(work, discount.id);
  const { end: _end, ...rest } = discount;
  const deleted: Wire<Stripe.DeletedDiscount> = { ...rest, deleted: true };
  return deleted;
}

export const subscriptionRoutes = [
  route('POST', '/v1/subscriptions', subscriptionShapes.create, createSubscription),
  route('GET', '/v1/subscriptions', listShape, listSubscriptions),
  route('GET', '/v1/subscriptions/:id', {}, (work, _fields, id) => work.load('subscription', id)),
  route('POST', '/v1/subscriptions/:id', subscriptionShapes.update, updateSubscription),
  route('DELETE', '/v1/subscriptions/:id', cancelShape, cancelNow),
  route('DELETE', '/v1/subscriptions/:id/discount', {}, (work, _fields, id) => deleteDiscount(work, id)),
  route('POST', '/v1/subscriptions/:id/pause', pauseShape, pauseSubscription),
  route('POST', '/v1/subscriptions/:id/resume', resumeShape, resumeSubscription),
];
