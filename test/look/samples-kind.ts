import type { Sample } from './render.js';
import { coming as paid } from './samples-charges.js';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const accent = { hue: 30, chroma: 110 };
const page = (path: string) => ({ path, account: { name: 'Ada', initial: 'A', operator: false, worksForPages: false }, accent });
const creator = { handle: 'ilse', name: 'Ilse Brandt', url: '/@ilse', ...accent, language: 'en', standfirst: '', picture: null, portrait: null };
const membership = (more: object = {}) => paid({ creator, ...more });
const paused = { status: 'paused', canPause: false, canChange: false, nextCharge: '2027-02-03T10:00:00Z' };
const trialing = { status: 'trialing', canPause: false, canChange: false };
const open = [{ months: null, charge: null, price: null as object | null }];
const lengths = [{ months: 1, charge: '2027-01-03T10:00:00Z', price: euros(500) }, { months: 2, charge: '2027-02-03T10:00:00Z', price: euros(500) }, { months: 3, charge: '2027-03-03T10:00:00Z', price: euros(500) }, ...open];
const pause = (state: string, more: object, view: object): Sample => ({
  state, template: 'billing/pause', layout: 'page', page: page('/@ilse/membership/pause'), view: { membership: membership(more), choices: lengths, chargedToday: false, goOnPrice: euros(500), ...view },
});

const card = {
  creator, tier: 'Shard', price: euros(500), interval: 'month', state: 'fine', owed: null, openUntil: null, nextCharge: '2026-12-03T10:00:00Z', nextPrice: euros(500) as object | null, card: { brand: 'visa', last4: '4242', month: 11, year: 2027 },
  askUrl: null as string | null, action: '/@ilse/membership/card',
};
const owed = { sum: euros(500), since: '2026-11-20T10:00:00Z', nextAttempt: '2026-11-25T10:00:00Z', confirm: false };
const late = { ...card, askUrl: '/@ilse/ask', state: 'owed', owed, openUntil: '2026-11-27T10:00:00Z', nextCharge: null };
const cardPage = (state: string, view: object, template = 'billing/card'): Sample => ({ state, template, layout: 'page', page: page('/mail/card/x'), view });
const cameBack = (outcome: string, view: object) => cardPage(outcome, { ...view, outcome, refresh: outcome === 'confirming' ? 3 : null }, 'billing/card-return');

/** Resting, and money that is being sorted out. */
export const kindSamples: Sample[] = [
  pause('ask', {}, {}),
  pause('ask-year', { interval: 'year', price: euros(5000) }, { choices: open }),
  pause('paused', { ...paused, askUrl: '/@ilse/ask' }, {}),
  pause('resting', { ...paused, paidUntil: null }, { chargedToday: true }),
  pause('resting-open', { ...paused, paidUntil: null, nextCharge: null }, { chargedToday: true }),
  pause('cannot', { status: 'past_due', canPause: false }, {}),
  cardPage('owed', late),
  cardPage('owed-closed', { ...late, openUntil: null, owed: { ...owed, nextAttempt: null } }),
  cardPage('owed-confirm', { ...late, owed: { ...owed, confirm: true } }),
  cardPage('fine', card),
  cardPage('fine-year', { ...card, interval: 'year', price: euros(5000), card: null }),
  cardPage('fine-ending', { ...card, nextCharge: null }),
  cardPage('over', { ...card, state: 'over', nextCharge: null }),
  cameBack('paid', card),
  cameBack('fine', card),
  cameBack('refused', late),
  cameBack('unchanged', late),
  cameBack('confirming', late),
  { state: 'paused', template: 'access/membership', layout: 'page', page: page('/@ilse/membership'), view: membership(paused) },
  { state: 'resting', template: 'access/membership', layout: 'page', page: page('/@ilse/membership'), view: membership({ ...paused, paidUntil: null, nextCharge: null }) },
  { state: 'trialing', template: 'access/membership', layout: 'page', page: page('/@ilse/membership'), view: membership(trialing) },
  { state: 'trialing-free', template: 'access/membership', layout: 'page', page: page('/@ilse/membership'), view: membership({ ...trialing, nextCharge: null, nextPrice: null }) },
];
