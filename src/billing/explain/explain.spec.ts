import { explainPage, type PageFacts, type SubscriptionFacts } from './explain.js';

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const subscription: SubscriptionFacts = {
  id: 'sub_1', tier: 'Proof', status: 'active', amount: 500, currency: 'EUR', period: 'month', periodEnd: at(20), opensUntil: at(22), ending: false, endedAt: null, suspendedFrom: null, surplus: false,
};
const page = (more: Partial<PageFacts> = {}): PageFacts => ({
  handle: 'tamsin', name: 'Tamsin', since: at(1), staff: false, held: ['Proof'], subscriptions: [subscription],
  grants: [{ tier: 'Proof', reason: 'membership', source: 'subscription acct_1 sub_1', from: at(1), until: at(22) }], ...more,
});
const keys = (facts: PageFacts) => explainPage(facts, at(10)).map((one) => one.key);
const sub = (more: Partial<SubscriptionFacts>) => page({ subscriptions: [{ ...subscription, ...more }] });

describe('explainPage', () => {
  it.each([
    ['who pays', page(), ['holds', 'memberSince', 'reason.membership', 'costs.month', 'slack']],
    ['who cancelled', sub({ ending: true, opensUntil: at(20) }), ['holds', 'memberSince', 'reason.membership', 'costs.month', 'ending']],
    ['whose renewal failed', sub({ status: 'past_due' }), ['holds', 'memberSince', 'reason.membership', 'costs.month', 'grace']],
    ['whose payment is disputed', { ...sub({ suspendedFrom: at(5) }), held: [], grants: [{ tier: 'Proof', reason: 'membership', source: 'subscription acct_1 sub_1', from: at(1), until: at(5) }] },
      ['follows', 'memberSince', 'reason.membership', 'over', 'costs.month', 'suspended']],
    ['who never paid', { ...sub({ status: 'incomplete', opensUntil: null }), held: [], grants: [] }, ['follows', 'memberSince', 'costs.month', 'givesNothing']],
    ['who follows', page({ held: ['Followers'], subscriptions: [], grants: [{ tier: 'Followers', reason: 'follow', source: 'membership m', from: at(1), until: null }] }), ['holds', 'memberSince', 'reason.follow', 'asLong']],
    ['who was given a tier', page({ subscriptions: [], grants: [{ tier: 'Proof', reason: 'complimentary', source: 'gift', from: at(1), until: at(30) }] }), ['holds', 'memberSince', 'reason.complimentary', 'untilDay']],
    ['who works there', page({ staff: true, since: null, subscriptions: [], grants: [] }), ['staff', 'noMember']],
    ['who is a stranger', page({ since: null, held: [], subscriptions: [], grants: [] }), ['nothing', 'noMember']],
    ['who bought twice', sub({ surplus: true }), ['holds', 'memberSince', 'reason.membership', 'costs.month', 'surplus']],
  ])('%s', (_, facts, expected) => expect(keys(facts)).toEqual(expected));
});
