import type { Sample } from './render.js';
import { coming as member } from './samples-charges.js';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const ada = { name: 'Ada', initial: 'A', operator: false, worksForPages: false };
const endless = 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz';
const action = '/@ilse/membership/change';
const page = (path: string) => ({ path, account: ada, accent: { hue: 30, chroma: 110 } });
const studio = { path: '/studio/ilse/tiers/t-shard/holders', account: ada, accent: { hue: 30, chroma: 110 }, studio: { handle: 'ilse', name: 'Ilse Brandt', section: 'tiers', portrait: null }, noindex: true };
const [shard, pot] = [{ id: 't-shard', name: 'Shard' }, { id: 't-pot', name: 'Pot' }];
const soon = (kind: string, more: object = {}) => ({ kind, tier: pot, price: euros(1450), interval: 'month', at: '2026-12-03T10:00:00Z', due: null, payUrl: null, ...more });
const option = (tier: object, amount: number, interval: string, way: string, more: object = {}) => ({ tier: { ...tier, description: '' }, price: euros(amount), interval, way, soldOut: false, href: `${action}?tier=x`, ...more });
const view = { membership: member(), options: [option(pot, 1450, 'month', 'now'), option(shard, 5000, 'year', 'now'), option({ id: 'x', name: endless }, 300, 'month', 'later'), option(pot, 14_500, 'year', 'now', { soldOut: true })], elsewhere: [], quote: null, seller: 'Kiln House Ltd', action };
const line = (kind: string, amount: number) => ({ kind, sum: euros(amount), from: '2026-11-22T10:00:00Z', until: '2026-12-03T10:00:00Z' });
const quote = {
  tier: pot, from: shard, way: 'now', price: euros(1450), interval: 'month', due: euros(349), at: 1_795_000_000, startsAt: '2026-11-22T10:00:00Z', nextAt: '2026-12-03T10:00:00Z', taxed: false,
  lines: [line('back', -183), line('ahead', 532)], opens: ['One small pot each winter', 'A place at the unloading'], closes: ['Questions answered on Sundays'], replaces: null as object | null,
};
const later = { ...quote, tier: shard, from: pot, way: 'later', price: euros(500), due: euros(0), startsAt: '2026-12-03T10:00:00Z', lines: [], opens: [], replaces: pot };
const held = (id: string, more: object = {}) => ({ id, price: euros(500), interval: 'month', now: euros(700), members: 12, told: 0, waiting: 0, announced: false, ...more });
const holders = { creator: { handle: 'ilse', name: 'Ilse Brandt', url: '/@ilse', portrait: null }, tier: { ...shard, editUrl: '/studio/ilse/tiers/t-shard' }, fresh: false, prices: [held('p1'), held('p2', { interval: 'year', price: euros(5000), now: null, members: 1 }), held('p3', { told: 3, waiting: 1, announced: true })] };

export const changeSamples: Sample[] = [
  { state: 'choose', template: 'billing/change', layout: 'page', page: page(action), view },
  { state: 'nothing', template: 'billing/change', layout: 'page', page: page(action), view: { ...view, options: [], elsewhere: [shard, pot] } },
  { state: 'now', template: 'billing/change', layout: 'page', page: page(action), view: { ...view, quote } },
  { state: 'year', template: 'billing/change', layout: 'page', page: page(action), view: { ...view, quote: { ...quote, taxed: true, tier: shard, interval: 'year', price: euros(5000), due: euros(4830), lines: [line('back', -183), line('ahead', 5000), { kind: 'rest', sum: euros(13), from: null, until: null }], opens: [], closes: [], nextAt: '2027-11-22T10:00:00Z' } } },
  { state: 'later', template: 'billing/change', layout: 'page', page: page(action), view: { ...view, membership: member({ coming: soon('scheduled') }), quote: later } },
  { state: 'free', template: 'billing/change', layout: 'page', page: page(action), view: { ...view, quote: { ...quote, due: euros(0), lines: [line('back', -183), line('ahead', 183)] } } },
  { state: 'another-amount', template: 'billing/change', layout: 'page', page: page(action), form: { values: {}, errors: { due: 'Now it would be €3.49 at once and €14.50 from then on.' }, summary: ['Now it would be €3.49 at once and €14.50 from then on.'], note: null }, view: { ...view, quote } },
  { state: 'scheduled', template: 'access/membership', layout: 'page', page: page('/@ilse/membership'), view: member({ coming: soon('scheduled') }) },
  { state: 'scheduled-year', template: 'access/membership', layout: 'page', page: page('/@ilse/membership'), view: member({ coming: soon('scheduled', { interval: 'year' }) }) },
  { state: 'unpaid', template: 'access/membership', layout: 'page', page: page('/@ilse/membership'), view: member({ canChange: false, coming: soon('unpaid', { due: euros(349), payUrl: 'https://pay.example/in_1' }) }) },
  { state: 'unpaid-bare', template: 'access/membership', layout: 'page', page: page('/@ilse/membership'), view: member({ canChange: false, coming: soon('unpaid') }) },
  { state: 'announced', template: 'access/membership', layout: 'page', page: page('/@ilse/membership'), view: member({ coming: soon('announced', { tier: shard, price: euros(700) }) }) },
  { state: 'announced-year', template: 'access/membership', layout: 'page', page: page('/@ilse/membership'), view: member({ coming: soon('announced', { tier: shard, price: euros(7000), interval: 'year' }) }) },
  { state: 'changing', template: 'billing/charges', layout: 'page', page: { path: '/account/charges', account: ada }, view: { coming: [member({ coming: soon('scheduled'), nextPrice: euros(1450) })], payments: [], seller: 'Kiln House Ltd' } },
  { state: 'some', template: 'studio/price-holders', layout: 'studio', page: studio, view: holders },
  { state: 'wrong', template: 'studio/price-holders', layout: 'studio', page: studio, form: { values: { priceId: 'p1' }, errors: { password: 'That is not your password. Try again.' }, summary: ['That is not your password. Try again.'], note: null }, view: holders },
  { state: 'none', template: 'studio/price-holders', layout: 'studio', page: studio, view: { ...holders, fresh: true, prices: [] } },
];
