import { words, type Language } from '../checkout/words.js';
import { formatMoney } from '../money.js';
import { compile, type Page } from '../pages/page.js';
import type { PaymentMethod } from '../resources/payment-method.js';
import type { Asking } from './answer.js';
import { challengeWords } from './words.js';

const question = compile<Record<string, unknown>>(`<main class="narrow">
<h1>{{w.title}}</h1>
<p>{{what}}</p>
<dl class="sum">
<div><dt>{{w.card}}</dt><dd>{{card}}</dd></div>
{{#if amount}}<div><dt>{{w.amount}}</dt><dd>{{amount}}</dd></div>
{{/if}}</dl>
<form method="post" action="/authenticate/{{id}}" class="answers">
<button class="first" name="answer" value="yes">{{w.yes}}</button>
<button name="answer" value="no">{{w.no}}</button>
</form>
<p class="small">{{w.note}}</p>
</main>`);

const notice = compile<{ title: string; text: string }>(`<main class="narrow">
<h1>{{title}}</h1>
<p>{{text}}</p>
</main>`);

/** The bank's page, on which the holder of a card confirms a charge or refuses it. */
export function challengePage(intent: Asking, method: PaymentMethod, language: Language, leadsTo: string | null): Page {
  const w = challengeWords[language];
  const amount = intent.object === 'payment_intent' ? formatMoney(intent.amount, intent.currency, language) : null;
  const body = question({ w, amount, id: intent.id, what: amount ? w.pay : w.keep, card: cardName(method) });
  return { lang: language, title: w.title, band: words[language].band, body, leadsTo };
}

/** What is shown when the bank asks nothing, or when there is no way back from its page. */
export function challengeNotice(state: 'done' | 'gone', language: Language): Page {
  const w = challengeWords[language];
  const title = w[`${state}Title`];
  const status = state === 'done' ? 200 : 410;
  return { lang: language, title, band: words[language].band, body: notice({ title, text: w[state] }), status };
}

/** A card as people know it: Visa, ending in 4242. */
export function cardName({ card }: PaymentMethod): string {
  const { brand = 'card', last4 = '' } = card ?? {};
  return `${brand.slice(0, 1).toUpperCase()}${brand.slice(1)} ···· ${last4}`;
}
