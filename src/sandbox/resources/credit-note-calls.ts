import { Conditions, listObjects, paging } from '../api/list.js';
import {
  hash,
  integer,
  list,
  mergeMetadata,
  metadata,
  oneOf,
  range,
  required,
  text,
  type Values,
} from '../api/params.js';
import { route } from '../api/route.js';
import { invalid } from '../api/stripe-error.js';
import { drawUp, issue, voidCreditNote } from '../billing/credit-notes.js';
import type { Work } from '../store/work.js';
import { creditNoteLine, type Credit, type CreditNote, type CreditNoteLine } from './credit-note.js';
import type { Invoice } from './invoice.js';

const shape = {
  invoice: required(text),
  amount: integer,
  credit_amount: integer,
  email_type: oneOf('credit_note', 'none'),
  lines: list(
    hash({
      amount: integer,
      description: text,
      invoice_line_item: text,
      quantity: integer,
      type: required(oneOf('custom_line_item', 'invoice_line_item')),
      unit_amount: integer,
    }),
  ),
  memo: text,
  metadata,
  out_of_band_amount: integer,
  reason: oneOf('duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory'),
  refund_amount: integer,
};
type Fields = Values<typeof shape>;
type Line = NonNullable<Fields['lines']>[number];

async function readCredit(work: Work, fields: Fields): Promise<{ invoice: Invoice; credit: Credit }> {
  const invoice = await work.load('invoice', fields.invoice, 'invoice');
  if (typeof fields.amount === 'number' && fields.lines) throw invalid('Name amount or lines, not both.', 'amount');
  const named = fields.lines?.map((line, index) => readLine(line, invoice, `lines[${index}]`));
  const lines = named ?? [creditNoteLine(fields.amount ?? 0, null, 1, null)];
  const parts = [fields.refund_amount, fields.credit_amount, fields.out_of_band_amount].map((part) => part ?? 0);
  if (parts.some((part) => part < 0)) throw invalid('An amount cannot be negative.', 'refund_amount');
  const before = await listNotes(work, { limit: 100 }, invoice.id);
  const credit: Credit = {
    lines,
    refund: parts[0]!,
    balance: parts[1]!,
    elsewhere: parts[2]!,
    memo: fields.memo,
    reason: fields.reason,
    metadata: mergeMetadata({}, fields.metadata),
    before: before.data.length,
    pdf: `${work.publicUrl}/invoices/${invoice.id}`,
  };
  return { invoice, credit };
}

function readLine(line: Line, invoice: Invoice, at: string): CreditNoteLine {
  const { amount, quantity, unit_amount: unit, description = null } = line;
  if (line.type === 'custom_line_item') {
    if (typeof unit !== 'number') throw invalid(`Missing required param: ${at}[unit_amount].`, `${at}[unit_amount]`);
    return creditNoteLine(unit * (quantity ?? 1), description, quantity ?? 1, null);
  }
  const found = invoice.lines.data.find(({ id }) => id === line.invoice_line_item);
  if (!found) throw invalid('The invoice has no such line.', `${at}[invoice_line_item]`, 'resource_missing');
  const whole = found.quantity ?? 1;
  const share = typeof quantity === 'number' ? Math.round((found.amount * quantity) / whole) : found.amount;
  return creditNoteLine(amount ?? share, description ?? found.description, quantity ?? whole, found.id);
}

function listNotes(
  work: Work,
  page: { limit?: number | null },
  invoice: string | null | undefined,
  more = new Conditions(),
): ReturnType<typeof listObjects<'credit_note'>> {
  return listObjects(work, 'credit_note', '/v1/credit_notes', page, more.field('invoice', invoice));
}

async function preview(work: Work, fields: Fields): Promise<CreditNote> {
  const { invoice, credit } = await readCredit(work, fields);
  return drawUp(work.now, invoice, credit);
}

export const creditNoteRoutes = [
  route('POST', '/v1/credit_notes', shape, async (work, fields) => {
    const { invoice, credit } = await readCredit(work, fields);
    return issue(work, invoice, credit);
  }),
  route(
    'GET',
    '/v1/credit_notes',
    { ...paging, created: range, customer: text, invoice: text },
    (work, { created, customer, invoice, ...page }) =>
      listNotes(work, page, invoice, new Conditions().add('customer = ?', customer).created(created)),
  ),
  route('GET', '/v1/credit_notes/preview', shape, preview),
  route('GET', '/v1/credit_notes/preview/lines', { ...shape, ...paging }, async (work, fields) => ({
    ...(await preview(work, fields)).lines,
    url: '/v1/credit_notes/preview/lines',
  })),
  route('GET', '/v1/credit_notes/:id', {}, (work, _fields, id) => work.load('credit_note', id)),
  route('POST', '/v1/credit_notes/:id', { memo: text, metadata }, async (work, { memo, metadata: change }, id) => {
    const before = await work.load('credit_note', id);
    const changes: Partial<CreditNote> = { metadata: mergeMetadata(before.metadata ?? {}, change) };
    if (memo !== undefined) changes.memo = memo;
    return work.change('credit_note', before, changes, 'credit_note.updated');
  }),
  route('GET', '/v1/credit_notes/:id/lines', paging, async (work, _fields, id) =>
    (await work.load('credit_note', id)).lines,
  ),
  route('POST', '/v1/credit_notes/:id/void', {}, async (work, _fields, id) =>
    voidCreditNote(work, await work.load('credit_note', id)),
  ),
];
