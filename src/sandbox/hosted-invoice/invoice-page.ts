import { wordsFor } from '../checkout/checkout-page.js';
import { words, type Language } from '../checkout/words.js';
import { formatMoney } from '../money.js';
import { cardChoices } from '../pages/card-choices.js';
import { formatDay } from '../pages/day.js';
import { noticePage } from '../pages/notice.js';
import { compile, type Page } from '../pages/page.js';
import type { Invoice } from '../resources/invoice.js';
import { customerLines } from './customer-lines.js';
import { invoiceWords } from './words.js';

const template = compile<Record<string, unknown>>(`<main>
{{#if error}}<p class="note" role="alert" tabindex="-1" autofocus>{{error}}</p>{{/if}}
<form method="post" action="/invoices/{{id}}" class="two">
<div>
<h1>{{title}}</h1>
<p class="price">{{price}}</p>
{{#if said}}<p>{{said}}</p>{{/if}}
<dl class="sum">
{{#each lines}}<div><dt>{{this.name}}</dt><dd>{{this.amount}}</dd></div>
{{/each}}</dl>
{{#if cards}}{{> cards legend=w.choose cards=cards}}{{/if}}
</div>
<div class="panel">
<dl><dt>{{w.for}}</dt>{{#each who}}<dd>{{this}}</dd>{{/each}}<dt>{{w.date}}</dt><dd>{{day}}</dd></dl>
{{#if pay}}<button class="first" type="submit">{{pay}}</button>{{/if}}
</div>
</form>
</main>`);

interface Showing {
  invoice: Invoice;
  /** The name of the card on file, when it can be used here. */
  saved: string | null;
  language: Language;
  failure?: { code: string; number: string };
}

/** The hosted page of an invoice: what it is for, and, as long as it is open, a way to pay it. */
export function invoicePage({ invoice, saved, language, failure }: Showing): Page {
  const w = invoiceWords[language];
  const open = isPayable(invoice);
  const money = (amount: number) => formatMoney(amount, invoice.currency, language);
  const cards = cardChoices(language, failure?.number || (saved ? 'saved' : undefined));
  const onFile = { value: 'saved', label: w.saved(saved ?? ''), number: '', chosen: cards.every((c) => !c.chosen) };
  const body = template({
    w,
    id: invoice.id,
    title: w.title(invoice.number ?? ''),
    price: money(open ? invoice.amount_remaining : invoice.total),
    said: saying(invoice, language),
    error: failure ? wordsFor(failure.code, language) : null,
    lines: linesOf(invoice, language),
    cards: open ? [...(saved ? [onFile] : []), ...cards] : null,
    who: customerLines(invoice, language),
    day: formatDay(invoice.status_transitions.finalized_at ?? invoice.created, language),
    pay: open ? words[language].pay(money(invoice.amount_remaining)) : null,
  });
  const title = w.title(invoice.number ?? '');
  return { lang: language, title, band: words[language].band, body, status: failure ? 402 : 200 };
}

/** What is shown when there is no such invoice. */
export function invoiceNotice(language: Language): Page {
  const w = invoiceWords[language];
  return noticePage(language, { title: w.missingTitle, text: w.missing, status: 404 });
}

/** Whether somebody can pay it on its page. */
export function isPayable({ status }: Invoice): boolean {
  return status === 'open' || status === 'uncollectible';
}

function saying(invoice: Invoice, language: Language): string | null {
  const w = invoiceWords[language];
  if (invoice.status === 'void') return w.void;
  if (invoice.status === 'draft') return w.draft;
  const paidAt = invoice.status_transitions.paid_at;
  return paidAt === null ? null : w.paid(formatDay(paidAt, language));
}

function linesOf(invoice: Invoice, language: Language): { name: string; amount: string }[] {
  const w = invoiceWords[language];
  const money = (amount: number) => formatMoney(amount, invoice.currency, language);
  const lines = invoice.lines.data.map(({ description, amount }) => ({
    name: description ?? '',
    amount: money(amount),
  }));
  const credited = invoice.pre_payment_credit_notes_amount + invoice.post_payment_credit_notes_amount;
  const used = Math.min(0, invoice.starting_balance - (invoice.ending_balance ?? invoice.starting_balance));
  if (used < 0) lines.push({ name: w.credit, amount: money(used) });
  if (credited > 0) lines.push({ name: w.credited, amount: money(-credited) });
  for (const { amount, tax_behavior: behavior } of invoice.total_taxes ?? [])
    lines.push({ name: behavior === 'inclusive' ? w.taxIn : w.tax, amount: money(amount) });
  const due = isPayable(invoice);
  return [...lines, { name: due ? w.due : w.total, amount: money(due ? invoice.amount_remaining : invoice.total) }];
}
