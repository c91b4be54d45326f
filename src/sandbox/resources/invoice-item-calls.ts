import { Conditions, listObjects, paging } from '../api/list.js';
import {
  flag,
  hash,
  integer,
  list,
  mergeMetadata,
  metadata,
  range,
  required,
  text,
  type Values,
} from '../api/params.js';
import { route } from '../api/route.js';
import { invalid, missingParameter } from '../api/stripe-error.js';
import { dropItem } from '../billing/cancel-now.js';
import { amountOf, checkCurrency, nameOf } from '../billing/lines.js';
import { reckonAgain } from '../billing/reckon-again.js';
import type { Work } from '../store/work.js';
import { invoiceItem, type InvoiceItem } from './invoice-item.js';
import { price as priceObject, priceOf, type Price } from './price.js';
import { product } from './product.js';
import { taxRatesOf } from './tax-rate.js';

const changeable = {
  amount: integer,
  description: text,
  discountable: flag,
  metadata,
  period: hash({ start: required(integer), end: required(integer) }),
  pricing: hash({ price: text }),
  quantity: integer,
  tax_rates: list(text),
};
const createShape = { ...changeable, customer: required(text), currency: text, invoice: text, subscription: text };
type Fields = Values<typeof createShape>;

/** POST /v1/invoiceitems: an amount, or a one-off price, for a draft or for the next invoice. */
async function create(work: Work, fields: Fields): Promise<InvoiceItem> {
  const customer = await work.load('customer', fields.customer, 'customer');
  if (fields.invoice) await draftOf(work, fields.invoice);
  const named = fields.subscription;
  const subscription = named ? await work.load('subscription', named, 'subscription') : null;
  if (subscription && subscription.customer !== customer.id)
    throw invalid('This subscription is another customer’s.', 'subscription');
  const price = await itemPrice(work, fields);
  if (price) checkCurrency(customer, price.currency);
  const currency = price?.currency ?? fields.currency?.toLowerCase() ?? 'usd';
  checkCurrency(customer, currency);
  const quantity = fields.quantity ?? 1;
  const given = fields.pricing?.price ? price : null;
  const item = invoiceItem(work.now, {
    customer: customer.id,
    currency,
    amount: given ? amountOf(given, quantity) : fields.amount!,
    description: fields.description ?? (given ? await nameOf(work, given) : null),
    period: fields.period ?? { start: work.now, end: work.now },
    price,
    quantity,
    subscription: subscription?.id,
    discountable: fields.discountable ?? undefined,
    metadata: mergeMetadata({}, fields.metadata),
    taxRates: await taxRatesOf(work, fields.tax_rates, 'tax_rates'),
  });
  const bound = { ...item, invoice: fields.invoice ?? null };
  const stored = await work.create('invoiceitem', bound, 'invoiceitem.created');
  if (fields.invoice) await reckonAgain(work, fields.invoice);
  return stored;
}

/** The price an item names; for a plain amount Stripe keeps a price and product of its own, which nobody is told of. */
async function itemPrice(work: Work, fields: Fields): Promise<Price | null> {
  if (fields.pricing?.price) {
    const found = await priceOf(work, { price: fields.pricing.price }, 'pricing');
    if (found.recurring) throw invalid('A price that is charged once is needed here.', 'pricing[price]');
    return found;
  }
  if (typeof fields.amount !== 'number') throw missingParameter('amount');
  if (!fields.currency) throw missingParameter('currency');
  if (fields.amount < 0) return null;
  const name = fields.description || 'Invoice item';
  const made = await work.create('product', product(work.now, { name, active: false }));
  const terms = { currency: fields.currency, unit_amount: fields.amount, product: made.id, active: false };
  return work.create('price', priceObject(work.now, terms));
}

async function update(work: Work, fields: Values<typeof changeable>, id: string): Promise<InvoiceItem> {
  const before = await work.load('invoiceitem', id);
  if (before.invoice) await draftOf(work, String(before.invoice));
  const changes: Partial<InvoiceItem> = { metadata: mergeMetadata(before.metadata ?? {}, fields.metadata) };
  if (fields.description !== undefined) changes.description = fields.description;
  if (typeof fields.discountable === 'boolean') changes.discountable = fields.discountable;
  if (typeof fields.amount === 'number') changes.amount = fields.amount;
  if (fields.period) changes.period = fields.period;
  if (fields.tax_rates !== undefined) changes.tax_rates = await taxRatesOf(work, fields.tax_rates, 'tax_rates');
  if (typeof fields.quantity === 'number') {
    const unit = Number(before.pricing?.unit_amount_decimal ?? before.amount / before.quantity);
    changes.quantity = fields.quantity;
    changes.quantity_decimal = String(fields.quantity);
    changes.amount = Math.round(unit * fields.quantity);
  }
  const after = await work.change('invoiceitem', before, changes);
  if (after.invoice) await reckonAgain(work, String(after.invoice));
  return after;
}

async function draftOf(work: Work, id: string): Promise<void> {
  const invoice = await work.load('invoice', id, 'invoice');
  if (invoice.status === 'draft') return;
  throw invalid('Only a draft can take invoice items.', 'invoice', 'invoice_not_editable');
}

export const invoiceItemRoutes = [
  route('POST', '/v1/invoiceitems', createShape, create),
  route(
    'GET',
    '/v1/invoiceitems',
    { ...paging, created: range, customer: text, invoice: text, pending: flag },
    (work, { created, customer, invoice, pending, ...page }) => {
      const conditions = new Conditions().add('customer = ?', customer).field('invoice', invoice).created(created);
      if (typeof pending === 'boolean') conditions.add("(data ->> 'invoice' IS NULL) = ?", pending);
      return listObjects(work, 'invoiceitem', '/v1/invoiceitems', page, conditions);
    },
  ),
  route('GET', '/v1/invoiceitems/:id', {}, (work, _fields, id) => work.load('invoiceitem', id)),
  route('POST', '/v1/invoiceitems/:id', changeable, update),
  route('DELETE', '/v1/invoiceitems/:id', {}, async (work, _fields, id) => {
    const { invoice } = await work.load('invoiceitem', id);
    const deleted = await dropItem(work, id);
    if (invoice) await reckonAgain(work, String(invoice));
    return deleted;
  }),
];
