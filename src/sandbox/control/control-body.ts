import { faultKinds, type FaultKind, type FaultRule } from '../api/faults.js';
import { deliveryModes } from '../events/delivery-mode.js';
import { formatMoney } from '../money.js';
import { compile } from '../pages/page.js';
import type { Attempt, RecentCharge, RecentEvent, RecentSession } from './inspect.js';
import { moneyBody } from './money-body.js';

interface State {
  now: number;
  offsetMs: number;
  faults: readonly FaultRule[];
  mode: string;
  sessions: RecentSession[];
  events: RecentEvent[];
  attempts: Attempt[];
  charges: RecentCharge[];
}

const template = compile<Record<string, unknown>>(`<main>
<h1>The local Stripe</h1>
<p>It answers the app as Stripe would, for the part of Stripe the app uses.
What it knows is in a database of its own and survives a restart.</p>
<section id="clock">
<h2>Clock</h2>
<p>Here it is <strong>{{now}}</strong>{{#if ahead}}, {{ahead}} ahead{{/if}}.
Moving forward does what falls due on the way: renewals, retries, endings.</p>
<form method="post" action="/clock" class="row-form">
<button class="row" name="days" value="1">A day on</button>
<button class="row" name="days" value="7">A week on</button>
<button class="row" name="days" value="31">31 days on</button>
<button class="row" name="days" value="365">A year on</button>
</form>
</section>
<section id="deliveries">
<h2>Deliveries</h2>
<p>Events are sent: <strong>{{mode}}</strong>.</p>
<form method="post" action="/deliveries" class="row-form">
{{#each modes}}<button class="row" name="mode" value="{{this.value}}">{{this.label}}</button>
{{/each}}</form>
{{#if attempts}}<div class="wide" tabindex="0" role="region" aria-label="Attempts">
<table>
<thead>
<tr>
<th scope="col">When</th>
<th scope="col">Event</th>
<th scope="col">Answer</th>
<th scope="col">Again</th>
</tr></thead>
<tbody>
{{#each attempts}}<tr>
<td>{{this.at}}</td>
<td class="id">{{this.type}}<br>{{this.event}}</td>
<td class="{{this.mood}}">{{this.answer}}</td>
<td><form method="post" action="/redeliver">
<button class="row" name="event" value="{{this.event}}"
aria-label="Deliver again: {{this.event}}">Deliver again</button>
</form></td>
</tr>
{{/each}}</tbody>
</table>
</div>{{else}}<p class="small">Nothing was sent yet.</p>{{/if}}
</section>
<section id="events">
<h2>Events</h2>
{{#if events}}<div class="wide" tabindex="0" role="region" aria-label="Events">
<table>
<thead>
<tr>
<th scope="col">When</th>
<th scope="col">Type</th>
<th scope="col">Event</th>
<th scope="col">Waiting</th>
</tr></thead>
<tbody>
{{#each events}}<tr>
<td>{{this.at}}</td>
<td>{{this.type}}</td>
<td class="id">{{this.id}}</td>
<td>{{this.pending}}</td>
</tr>
{{/each}}</tbody>
</table>
</div>{{else}}<p class="small">Nothing has happened yet.</p>{{/if}}
</section>
<section id="sessions">
<h2>Checkouts</h2>
{{#if sessions}}<div class="wide" tabindex="0" role="region" aria-label="Checkouts">
<table>
<thead>
<tr>
<th scope="col">When</th>
<th scope="col">Amount</th>
<th scope="col">State</th>
<th scope="col">Session</th>
</tr></thead>
<tbody>
{{#each sessions}}<tr>
<td>{{this.at}}</td>
<td>{{this.amount}}</td>
<td>{{this.status}}</td>
<td class="id"><a href="/c/pay/{{this.id}}">{{this.short}}</a></td>
</tr>
{{/each}}</tbody>
</table>
</div>{{else}}<p class="small">Nobody has been to the checkout yet.</p>{{/if}}
</section>
{{{money}}}
<section id="faults">
<h2>Faults</h2>
<p>The next matching calls of the API go wrong in this way.</p>
{{#if faults}}<form method="post" action="/faults">
<ul class="rules">{{#each faults}}<li><span>{{this.words}}</span>
<button class="row" name="remove" value="{{this.id}}" aria-label="Remove: {{this.words}}">Remove</button></li>
{{/each}}</ul>
<button class="row" name="clear" value="1">Clear them</button>
</form>{{/if}}
<form method="post" action="/faults" class="row-form">
<label>Method<select name="method"><option>*</option>
<option>GET</option>
<option>POST</option>
<option>DELETE</option>
</select>
</label>
<label>Path begins with (* for one part)<input type="text" name="path" value="/v1/"></label>
<label>What happens<select name="kind">{{#each kinds}}<option value="{{this.value}}">{{this.label}}</option>
{{/each}}</select>
</label>
<label>Status<input type="number" name="status" value="500" min="400" max="599"></label>
<label>Times<input type="number" name="times" value="1" min="1" max="1000"></label>
<label>Of 100<input type="number" name="share" value="100" min="1" max="100"></label>
<button class="row">Let it fail</button>
</form>
</section>
</main>`);

const MODES: Record<string, string> = {
  normal: 'At once',
  paused: 'Not at all',
  in_order: 'One by one',
  shuffled: 'Shuffled',
  duplicated: 'Twice each',
  delayed: 'Up to three days late',
  lossy: 'A fifth lost',
  batched: 'In batches',
};

const KINDS: Record<FaultKind, string> = {
  status: 'An error',
  status_after: 'An error after the work',
  delay: 'Five seconds of silence',
  hang: 'No answer at all',
  drop_before: 'Cut before the work',
  drop_after: 'Cut after the work',
  truncate: 'Cut in mid-answer',
  drip: 'A slow answer',
};

function ruleWords({ method, path, kind, share, times, hits }: FaultRule): string {
  const often = share < 100 ? `, ${share} of 100` : '';
  return `${method} ${path}…: ${kind}${often}, ${times === null ? 'always' : `${times} more`}, hit ${hits}`;
}

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });

/** The body of the control page. */
export function controlBody(state: State): string {
  const days = Math.round(state.offsetMs / 86_400_000);
  return template({
    now: `${moment.format(state.now * 1000)} UTC`,
    ahead: state.offsetMs >= 1000 ? (days > 0 ? `${days} ${days === 1 ? 'day' : 'days'}` : 'a little') : null,
    mode: MODES[state.mode]?.toLowerCase() ?? 'in a way of your own',
    money: moneyBody(state.charges, moment),
    modes: Object.keys(deliveryModes).map((value) => ({ value, label: MODES[value] ?? value })),
    faults: state.faults.map((rule) => ({ id: rule.id, words: ruleWords(rule) })),
    kinds: faultKinds.map((value) => ({ value, label: KINDS[value] })),
    attempts: state.attempts.map((attempt) => ({
      ...attempt,
      at: moment.format(attempt.at),
      answer: attempt.status ?? attempt.error ?? '',
      mood: attempt.status && attempt.status < 300 ? 'good' : 'bad',
    })),
    events: state.events.map((event) => ({ ...event, at: moment.format(event.created * 1000) })),
    sessions: state.sessions.map((session) => ({
      ...session,
      short: `${session.id.slice(0, 20)}…`,
      at: moment.format(session.created * 1000),
      amount: formatMoney(session.amount, session.currency, 'en'),
    })),
  });
}
