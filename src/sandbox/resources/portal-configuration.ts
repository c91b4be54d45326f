import { Conditions, listObjects, paging } from '../api/list.js';
import {
  flag,
  hash,
  list,
  mergeMetadata,
  metadata,
  oneOf,
  required,
  text,
  type Values,
} from '../api/params.js';
import { route } from '../api/route.js';
import { invalid } from '../api/stripe-error.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';

export type PortalConfiguration = Objects['billing_portal.configuration'];
type Features = PortalConfiguration['features'];

const TYPE = 'billing_portal.configuration';
const PATH = '/v1/billing_portal/configurations';
const REASONS = [
  'customer_service',
  'low_quality',
  'missing_features',
  'other',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
] as const;
const proration = oneOf('always_invoice', 'create_prorations', 'none');

const featureShape = {
  customer_update: hash({ allowed_updates: list(text), enabled: flag }),
  invoice_history: hash({ enabled: required(flag) }),
  payment_method_update: hash({ enabled: required(flag), payment_method_configuration: text }),
  subscription_cancel: hash({
    cancellation_reason: hash({ enabled: required(flag), options: list(oneOf(...REASONS)) }),
    enabled: flag,
    mode: oneOf('at_period_end', 'immediately'),
    proration_behavior: proration,
  }),
  subscription_update: hash({
    default_allowed_updates: list(oneOf('price', 'quantity', 'promotion_code')),
    enabled: flag,
    products: list(hash({ prices: required(list(text)), product: required(text) })),
    proration_behavior: proration,
  }),
};
const shape = {
  business_profile: hash({ headline: text, privacy_policy_url: text, terms_of_service_url: text }),
  default_return_url: text,
  login_page: hash({ enabled: required(flag) }),
  metadata,
  name: text,
};
const createShape = { ...shape, features: required(hash(featureShape)) };
const updateShape = { ...shape, active: flag, features: hash(featureShape) };
type FeatureFields = Values<typeof featureShape>;

/**
 * What a portal lets people do, as it travels. The sandbox's portal changes cards, cancels, switches prices and shows
 * invoices; it changes no addresses and pauses nothing. From Stripe's types and texts only: no recorded call has one.
 */
function configuration(now: number, fields: Values<typeof shape>, features: Features): PortalConfiguration {
  const { headline = null, privacy_policy_url = null, terms_of_service_url = null } = fields.business_profile ?? {};
  return {
    id: newId('bpc'),
    object: TYPE,
    active: true,
    application: null,
    business_profile: { headline, privacy_policy_url, terms_of_service_url },
    created: now,
    default_return_url: fields.default_return_url ?? null,
    features,
    is_default: false,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: mergeMetadata({}, fields.metadata),
    name: fields.name ?? null,
    updated: now,
  };
}

const OFF: Features = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: { enabled: false, feedback_options: null, options: [...REASONS] },
    enabled: false,
    mode: 'at_period_end',
    proration_behavior: 'none',
  },
  subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
  subscription_update: {
    billing_cycle_anchor: 'unchanged',
    default_allowed_updates: [],
    enabled: false,
    products: null,
    proration_behavior: 'none',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  },
};

/** The configuration of sessions that name none; made when first asked for. */
export async function defaultConfiguration(work: Work): Promise<PortalConfiguration> {
  const known = await listObjects(work, TYPE, '', { limit: 1 }, new Conditions().field('is_default', 'true'));
  if (known.data[0]) return known.data[0];
  const features: Features = {
    ...OFF,
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true, payment_method_configuration: null },
    subscription_cancel: { ...OFF.subscription_cancel, enabled: true },
  };
  const made = { ...configuration(work.now, {}, features), is_default: true };
  return work.create(TYPE, made, 'billing_portal.configuration.created');
}

async function create(work: Work, fields: Values<typeof createShape>): Promise<PortalConfiguration> {
  const features = await readFeatures(work, OFF, fields.features);
  return work.create(TYPE, configuration(work.now, fields, features), 'billing_portal.configuration.created');
}

async function update(work: Work, fields: Values<typeof updateShape>, id: string): Promise<PortalConfiguration> {
  const before = await work.load(TYPE, id);
  const { active, business_profile: profile, default_return_url: back, metadata: change, name } = fields;
  if (active === false && before.is_default) throw invalid('The default configuration stays active.', 'active');
  const changes: Partial<PortalConfiguration> = {
    ...(typeof active === 'boolean' && { active }),
    ...(profile && { business_profile: { ...before.business_profile, ...profile } }),
    ...(back !== undefined && { default_return_url: back }),
    ...(name !== undefined && { name }),
    ...(fields.features && { features: await readFeatures(work, before.features, fields.features) }),
    metadata: mergeMetadata(before.metadata ?? {}, change),
    updated: work.now,
  };
  return work.change(TYPE, before, changes, 'billing_portal.configuration.updated');
}

async function readFeatures(work: Work, before: Features, given: FeatureFields): Promise<Features> {
  const { cancellation_reason: reason, ...cancel } = given.subscription_cancel ?? {};
  const { products, ...change } = given.subscription_update ?? {};
  const features: Features = {
    ...before,
    customer_update: { ...before.customer_update, ...(given.customer_update as Features['customer_update']) },
    invoice_history: { ...before.invoice_history, ...given.invoice_history },
    payment_method_update: { ...before.payment_method_update, ...given.payment_method_update },
    subscription_cancel: {
      ...before.subscription_cancel,
      ...(cancel as Partial<Features['subscription_cancel']>),
      cancellation_reason: {
        ...before.subscription_cancel.cancellation_reason,
        ...(reason as Partial<Features['subscription_cancel']['cancellation_reason']>),
      },
    },
    subscription_update: {
      ...before.subscription_update,
      ...(change as Partial<Features['subscription_update']>),
      ...(products !== undefined && { products: (products ?? []).map(offered) }),
    },
  };
  const { enabled, products: offers } = features.subscription_update;
  if (enabled && !offers?.length)
    throw invalid('Name the products people may switch between.', 'features[subscription_update][products]');
  for (const { product, prices } of offers ?? []) {
    const at = 'features[subscription_update][products]';
    await work.load('product', product, at);
    for (const price of prices) await work.load('price', price, at);
  }
  return features;
}

type Offer = NonNullable<Features['subscription_update']['products']>[number];

function offered({ product, prices }: { product: string; prices: string[] }): Offer {
  return { adjustable_quantity: { enabled: false, maximum: null, minimum: 1 }, prices, product };
}

export const portalConfigurationRoutes = [
  route('POST', PATH, createShape, create),
  route('GET', PATH, { ...paging, active: flag, is_default: flag }, (work, { active, is_default: main, ...page }) => {
    const conditions = new Conditions().field('active', active?.toString()).field('is_default', main?.toString());
    return listObjects(work, TYPE, PATH, page, conditions);
  }),
  route('GET', `${PATH}/:id`, {}, (work, _fields, id) => work.load(TYPE, id)),
  route('POST', `${PATH}/:id`, updateShape, update),
];
