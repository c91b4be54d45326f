import { formatMoney } from '../money.js';
import { compile } from '../pages/page.js';
import type { RecentCharge } from './inspect.js';

const template = compile<Record<string, unknown>>(`<section id="money">
<h2>Charges</h2>
<p>What a bank does of its own accord: its customer disputes a charge, it warns of fraud, it sends a refund back.</p>
{{#if charges}}<div class="wide" tabindex="0" role="region" aria-label="Charges">
<table>
<thead>
<tr>
<th scope="col">When</th>
<th scope="col">Amount</th>
<th scope="col">State</th>
<th scope="col">Charge</th>
<th scope="col">Let happen</th>
</tr></thead>
<tbody>
{{#each charges}}<tr>
<td>{{this.at}}</td>
<td>{{this.amount}}</td>
<td>{{this.state}}</td>
<td class="id">{{this.id}}</td>
<td><form method="post" action="/money" class="doings">
<input type="hidden" name="id" value="{{this.id}}">
{{#each this.deeds}}<button class="row" name="deed" value="{{this.deed}}" aria-label="{{this.label}}: {{../id}}">{{this.label}}</button>
{{/each}}</form></td>
</tr>
{{/each}}</tbody>
</table>
</div>{{else}}<p class="small">Nothing was charged yet.</p>{{/if}}
</section>
<section id="seed">
<h2>Many customers at once</h2>
<p>Each with a card, a monthly membership and a paid invoice; no events tell of them.</p>
<form method="post" action="/seed" class="row-form">
<label>Customers<input type="number" name="customers" value="100" min="1" max="100000"></label>
<label>Seed<input type="number" name="seed" value="1" min="0" max="46655"></label>
<button class="row">Sow</button>
</form>
</section>`);

const LABELS = { dispute: 'Dispute', inquire: 'Inquire', warn: 'Warn', win: 'Win', lose: 'Lose', fail: 'Fail refund' };
export type Deed = keyof typeof LABELS;

/** The part of the control page that is about charges and customers. */
export function moneyBody(charges: RecentCharge[], moment: Intl.DateTimeFormat): string {
  return template({
    charges: charges.map((charge) => ({
      id: charge.id,
      at: moment.format(charge.created * 1000),
      amount: formatMoney(charge.amount, charge.currency, 'en'),
      state: stateOf(charge),
      deeds: deedsOf(charge).map((deed) => ({ deed, label: LABELS[deed] })),
    })),
  });
}

function stateOf({ status, refunded, disputed, dispute }: RecentCharge): string {
  if (disputed) return `disputed, ${(dispute ?? '').replaceAll('_', ' ')}`;
  return refunded ? 'refunded' : status;
}

function deedsOf({ status, disputed, dispute, refund }: RecentCharge): Deed[] {
  if (status !== 'succeeded') return [];
  const open = /needs_response|under_review/.test(dispute ?? '');
  return [
    ...(disputed ? (open ? (['win', 'lose'] as const) : []) : (['dispute', 'inquire', 'warn'] as const)),
    ...(refund ? (['fail'] as const) : []),
  ];
}
