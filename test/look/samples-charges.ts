import type { Sample } from './render.js';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const ada = { name: 'Ada', initial: 'A', operator: false, worksForPages: false };
const creator = { name: 'Ilse Brandt', url: '/@ilse', hue: 30, chroma: 110 };
const payment = (n: number, more: object = {}) => ({
  id: `in_${n}`, number: `TH-000${n}`, url: `/account/charges/in_${n}`, status: 'paid', price: euros(500), tax: euros(0), refunded: euros(0), interval: 'month',
  periodFrom: '2026-10-03T10:00:00Z', periodUntil: '2026-11-03T10:00:00Z', at: '2026-10-03T10:00:00Z', attempts: 1, nextAttemptAt: null, creator, tier: 'Shard', ...more,
});
/** A membership that is paid for, as its fan sees it. */
export const coming = (more: object = {}) => ({
  creator: { handle: 'ilse', ...creator, language: 'en', standfirst: '', picture: null, portrait: null }, tier: { id: 't', name: 'Shard' }, kind: 'paid', since: '2026-03-03T10:00:00Z',
  status: 'active', paidUntil: '2026-12-03T10:00:00Z', price: euros(500), interval: 'month', nextCharge: '2026-12-03T10:00:00Z', nextPrice: euros(500), coming: null, given: [], withdrawUrl: null, askUrl: null as string | null, openUntil: null as string | null, suspended: false, shut: null as object | null, canCancel: true, canUndo: false, canPause: true, canChange: true, url: '/@ilse/membership', ...more,
});
const page = (path: string) => ({ path, account: ada });
const details = { name: 'Bottega Brandt', line1: 'Via Roma 1', line2: '', postalCode: '00184', city: 'Roma', region: 'RM', country: 'IT', taxNumber: 'IT12345678901' };
const countries = [{ code: 'IT', name: 'Italy' }, { code: 'VN', name: 'Vietnam' }];
const wrong: [string, string] = ['An address wants this, too.', 'Stripe cannot read this number. Look at the figures and at the country of the address.'];

export const chargeSamples: Sample[] = [
  {
    state: 'full', template: 'billing/charges', layout: 'page', page: page('/account/charges'),
    view: {
      coming: [
        coming({ status: 'past_due', openUntil: '2026-11-29T10:00:00Z', owed: { sum: euros(500), since: '2026-11-22T10:00:00Z', nextAttempt: '2026-11-25T10:00:00Z' } }),
        coming({ status: 'past_due', nextCharge: null, nextPrice: null, owed: { sum: euros(500), since: '2026-11-22T10:00:00Z', nextAttempt: null }, canUndo: true }),
        coming({ owed: null }), coming({ interval: 'year', price: euros(5000), owed: null }),
      ], seller: 'Kiln House Ltd',
      payments: [payment(1), payment(2, { status: 'open', nextAttemptAt: '2026-11-25T10:00:00Z' }), payment(3, { status: 'part_refunded', refunded: euros(250) }), payment(4, { status: 'refunded', refunded: euros(500) }), payment(5, { status: 'void' }), payment(6, { status: 'open' }), payment(7, { creator: null, tier: null, status: 'uncollectible' })],
    },
  },
  { state: 'empty', template: 'billing/charges', layout: 'page', page: page('/account/charges'), view: { coming: [], payments: [], seller: 'Kiln House Ltd' } },
  { state: 'paid', template: 'billing/receipt', layout: 'page', page: { ...page('/account/charges/in_1'), accent: { hue: 30, chroma: 110 } }, view: { payment: payment(1, { tax: euros(90) }), name: 'Ada', seller: 'Kiln House Ltd', fallen: [{ sum: euros(500), at: '2026-11-15T10:00:00Z' }] } },
  { state: 'bare', template: 'billing/receipt', layout: 'page', page: page('/account/charges/in_2'), view: { payment: payment(2, { number: null, creator: null, tier: null, status: 'refunded', refunded: euros(500) }), name: 'Ada', seller: 'Kiln House Ltd', fallen: [] } },
  { state: 'full', template: 'billing/details', layout: 'page', page: page('/account/billing-details'), view: { details, countries, taxed: false } },
  {
    state: 'refused', template: 'billing/details', layout: 'page', page: page('/account/billing-details'), view: { details, countries, taxed: false },
    form: { values: { ...details, city: '', taxNumber: 'IT1' }, errors: { city: wrong[0], taxNumber: wrong[1] }, summary: wrong, note: null },
  },
  { state: 'taxed', template: 'billing/details', layout: 'page', page: page('/account/billing-details'), view: { details: { ...details, line1: '', city: '', country: '' }, countries, taxed: true } },
  { state: 'empty', template: 'billing/details', layout: 'page', page: page('/account/billing-details'), view: { details: null, countries, taxed: false } },
];
