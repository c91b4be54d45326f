import { formatMoney } from '../money.js';
import { cardChoices } from '../pages/card-choices.js';
import { noticePage } from '../pages/notice.js';
import { compile, type Page } from '../pages/page.js';
import type { LineItem } from '../resources/line-item.js';
import { needsNoCard, type Session } from '../resources/session.js';
import type { Payer } from './payer.js';
import { payerFields } from './payer-fields.js';
import { everyWords, words, type Language } from './words.js';

/** What can be wrong beside the card. */
const NOT_THE_CARD = ['code', 'address_missing', 'tax_id_invalid'];

const form = compile<Record<string, unknown>>(`<main>
{{#if error}}<p class="note" role="alert" tabindex="-1" autofocus>{{error}}</p>{{/if}}
{{#if codes}}<form method="post" action="{{action}}" id="codes"></form>
{{/if}}<form method="post" action="{{action}}" class="two">
<div>
<h1>{{name}}</h1>
<p class="price">{{price}}</p>
{{#if trial}}<p class="small">{{trial}}</p>
{{/if}}{{#if interval}}<p class="small">{{interval}}. {{w.renews}}</p>{{/if}}
<dl class="sum">
{{#each lines}}<div><dt>{{this.name}}</dt><dd>{{this.amount}}</dd></div>
{{/each}}{{#if discount}}<div><dt>{{w.discount}}</dt><dd>{{discount}}</dd></div>
{{/if}}<div><dt>{{w.due}}</dt><dd>{{price}}</dd></div>
</dl>
{{#if codes}}<label for="code">{{w.code}}</label>
<input type="text" id="code" name="code" form="codes" maxlength="100" autocomplete="off" required>
<button class="row" form="codes" name="action" value="code">{{w.apply}}</button>
{{/if}}{{#if cards}}{{> cards legend=w.choose cards=cards}}
{{/if}}</div>
<div class="panel">
<h2>{{w.panel}}</h2>
<dl><dt>{{w.email}}</dt><dd>{{email}}</dd></dl>
{{#each fields}}<p><label class="field" for="{{name}}">{{label}}
<input type="text" id="{{name}}" name="{{name}}" value="{{value}}" maxlength="200" autocomplete="{{fill}}"{{#if must}} required{{/if}}></label></p>
{{/each}}{{#if countries}}<p><label class="field" for="country">{{w.country}}
<select id="country" name="country" autocomplete="billing country" required><option value=""></option>{{#each countries}}<option value="{{code}}"{{#if chosen}} selected{{/if}}>{{name}}</option>{{/each}}</select></label></p>
{{/if}}<button class="first" type="submit">{{pay}}</button>
{{#if back}}<a class="back" href="{{back}}">{{w.back}}</a>{{/if}}
</div>
</form>
</main>`);

/** The page of an open session: what it costs, which card to pretend with, and what went wrong before. */
export function openPage(
  session: Session,
  lines: LineItem[],
  language: Language,
  { failure, trialDays, payer }: { failure?: { code: string; number: string }; trialDays: number | null; payer: Payer },
): Page {
  const w = words[language];
  const money = (amount: number) => formatMoney(amount, session.currency ?? 'eur', language);
  const price = money(session.amount_total ?? 0);
  const name = lines.map((line) => line.description).join(', ');
  const body = form({
    w,
    name,
    price,
    cards: needsNoCard(session) ? [] : cardChoices(language, failure?.number || undefined),
    codes: session.allow_promotion_codes === true,
    discount: session.total_details?.amount_discount ? money(-session.total_details.amount_discount) : null,
    trial: trialDays === null ? null : w.trial(trialDays),
    action: `/c/pay/${session.id}`,
    back: session.cancel_url,
    ...payerFields(session, payer, language),
    email: session.customer_details?.email || w.noEmail,
    error: failure ? wordsFor(failure.code, language) : null,
    interval: intervalOf(lines[0], money, language),
    lines: lines.map((line) => ({
      name: (line.quantity ?? 1) > 1 ? `${line.quantity} × ${line.description}` : line.description,
      amount: money(line.amount_subtotal),
    })),
    pay: needsNoCard(session) ? w.start : w.pay(price),
  });
  return {
    lang: language,
    title: w.title(name),
    band: w.band,
    body,
    status: failure ? (NOT_THE_CARD.includes(failure.code) ? 400 : 402) : 200,
    leadsTo: originOf(session.success_url),
  };
}

/** What is shown instead, once a session is paid, has run out, or never was. */
export function closedPage(state: 'done' | 'expired' | 'missing', language: Language, href: string | null): Page {
  const w = words[language];
  const link = state === 'missing' ? '' : w[`${state}Link`];
  const status = { done: 200, expired: 410, missing: 404 }[state];
  return noticePage(language, { title: w[`${state}Title`], text: w[state], status, way: { href, link } });
}

/** What the page says of a refused card. */
export function wordsFor(code: string, language: Language): string {
  const w = words[language];
  if (code === 'code') return w.noCode;
  if (code === 'address_missing') return w.noCountry;
  if (code === 'tax_id_invalid') return w.noTaxNumber;
  if (code === 'insufficient_funds') return w.poor;
  if (code === 'unconfirmed') return w.unconfirmed;
  return code === 'incorrect_number' ? w.unknown : w.refused;
}

function intervalOf(line: LineItem | undefined, money: (amount: number) => string, language: Language): string | null {
  if (!line?.price?.recurring) return null;
  const amount = Math.round(Number(line.price.unit_amount_decimal) * (line.quantity ?? 1));
  return `${money(amount)} ${everyWords(line.price, language)}`;
}

/** The origin of an address, or null. */
export function originOf(url: string | null): string | null {
  return url && URL.canParse(url) ? new URL(url).origin : null;
}
