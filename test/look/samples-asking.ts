import type { Sample } from './render.js';
import { creator } from './samples-creators.js';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const ada = { name: 'Ada', initial: 'A', operator: false, worksForPages: false };
const keeper = { name: 'Ilse', initial: 'I', operator: true, worksForPages: true };
const accent = { hue: 30, chroma: 110 };
const page = { path: '/@ilse/ask', account: ada, accent, noindex: true };
const studio = { path: '/studio/ilse/members/requests', account: keeper, accent, studio: { handle: 'ilse', name: 'Ilse Brandt', section: 'members', portrait: creator.portrait }, noindex: true };
// Eighty characters without a place to break.
const endless = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3).slice(0, 80);

const words = 'The mill has cut our hours. I would rather stay than go.';
const ask = { creator, state: 'none', words: '', askedAt: null as string | null, says: null as string | null, againAt: null as string | null, mayAsk: true, tier: null as object | null, paying: false, membershipUrl: null as string | null, action: '/@ilse/ask' };
const waiting = { ...ask, state: 'waiting', words, askedAt: '2026-11-20T10:00:00Z', mayAsk: false };
const notNow = { ...ask, state: 'notNow', words, askedAt: '2026-11-20T10:00:00Z', says: 'The winter is thin here, too.', againAt: '2026-12-21T10:00:00Z', mayAsk: false };
const tier = { id: 't-less', name: 'Ash', prices: [{ id: 'p1', ...euros(200), interval: 'month' }, { id: 'p2', ...euros(2000), interval: 'year' }], yours: false, url: '/@ilse/join?tier=t-less' as string | null };
const letIn = { ...ask, state: 'letIn', askedAt: '2026-11-20T10:00:00Z', mayAsk: false, tier };
const asked = (state: string, view: object, more: object = {}): Sample => ({ state, template: 'access/ask', layout: 'page', page, view, ...more });

const line = (id: string, more: object = {}) => ({
  id, name: 'Noor Haddad', holds: 'Shard', sheetUrl: '/studio/ilse/members/m1', words, askedAt: '2026-11-20T10:00:00Z', answeredAt: null, state: 'waiting', tier: null, says: null,
  url: `/studio/ilse/members/requests/${id}`, ...more,
});
const one = [{ id: 't-less', name: 'Ash' }];
const answered = [line('r3', { words: '', answeredAt: '2026-11-21T10:00:00Z', state: 'letIn', tier: 'Ash', says: 'Come in.' }), line('r4', { name: endless, sheetUrl: null, holds: null, answeredAt: '2026-11-21T10:00:00Z', state: 'notNow' })];
const requests = { creator, tiers: one, mayChange: true, waiting: [line('r1'), line('r2', { name: endless, words: '', holds: null, sheetUrl: null })], answered };
const list = (state: string, view: object): Sample => ({ state, template: 'people/requests', layout: 'studio', page: studio, view });

/** Asking for the smaller price, and answering. */
export const askingSamples: Sample[] = [
  asked('none', ask),
  asked('long', ask, { form: { values: { words: endless }, errors: { words: 'This is too long.' }, summary: ['This is too long.'], note: null } }),
  asked('waiting', waiting),
  asked('waiting-wordless', { ...waiting, words: '' }),
  asked('not-now', notNow),
  asked('again', { ...notNow, says: null, againAt: null, mayAsk: true }),
  asked('let-in', { ...letIn, says: 'There is always a chair.' }),
  asked('let-in-paying', { ...letIn, paying: true, membershipUrl: '/@ilse/membership', tier: { ...tier, url: '/@ilse/membership/change?tier=t-less&period=month' } }),
  asked('let-in-later', { ...letIn, paying: true, membershipUrl: '/@ilse/membership', tier: { ...tier, url: null } }),
  asked('in-it', { ...letIn, paying: true, membershipUrl: '/@ilse/membership', tier: { ...tier, yours: true, url: null } }),
  list('full', requests),
  list('choice', { ...requests, tiers: [...one, { id: 't-half', name: 'Half a shard' }] }),
  list('nobody', { ...requests, waiting: [], answered: [] }),
  list('no-tier', { ...requests, tiers: [], waiting: [], answered: [] }),
];
