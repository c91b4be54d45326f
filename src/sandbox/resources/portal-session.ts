import { hash, list, oneOf, required, integer, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { invalid, missingParameter } from '../api/stripe-error.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';
import { defaultConfiguration, type PortalConfiguration } from './portal-configuration.js';

export type PortalSession = Objects['billing_portal.session'];
type Flow = NonNullable<PortalSession['flow']>;

const flowShape = {
  after_completion: hash({
    hosted_confirmation: hash({ custom_message: text }),
    redirect: hash({ return_url: required(text) }),
    type: required(oneOf('hosted_confirmation', 'portal_homepage', 'redirect')),
  }),
  subscription_cancel: hash({ subscription: required(text) }),
  subscription_update: hash({ subscription: required(text) }),
  subscription_update_confirm: hash({
    items: required(list(hash({ id: required(text), price: text, quantity: integer }))),
    subscription: required(text),
  }),
  type: required(
    oneOf('payment_method_update', 'subscription_cancel', 'subscription_update', 'subscription_update_confirm'),
  ),
};
const createShape = {
  configuration: text,
  customer: required(text),
  flow_data: hash(flowShape),
  locale: text,
  return_url: text,
};

/**
 * A way into the portal for one customer. Its address is a key to it and works for an hour of the sandbox's time.
 * From Stripe's types and texts only: no recorded call has one.
 */
async function create(work: Work, fields: Values<typeof createShape>): Promise<PortalSession> {
  const customer = await work.load('customer', fields.customer, 'customer');
  const configuration = fields.configuration
    ? await work.load('billing_portal.configuration', fields.configuration, 'configuration')
    : await defaultConfiguration(work);
  if (!configuration.active) throw invalid('This configuration is not active.', 'configuration');
  for (const url of [fields.return_url, fields.flow_data?.after_completion?.redirect?.return_url])
    if (url && !/^https?:\/\/[^\s]+$/.test(url)) throw invalid('Not a valid URL', 'return_url', 'url_invalid');
  const id = newId('bps');
  const session: PortalSession = {
    id,
    object: 'billing_portal.session',
    configuration: configuration.id,
    created: work.now,
    customer: customer.id,
    customer_account: null,
    flow: fields.flow_data ? await readFlow(work, fields.flow_data, customer.id, configuration) : null,
    livemode: false,
    locale: (fields.locale ?? null) as PortalSession['locale'],
    on_behalf_of: null,
    return_url: fields.return_url ?? configuration.default_return_url,
    url: `${work.publicUrl}/p/session/${id}`,
  };
  return work.create('billing_portal.session', session, 'billing_portal.session.created');
}

async function readFlow(
  work: Work,
  fields: Values<typeof flowShape>,
  customer: string,
  { features }: PortalConfiguration,
): Promise<Flow> {
  const { type, after_completion: after } = fields;
  const enabled = {
    payment_method_update: features.payment_method_update.enabled,
    subscription_cancel: features.subscription_cancel.enabled,
    subscription_update: features.subscription_update.enabled,
    subscription_update_confirm: features.subscription_update.enabled,
  };
  if (!enabled[type]) throw invalid(`The configuration does not allow ${type}.`, 'flow_data[type]');
  const named = type === 'payment_method_update' ? null : fields[type];
  if (type !== 'payment_method_update') {
    if (!named) throw missingParameter(`flow_data[${type}]`);
    const at = `flow_data[${type}][subscription]`;
    const subscription = await work.load('subscription', named.subscription, at);
    if (subscription.customer !== customer) throw invalid('This subscription is another customer’s.', at);
  }
  const confirm = fields.subscription_update_confirm;
  return {
    after_completion: {
      hosted_confirmation: after?.hosted_confirmation
        ? { custom_message: after.hosted_confirmation.custom_message ?? null }
        : null,
      redirect: after?.redirect ? { return_url: after.redirect.return_url } : null,
      type: after?.type ?? 'portal_homepage',
    },
    customer_update: null,
    subscription_cancel:
      type === 'subscription_cancel' ? { retention: null, subscription: named!.subscription } : null,
    subscription_pause: null,
    subscription_update: type === 'subscription_update' ? { subscription: named!.subscription } : null,
    subscription_update_confirm:
      type === 'subscription_update_confirm'
        ? {
            discounts: null,
            items: confirm!.items.map(({ id, price, quantity }) => ({
              id,
              price: price ?? null,
              ...(typeof quantity === 'number' && { quantity }),
            })),
            subscription: named!.subscription,
          }
        : null,
    type,
  };
}

export const portalSessionRoutes = [route('POST', '/v1/billing_portal/sessions', createShape, create)];
