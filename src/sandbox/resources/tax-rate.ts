import { Conditions, listObjects, paging } from '../api/list.js';
import { decimal, flag, mergeMetadata, metadata, range, required, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { invalid } from '../api/stripe-error.js';
import { newId } from '../store/ids.js';
import type { Objects } from '../store/wire.js';
import type { Work } from '../store/work.js';

export type TaxRate = Objects['tax_rate'];

const changeable = {
  active: flag,
  country: text,
  description: text,
  jurisdiction: text,
  metadata,
  state: text,
  tax_type: text,
};
const createShape = {
  ...changeable,
  display_name: required(text),
  inclusive: required(flag),
  percentage: required(decimal),
};

/** A new tax rate as it travels. */
export function taxRate(now: number, fields: Values<typeof createShape>): TaxRate {
  return {
    id: newId('txr'),
    object: 'tax_rate',
    active: fields.active ?? true,
    country: fields.country ?? null,
    created: now,
    description: fields.description ?? null,
    display_name: fields.display_name,
    effective_percentage: null,
    flat_amount: null,
    inclusive: fields.inclusive,
    jurisdiction: fields.jurisdiction ?? null,
    jurisdiction_level: null,
    livemode: false,
    metadata: mergeMetadata({}, fields.metadata),
    percentage: Number(fields.percentage),
    rate_type: 'percentage',
    state: fields.state ?? null,
    tax_type: (fields.tax_type ?? null) as TaxRate['tax_type'],
  };
}

/** The tax rates with these ids, whole, as a subscription and an invoice carry them. */
export function taxRatesOf(work: Work, ids: string[] | null | undefined, at: string): Promise<TaxRate[]> {
  return Promise.all((ids ?? []).map((id, index) => work.load('tax_rate', id, `${at}[${index}]`)));
}

async function create(work: Work, fields: Values<typeof createShape>): Promise<TaxRate> {
  if (Number(fields.percentage) < 0 || Number(fields.percentage) > 100)
    throw invalid('percentage must be between 0 and 100.', 'percentage');
  return work.create('tax_rate', taxRate(work.now, fields), 'tax_rate.created');
}

export const taxRateRoutes = [
  route('POST', '/v1/tax_rates', createShape, create),
  route(
    'GET',
    '/v1/tax_rates',
    { ...paging, active: flag, created: range, inclusive: flag },
    (work, { active, created, inclusive, ...page }) => {
      const conditions = new Conditions().field('active', active?.toString()).created(created);
      return listObjects(
        work,
        'tax_rate',
        '/v1/tax_rates',
        page,
        conditions.field('inclusive', inclusive?.toString()),
      );
    },
  ),
  route('GET', '/v1/tax_rates/:id', {}, (work, _fields, id) => work.load('tax_rate', id)),
  route('POST', '/v1/tax_rates/:id', { ...changeable, display_name: text }, async (work, fields, id) => {
    const before = await work.load('tax_rate', id);
    const { metadata: change, active, display_name: name, tax_type: type, ...rest } = fields;
    const changes: Partial<TaxRate> = {
      ...rest,
      ...(typeof active === 'boolean' && { active }),
      ...(name && { display_name: name }),
      ...(type !== undefined && { tax_type: type as TaxRate['tax_type'] }),
      metadata: mergeMetadata(before.metadata ?? {}, change),
    };
    return work.change('tax_rate', before, changes, 'tax_rate.updated');
  }),
];
