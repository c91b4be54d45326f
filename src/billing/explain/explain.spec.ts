import { LANGUAGES, Words } from '../../platform/index.js';
import { explainPage, type GrantFacts, type PageFacts } from './explain.js';
import type { SubscriptionFacts } from './explain-subscription.js';
import { explanationView } from './explain.view.js';

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const now = at(10);
const subscription: SubscriptionFacts = {
  id: 'sub_1', tier: 'Proof', status: 'active', amount: 500, currency: 'EUR', period: 'month', every: 1, periodEnd: at(20), trialEnd: null, opensUntil: at(22), nextChargeAt: at(20), ending: false, paused: false,
  canceledAt: null, endedAt: null, endReason: null, endedBy: null, suspendedFrom: null, surplus: false, customerGone: false,
};
const grant: GrantFacts = { tier: 'Proof', reason: 'membership', source: 'subscription acct_1 sub_1', from: at(1), until: at(22), held: false };
const page = (more: Partial<PageFacts> = {}): PageFacts => ({ handle: 'tamsin', name: 'Tamsin', since: at(1), staff: false, held: ['Proof'], subscriptions: [subscription], grants: [grant], ...more });
/** Whoever has this subscription, and the grant that the sync writes out of it; `held` is until when we keep it open. */
const sub = (more: Partial<SubscriptionFacts>, held: Date | null = null): PageFacts => {
  const one = { ...subscription, ...more };
  const until = held ?? one.opensUntil;
  return page({ subscriptions: [one], grants: until ? [{ ...grant, until, held: held !== null }] : [], held: until && until > now ? ['Proof'] : [] });
};
const free = { status: 'trialing', periodEnd: at(20), trialEnd: at(20) };
const over = { status: 'canceled', opensUntil: at(5), endedAt: at(5), nextChargeAt: null, canceledAt: at(5) };
const shut = (status: string) => ({ status, opensUntil: null, nextChargeAt: null });
const gift: GrantFacts = { tier: 'Proof', reason: 'complimentary', source: 'gift', from: at(1), until: at(30), held: false };

const open = (...rest: string[]) => ['holds', 'memberSince', ...rest];
const closed = (...rest: string[]) => ['follows', 'memberSince', ...rest];
const CASES: [string, PageFacts, string[]][] = [
  ['who pays', page(), open('reason.membership', 'costs.month', 'stands.active', 'stands.slack')],
  ['whose renewal is late', sub({ periodEnd: at(9), opensUntil: at(11) }), open('reason.late', 'costs.month', 'stands.active', 'stands.slack')],
  ['whose renewal we never heard of', sub({ periodEnd: at(7), opensUntil: at(9) }), closed('was.membership', 'costs.month', 'stands.active', 'stands.unheard')],
  ['whose renewal we may have missed', sub({ periodEnd: at(7), opensUntil: at(9) }, at(11)), open('reason.held', 'costs.month', 'stands.active', 'stands.held')],
  ['whom nobody holds open any more', sub({ periodEnd: at(6), opensUntil: at(8) }, at(9)), closed('was.membership', 'costs.month', 'stands.active', 'stands.unheard')],
  ['who cancelled', sub({ ending: true, opensUntil: at(20), nextChargeAt: null }), open('reason.membership', 'costs.month', 'stands.ending')],
  ['who tries it with a card', sub({ ...free, opensUntil: at(22) }), open('reason.trial', 'costs.month', 'stands.trial', 'stands.slack')],
  ['whose first payment is late', sub({ ...free, periodEnd: at(9), trialEnd: at(9), opensUntil: at(11) }), open('reason.late', 'costs.month', 'stands.trial', 'stands.slack')],
  ['who tries it without a card', sub({ ...free, opensUntil: at(20), nextChargeAt: null }), open('reason.trial', 'costs.month', 'stands.trialAlone')],
  ['who tried it and cancelled', sub({ ...free, opensUntil: at(20), nextChargeAt: null, ending: true }), open('reason.trial', 'costs.month', 'stands.trialEnding')],
  ['who paused for some months', sub({ paused: true, opensUntil: at(20), nextChargeAt: at(25) }), open('reason.membership', 'costs.month', 'stands.paused', 'stands.resumes')],
  ['who paused without an end', sub({ paused: true, opensUntil: at(20), nextChargeAt: null }), open('reason.membership', 'costs.month', 'stands.paused', 'stands.resumesOpen')],
  ['whose pause has used up what was paid', sub({ paused: true, opensUntil: at(5), nextChargeAt: at(25) }), closed('was.membership', 'costs.month', 'stands.resting', 'stands.resumes')],
  ['whose renewal failed', sub({ status: 'past_due', opensUntil: at(14) }), open('reason.grace', 'costs.month', 'stands.grace')],
  ['whose days of grace are over', sub({ status: 'past_due', opensUntil: at(8) }), closed('was.membership', 'costs.month', 'stands.graceOver')],
  ['who may have paid within the days of grace, unread', sub({ status: 'past_due', opensUntil: at(8) }, at(11)), open('reason.held', 'costs.month', 'stands.failed', 'stands.held')],
  ['whose payment is disputed', sub({ suspendedFrom: at(5), opensUntil: at(5), ending: true }), closed('was.membership', 'costs.month', 'stands.suspended')],
  ['who never paid yet', sub(shut('incomplete')), closed('costs.month', 'stands.shut.incomplete')],
  ['who never paid', sub({ ...shut('incomplete_expired'), endedAt: at(2) }), closed('costs.month', 'stands.shut.incomplete_expired')],
  ['whom Stripe asks no more', sub(shut('unpaid')), closed('costs.month', 'stands.shut.unpaid')],
  ['whom somebody paused at Stripe', sub(shut('paused')), closed('costs.month', 'stands.shut.paused')],
  ['of whom Stripe says what nobody knows', sub(shut('hibernating')), closed('costs.month', 'stands.shut.other')],
  ['whose customer was deleted', sub({ ...shut('gone'), customerGone: true }), closed('costs.month', 'stands.goneCustomer')],
  ['whose customer was deleted on a day we know', sub({ ...shut('gone'), customerGone: true, endedAt: at(5) }), closed('costs.month', 'stands.ended.customer')],
  ['who left, and whose customer was deleted later', sub({ ...shut('gone'), customerGone: true, endedAt: at(5), canceledAt: at(5), endReason: 'cancellation_requested' }), closed('costs.month', 'stands.ended.asked')],
  ['whom somebody moved to a price that is not ours', sub({ status: 'unsold', opensUntil: null, every: 3 }), closed('unsold', 'charged.month')],
  ['whose price is not ours, and nobody knows beforehand', sub({ status: 'unsold', opensUntil: null, amount: 0 }), closed('unsold', 'charged.unknown')],
  ['whose price is not ours, and who is on the way out', sub({ status: 'unsold', opensUntil: null, nextChargeAt: null, ending: true }), closed('unsold', 'charged.not')],
  ['whom Stripe lists no more', sub(shut('gone')), closed('costs.month', 'stands.gone')],
  ['who left', sub({ ...over, endReason: 'cancellation_requested' }), closed('was.membership', 'costs.month', 'stands.ended.asked')],
  ['who withdrew', sub({ ...over, endReason: 'cancellation_requested', endedBy: 'withdrawal' }), closed('was.membership', 'costs.month', 'stands.ended.withdrawal')],
  ['whom the page ended', sub({ ...over, endReason: 'cancellation_requested', endedBy: 'page' }), closed('was.membership', 'costs.month', 'stands.ended.page')],
  ['whose page closed', sub({ ...over, endReason: 'cancellation_requested', endedBy: 'closing' }), closed('was.membership', 'costs.month', 'stands.ended.closing')],
  ['who lost a dispute', sub({ ...over, endReason: 'cancellation_requested', suspendedFrom: at(4), opensUntil: at(4) }), closed('was.membership', 'costs.month', 'stands.ended.dispute')],
  ['who left and disputed it after that', sub({ ...over, endReason: 'cancellation_requested', suspendedFrom: at(8) }), closed('was.membership', 'costs.month', 'stands.ended.asked')],
  ['who never paid the renewal', sub({ ...over, endReason: 'payment_failed' }), closed('was.membership', 'costs.month', 'stands.ended.unpaid')],
  ['whose free days were all', sub({ ...over, trialEnd: at(5) }), closed('was.membership', 'costs.month', 'stands.ended.trial')],
  ['who had free days before', sub({ ...over, endReason: 'cancellation_requested', endedBy: 'repeated' }), closed('was.membership', 'costs.month', 'stands.ended.repeated')],
  ['whose end nobody gave a reason for', sub(over), closed('was.membership', 'costs.month', 'stands.ended.other')],
  ['who bought twice', { ...sub({ surplus: true }), grants: [], held: [] }, closed('costs.month', 'stands.surplus')],
  ['who follows', page({ held: ['Followers'], subscriptions: [], grants: [{ ...gift, tier: 'Followers', reason: 'follow', source: 'membership m', until: null }] }), open('reason.follow', 'asLong')],
  ['who was given a tier', page({ subscriptions: [], grants: [gift] }), open('reason.complimentary', 'untilDay')],
  ['who was given one until lately', page({ subscriptions: [], held: [], grants: [{ ...gift, until: at(9) }] }), closed('was.complimentary')],
  ['who may read on after a closing', page({ subscriptions: [{ ...subscription, ...over, endedBy: 'closing' }], grants: [{ ...grant, until: at(5) }, { ...gift, source: 'closing sub_1' }] }),
    open('was.membership', 'costs.month', 'stands.ended.closing', 'reason.complimentary', 'untilDay')],
  ['who is given one later', page({ subscriptions: [], held: [], grants: [{ ...gift, from: at(12) }] }), closed('notYet')],
  ['who works there', page({ staff: true, since: null, subscriptions: [], grants: [] }), ['staff', 'noMember']],
  ['who is a stranger', page({ since: null, held: [], subscriptions: [], grants: [] }), ['nothing', 'noMember']],
];

describe('explainPage', () => {
  it.each(CASES)('%s', (_, facts, expected) => expect(explainPage(facts, now).map((one) => one.key)).toEqual(expected));

  it.each(LANGUAGES)('has whole sentences for all of it: %s', (language) => {
    const words = new Words('templates/words');
    const reasons = ['membership', 'follow', 'complimentary', 'gift', 'purchase', 'earned', 'staff'].flatMap((reason) => [at(9), at(30)].map((until) => page({ subscriptions: [], grants: [{ ...gift, reason, until }] })));
    const periods = ['day', 'week', 'year'].map((period) => sub({ period }));
    const pages = [...CASES.map(([, facts]) => facts), ...reasons, ...periods];
    const view = explanationView({ id: 'a', name: 'Ruth', language, timeZone: 'Europe/Rome', now, customers: [], pages }, words.for(language), language);
    for (const { answer, because } of view.pages) for (const sentence of [answer, ...because]) expect(sentence).toMatch(/^\p{Lu}[^{}]+\.$/u);
  });
});
