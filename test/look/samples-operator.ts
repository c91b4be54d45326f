import type { Sample } from './render.js';

const keeper = { name: 'Ilse', initial: 'I', operator: true, worksForPages: true };
const at = (path: string) => ({ path, account: keeper });
const when = '2026-11-22T10:00:00Z';
const event = {
  id: '17', url: '/operator/inbox/17', eventId: 'evt_1Qabcdefghijklmnopqrstuv', type: 'invoice.payment_succeeded', customer: 'cus_Qabcdefghijklm', name: 'Ruth Calder', created: when,
  receivedAt: when, doneAt: when, state: 'done', attempts: 0, error: null,
};
const aside = { ...event, id: '16', type: 'customer.subscription.updated', doneAt: null, state: 'quarantined', attempts: 12, error: 'Stripe 500 api_error' };
const foreign = { ...event, id: '15', type: 'charge.succeeded', customer: null, name: null, doneAt: null, state: 'ignored' };
const effect = { name: 'paid', cause: 'in_1Qabcdefghijklmnopqrstuv', sentence: 'A payment came in.' };
const backlog = { received: 3, quarantined: 1, behind: 2, behindSeconds: 75 };
const calm = { received: 0, quarantined: 0, behind: 0, behindSeconds: 0 };
const states = ['received', 'done', 'ignored', 'quarantined'];
const noFilter = { filter: { state: '', search: '' }, filtered: false };
const mail = { id: 'm1', kind: 'new-post', name: 'Ruth Calder', createdAt: when, attempts: 3, dueAt: when, reason: '451', refused: false };

/** What the operator sees of the machinery. */
export const operatorSamples: Sample[] = [
  {
    state: 'worried', template: 'operator/index', layout: 'page', page: at('/operator'), view: {
      rooms: [
        { url: '/operator/inbox', title: 'What Stripe sent', says: '1 event was put aside because it could not be worked through.', worry: true },
        { url: '/operator/people', title: 'Who may come in', says: 'Whom you asked, and who came.', worry: false },
      ],
    },
  },
  { state: 'full', template: 'operator/inbox', layout: 'page', page: at('/operator/inbox'), view: { backlog, events: [event, aside, foreign], states, filter: { state: 'quarantined', search: 'invoice' }, filtered: true, olderUrl: '/operator/inbox?before=15' } },
  { state: 'empty', template: 'operator/inbox', layout: 'page', page: at('/operator/inbox'), view: { backlog: calm, events: [], states, ...noFilter, olderUrl: null } },
  { state: 'none like it', template: 'operator/inbox', layout: 'page', page: at('/operator/inbox'), view: { backlog: calm, events: [], states, filter: { state: 'done', search: 'x' }, filtered: true, olderUrl: null } },
  {
    state: 'full', template: 'operator/inbox-event', layout: 'page', page: at('/operator/inbox/17'), view: {
      event, object: 'in_1Qabcdefghijklmnopqrstuv', replayable: true, effects: [{ ...effect, at: when }], runs: [
        { id: '1', beganAt: when, endedAt: when, milliseconds: 15_012, error: 'Stripe 500 api_error', effects: [] },
        { id: '2', beganAt: when, endedAt: when, milliseconds: 112, error: null, effects: [effect, { ...effect, name: 'started', sentence: 'A paid membership began.' }] },
        { id: '3', beganAt: when, endedAt: when, milliseconds: 98, error: null, effects: [] },
      ],
    },
  },
  { state: 'put aside', template: 'operator/inbox-event', layout: 'page', page: at('/operator/inbox/16'), view: { event: aside, object: null, replayable: true, runs: [], effects: [] } },
  { state: 'not ours', template: 'operator/inbox-event', layout: 'page', page: at('/operator/inbox/15'), view: { event: foreign, object: null, replayable: false, runs: [], effects: [] } },
  {
    state: 'full', template: 'operator/drift', layout: 'page', page: at('/operator/drift'), view: {
      found: [
        { id: '1', customer: 'cus_Qabcdefghijklm', name: 'Ruth Calder', foundAt: when, changes: [{ subscription: 'sub_1Qabcdefghijklmnopqrstuv', what: 'status', name: 'State', before: 'active', after: 'canceled' }, { subscription: 'sub_1Qabcdefghijklmnopqrstuv', what: 'ended', name: 'Ended', before: null, after: when }] },
        { id: '2', customer: 'cus_Qabcdefghijkln', name: null, foundAt: when, changes: [{ subscription: 'sub_2', what: 'opensUntil', name: 'Opens until', before: when, after: null }] },
      ],
    },
  },
  { state: 'empty', template: 'operator/drift', layout: 'page', page: at('/operator/drift'), view: { found: [] } },
  {
    state: 'full', template: 'operator/jobs', layout: 'page', page: at('/operator/jobs'), view: {
      waiting: 3, oldestSeconds: 12, givenUp: 1, failing: [
        { id: '5', task: 'billing.sync', attempts: 25, givenUp: true, nextAt: null, error: 'An error occurred with our connection to Stripe.' },
        { id: '6', task: 'email.deliver', attempts: 2, givenUp: false, nextAt: when, error: null },
      ],
    },
  },
  { state: 'calm', template: 'operator/jobs', layout: 'page', page: at('/operator/jobs'), view: { waiting: 0, oldestSeconds: 0, givenUp: 0, failing: [] } },
  { state: 'full', template: 'operator/mail', layout: 'page', page: at('/operator/mail'), view: { waiting: 2, oldestSeconds: 40, submitted: 120, refused: 1, failing: 1, troubled: [mail, { ...mail, id: 'm2', kind: 'confirm', name: null, dueAt: null, reason: 'refused: 550', refused: true }] } },
  { state: 'calm', template: 'operator/mail', layout: 'page', page: at('/operator/mail'), view: { waiting: 0, oldestSeconds: 0, submitted: 0, refused: 0, failing: 0, troubled: [] } },
  { state: 'full', template: 'operator/audit', layout: 'page', page: at('/operator/audit'), view: { entries: [{ id: '2', at: when, act: 'jobRetried', handle: null, sentence: 'Ilse had the job billing.sync tried again.' }, { id: '1', at: when, act: 'pageOpened', handle: 'ilse', sentence: 'Ilse opened the page.' }], olderUrl: '/operator/audit?before=1' } },
  { state: 'empty', template: 'operator/audit', layout: 'page', page: at('/operator/audit'), view: { entries: [], olderUrl: null } },
];
