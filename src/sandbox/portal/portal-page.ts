import { words, type Language } from '../checkout/words.js';
import { cardChoices } from '../pages/card-choices.js';
import { compile, type Page } from '../pages/page.js';
import { portalWords } from './words.js';

const home = compile<object>(`<main>
{{#if said}}<p class="note calm" role="status">{{said}}</p>{{/if}}
<h1>{{w.title}}</h1>
{{#if headline}}<p>{{headline}}</p>{{/if}}
{{#each memberships}}<article class="panel holding">
<div>
<h2>{{this.name}}</h2>
<p>{{this.price}}</p>
<p class="small {{this.mood}}">{{this.says}}</p>
</div>
<div class="doings">
{{#if this.pay}}<a class="row first" href="{{this.pay.url}}">{{this.pay.label}}</a>{{/if}}
{{#if this.change}}<a class="row" href="{{this.change}}">{{../w.switch}}</a>{{/if}}
{{#if this.cancel}}<a class="row" href="{{this.cancel}}">{{../w.cancel}}</a>{{/if}}
{{#if this.undo}}<form method="post" action="{{this.undo}}"><button class="row">{{../w.undo}}</button></form>{{/if}}
</div>
</article>
{{else}}<p>{{w.none}}</p>
{{/each}}
<section>
<h2>{{w.card}}</h2>
{{#if card}}<p>{{card.name}}<br><span class="small">{{card.expires}}</span></p>{{else}}<p>{{w.noCard}}</p>{{/if}}
{{#if changeCard}}<p><a class="row" href="{{changeCard}}">{{w.changeCard}}</a></p>{{/if}}
</section>
{{#if showsInvoices}}<section>
<h2>{{w.invoices}}</h2>
{{#if invoices}}<table>
<thead>
<tr><th scope="col">{{w.date}}</th><th scope="col">{{w.state}}</th><th scope="col" class="sum">{{w.amount}}</th></tr>
</thead>
<tbody>
{{#each invoices}}<tr>
<td><a href="{{this.url}}">{{this.day}}</a></td>
<td>{{this.state}}</td>
<td class="sum">{{this.amount}}</td>
</tr>
{{/each}}</tbody>
</table>{{else}}<p class="small">{{w.noInvoices}}</p>{{/if}}
</section>{{/if}}
{{#if back}}<p class="leave"><a href="{{back}}">{{w.back}}</a></p>{{/if}}
</main>`);

const card = compile<Record<string, unknown>>(`<main class="narrow">
{{#if error}}<p class="note" role="alert" tabindex="-1" autofocus>{{error}}</p>{{/if}}
<h1>{{w.cardTitle}}</h1>
<p>{{w.cardText}}</p>
<form method="post" action="{{base}}/card" class="answers">
{{> cards legend=w.choose cards=cards}}
<button class="first">{{w.keep}}</button>
<a class="back" href="{{home}}">{{w.home}}</a>
</form>
</main>`);

const cancel = compile<Record<string, unknown>>(`<main class="narrow">
<h1>{{title}}</h1>
<p>{{what}}</p>
<form method="post" action="{{action}}" class="answers">
{{#if reasons}}<label class="field">{{w.why}}<select name="feedback"><option value="">{{w.unsaid}}</option>
{{#each reasons}}<option value="{{this.value}}">{{this.label}}</option>
{{/each}}</select></label>{{/if}}
<button class="first">{{w.cancelYes}}</button>
<a class="back" href="{{home}}">{{w.cancelNo}}</a>
</form>
</main>`);

const price = compile<Record<string, unknown>>(`<main class="narrow">
{{#if error}}<p class="note" role="alert" tabindex="-1" autofocus>{{error}}</p>{{/if}}
<h1>{{title}}</h1>
<p>{{when}}</p>
<form method="post" action="{{action}}" class="answers">
<fieldset>
<legend>{{w.switchChoose}}</legend>
{{#each prices}}<label class="choice">
<input type="radio" name="price" value="{{this.id}}"{{#if this.chosen}} checked{{/if}}><span>{{this.name}}</span>
<span class="number">{{this.price}}{{#if this.now}}, {{../w.now}}{{/if}}</span>
</label>
{{/each}}</fieldset>
<button class="first">{{w.switchYes}}</button>
<a class="back" href="{{home}}">{{w.home}}</a>
</form>
</main>`);

const notice = compile<Record<string, unknown>>(`<main class="narrow">
<h1>{{title}}</h1>
<p>{{text}}</p>
{{#if href}}<p><a href="{{href}}">{{link}}</a></p>{{/if}}
</main>`);

function page(language: Language, title: string, body: string, more: Partial<Page> = {}): Page {
  return { lang: language, title, band: words[language].band, body, ...more };
}

/** The portal's first page. */
export function homePage(view: object, language: Language): Page {
  return page(language, portalWords[language].title, home(view));
}

interface Step {
  /** Where the session's pages begin: `/p/session/bps_1`. */
  base: string;
  /** Where the form may lead in the end. */
  leadsTo: string | null;
  error?: string | null;
}

/** The page that takes another card. */
export function cardPage({ base, leadsTo, error = null }: Step, language: Language): Page {
  const w = portalWords[language];
  const body = card({ w, base, error, home: `${base}/home`, cards: cardChoices(language) });
  return page(language, w.cardTitle, body, { leadsTo, status: error ? 402 : 200 });
}

/** The page that asks once more before a membership is cancelled. `until` is null when it ends at once. */
export function cancelPage(
  { base, leadsTo }: Step,
  language: Language,
  { id, name, until, reasons }: { id: string; name: string; until: string | null; reasons: string[] },
): Page {
  const w = portalWords[language];
  const title = w.cancelTitle(name);
  const body = cancel({
    w,
    title,
    what: until === null ? w.cancelNow : w.cancelEnd(until),
    action: `${base}/${id}/cancel`,
    home: `${base}/home`,
    reasons: reasons.map((value) => ({ value, label: w.reasons[value as 'other'] })),
  });
  return page(language, title, body, { leadsTo });
}

export interface PriceChoice {
  id: string;
  name: string;
  price: string;
  chosen: boolean;
  now: boolean;
}

/** The page on which a membership moves to another price. */
export function pricePage(
  { base, leadsTo, error = null }: Step,
  language: Language,
  { id, name, atOnce, prices }: { id: string; name: string; atOnce: boolean; prices: PriceChoice[] },
): Page {
  const w = portalWords[language];
  const title = w.switchTitle(name);
  const when = atOnce ? w.switchNow.yes : w.switchNow.no;
  const body = price({ w, title, when, error, prices, action: `${base}/${id}/price`, home: `${base}/home` });
  return page(language, title, body, { leadsTo, status: error ? 402 : 200 });
}

/** What is shown when something is done, and where to go from there. */
export function donePage(text: string, href: string, link: string, language: Language): Page {
  const title = portalWords[language].doneTitle;
  return page(language, title, notice({ title, text, href, link }));
}

/** What is shown when the session is not there, or has run out. */
export function gonePage(language: Language): Page {
  const w = portalWords[language];
  const body = notice({ title: w.goneTitle, text: w.gone, href: null, link: '' });
  return page(language, w.goneTitle, body, { status: 410 });
}
