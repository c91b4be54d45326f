import type Stripe from 'stripe';

import { Conditions, listObjects, pageOf, paging } from '../api/list.js';
import { flag, integer, metadata, required, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { missing } from '../api/stripe-error.js';
import { updateSubscription } from '../billing/update-subscription.js';
import type { Wire } from '../store/wire.js';
import type { Work } from '../store/work.js';
import type { SubscriptionItem } from './subscription-item.js';
import { itemFields, paymentBehaviorRule, prorationBehaviorRule, type ItemChange } from './subscription-params.js';
import type { Subscription } from './subscription.js';

const manner = {
  payment_behavior: paymentBehaviorRule,
  proration_behavior: prorationBehaviorRule,
  proration_date: integer,
};
const createShape = { ...itemFields, ...manner, subscription: required(text), metadata };
const updateShape = { ...itemFields, ...manner, metadata, off_session: flag };
type Manner = Values<typeof manner> & { off_session?: boolean | null };

/** The subscription that has this item. */
async function holderOf(work: Work, item: string): Promise<{ holder: Subscription; item: SubscriptionItem }> {
  const sql = "EXISTS (SELECT 1 FROM json_array_elements(data -> 'items' -> 'data') each WHERE each ->> 'id' = ?)";
  const [holder] = (await listObjects(work, 'subscription', '', { limit: 1 }, new Conditions().add(sql, item))).data;
  if (!holder) throw missing('subscription_item', item);
  return { holder, item: holder.items.data.find(({ id }) => id === item)! };
}

/** Each call is an update of the subscription with one entry in `items`. */
function change(work: Work, holder: string, item: ItemChange, fields: Manner): Promise<Subscription> {
  const { payment_behavior, proration_behavior, proration_date, off_session } = fields;
  const given = Object.entries({ payment_behavior, proration_behavior, proration_date, off_session });
  const terms = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  return updateSubscription(work, { ...terms, items: [item] }, holder);
}

function itemPart(fields: Values<typeof updateShape>): ItemChange {
  const { price, plan, price_data, quantity, tax_rates, metadata: words } = fields;
  return { price, plan, price_data, quantity, tax_rates, metadata: words };
}

async function create(work: Work, fields: Values<typeof createShape>): Promise<SubscriptionItem> {
  const before = await work.load('subscription', fields.subscription, 'subscription');
  const after = await change(work, before.id, itemPart(fields), fields);
  const items = after.pending_update?.subscription_items ?? after.items.data;
  return items.find(({ id }) => !before.items.data.some((old) => old.id === id))!;
}

async function remove(work: Work, fields: Manner, id: string): Promise<Wire<Stripe.DeletedSubscriptionItem>> {
  const { holder } = await holderOf(work, id);
  await change(work, holder.id, { id, deleted: true }, fields);
  return { id, object: 'subscription_item', deleted: true };
}

export const subscriptionItemRoutes = [
  route('POST', '/v1/subscription_items', createShape, create),
  route('GET', '/v1/subscription_items', { ...paging, subscription: required(text) }, async (work, fields) => {
    const { subscription, ...page } = fields;
    const { items } = await work.load('subscription', subscription, 'subscription');
    return pageOf(items.data, '/v1/subscription_items', page, 'subscription item');
  }),
  route('GET', '/v1/subscription_items/:id', {}, async (work, _fields, id) => (await holderOf(work, id)).item),
  route('POST', '/v1/subscription_items/:id', updateShape, async (work, fields, id) => {
    const { holder } = await holderOf(work, id);
    const after = await change(work, holder.id, { ...itemPart(fields), id }, fields);
    return after.items.data.find((item) => item.id === id)!;
  }),
  route('DELETE', '/v1/subscription_items/:id', { ...manner, clear_usage: flag }, remove),
];
