import type { Sample } from './render.js';
import { creator } from './samples-creators.js';

const bareCreator = { ...creator, handle: 'nuno', name: 'Nuno', url: '/@nuno', portrait: null };
const euros = (amount: number) => ({ amount, currency: 'EUR' });
const keeper = { name: 'Ilse', initial: 'I', operator: true, worksForPages: true };
const ada = { name: 'Ada', initial: 'A', operator: false, worksForPages: false };
const accent = { hue: 30, chroma: 110 };
const studio = (section: string, path: string) => ({ path, account: keeper, accent, studio: { handle: 'ilse', name: 'Ilse Brandt', section, portrait: creator.portrait }, noindex: true });
const page = (path: string) => ({ path, account: ada, accent, noindex: true });
const operator = (path: string) => ({ path, account: keeper, noindex: true });

const trouble = (more: object = {}) => ({
  id: 'dp_1', kind: 'dispute', reason: 'fraudulent', status: 'needs_response', sum: euros(500), at: '2026-11-20T10:00:00Z', dueAt: '2026-12-02T10:00:00Z', name: 'Noor Haddad', tier: 'Shard',
  stripeUrl: 'https://dashboard.stripe.com/payments/pi_1', refundUrl: null, answered: false, ...more,
});
const troubles = [trouble(), trouble({ id: 'dp_2', answered: true, dueAt: null, name: null, tier: null }), trouble({ id: 'issfr_1', kind: 'warning', reason: 'made with stolen card', dueAt: null, refundUrl: '/studio/ilse/members/m1/payments/in_1' }), trouble({ id: 're_1', kind: 'refund', reason: 'failed', status: 'open', dueAt: null, refundUrl: '/studio/ilse/members/m1/payments/in_2' }), trouble({ id: 'sub_1', kind: 'unsold', reason: '', status: 'open', sum: euros(900), refundUrl: '/studio/ilse/members/m1/payments' }), trouble({ id: 'sub_2', kind: 'unsold', reason: '', status: 'open', dueAt: null, sum: euros(0) })];
const sums = (n: number, taxed: boolean) => ({ gross: euros(n * 500), back: euros(n === 3 ? 500 : 0), fees: euros(n * 33), tax: euros(taxed ? n * 90 : 0), net: euros(n * (taxed ? 377 : 467) - (n === 3 ? 500 : 0)) });
const bars = Array.from({ length: 12 }, (_, n) => ({
  month: `2026-${String(n + 1).padStart(2, '0')}-01T12:00:00Z`, x: n * 30, parts: [{ kind: 'net', y: 120 - n * 8, height: n * 8 }, { kind: 'tax', y: 118 - n * 8, height: 2 }, { kind: 'fees', y: 116 - n * 8, height: 2 }, { kind: 'back', y: 112 - n * 8, height: n === 3 ? 4 : 0 }],
}));
const currency = (name: string, taxed: boolean) => ({
  currency: name, total: sums(12, taxed), most: euros(6000), bars, months: [11, 10, 3].map((n) => ({ month: `2026-${String(n).padStart(2, '0')}-01T12:00:00Z`, ...sums(n, taxed) })),
  tiers: [{ tier: 'Shard', ...sums(9, taxed) }, { tier: null, ...sums(3, taxed) }],
});
const later = (n: number) => ({ month: `2027-${String(n).padStart(2, '0')}-01T12:00:00Z`, sum: euros(n * 5500), charges: n });
const money = { creator, currencies: [currency('EUR', true), currency('USD', false)], coming: [{ sum: euros(4500), charges: 9, later: [1, 4, 11].map(later) }, { sum: { amount: 0, currency: 'JPY' }, charges: 0, later: [{ ...later(2), sum: { amount: 9000, currency: 'JPY' } }] }], comingUntil: '2026-12-22T18:00:00Z', retried: 2, retriedUrl: '/studio/ilse/members?status=trouble', troubles, booksUrl: '/studio/ilse/billing/books.csv' };

const paid = (n: number, more: object = {}) => ({
  id: `in_${n}`, number: `TH-000${n}`, at: '2026-11-03T10:00:00Z', tier: 'Shard', sum: euros(500), left: euros(500), periodFrom: '2026-11-03T10:00:00Z', periodUntil: '2026-12-03T10:00:00Z',
  url: `/studio/ilse/members/m1/payments/in_${n}`, paid: true, refunds: [], seen: 0, refundable: true, canEnd: true, ...more,
});
const back = (status: string) => ({ id: `re_${status}`, sum: euros(200), status, at: '2026-11-10T10:00:00Z' });
const refunded = paid(2, { left: euros(100), refunds: [back('succeeded'), back('failed'), back('pending')], seen: 3 });
const member = { id: 'm1', name: 'Noor Haddad' };
const ending = { subscription: 'sub_1', tier: 'Shard', url: '/studio/ilse/members/m1/payments/ending' };

const open = { tier: 'Shard', startedAt: '2026-11-20T10:00:00Z', until: '2026-12-04T22:59:59Z', sum: euros(500) };
const received = { at: '2026-11-22T10:00:00Z', sum: euros(500), tier: 'Shard' };
const total = (more: object = {}) => ({ currency: 'EUR', entries: 120, gross: euros(50000), back: euros(500), fees: euros(3300), tax: euros(8900), other: euros(-20000), net: euros(26200), balance: euros(26200), agrees: true, ...more });
const ledger = { readAt: '2026-11-22T10:00:00Z', readUntil: '2026-11-22T09:58:00Z', reading: false, unattributed: 3, totals: [total(), total({ currency: 'USD', tax: euros(0), balance: euros(1), agrees: false })] };
const billing = { ledger, troubles, quarantined: 2, behind: 1, search: '', nobody: false, personUrl: null };

export const moneySamples: Sample[] = [
  { state: 'full', template: 'studio/billing', layout: 'studio', page: studio('billing', '/studio/ilse/billing'), view: money },
  { state: 'empty', template: 'studio/billing', layout: 'studio', page: studio('billing', '/studio/ilse/billing'), view: { ...money, currencies: [], coming: [], retried: 0, troubles: [] } },
  { state: 'full', template: 'people/payments', layout: 'studio', page: studio('members', '/studio/ilse/members/m1/payments'), view: { creator, member, fresh: false, ending, payments: [paid(1), refunded, paid(3, { paid: false, refundable: false, tier: null, number: null }), paid(4, { left: euros(0), refundable: false })] } },
  {
    state: 'wrong', template: 'people/payments', layout: 'studio', page: studio('members', '/studio/ilse/members/m1/payments'), view: { creator, member, fresh: false, ending, payments: [] },
    form: { values: { subscription: 'sub_1' }, errors: { password: 'That is not your password. Try again.' }, summary: ['That is not your password. Try again.'], note: null },
  },
  { state: 'empty', template: 'people/payments', layout: 'studio', page: studio('members', '/studio/ilse/members/m1/payments'), view: { creator, member, fresh: true, ending: null, payments: [] } },
  { state: 'open', template: 'people/payment', layout: 'studio', page: studio('members', '/studio/ilse/members/m1/payments/in_2'), view: { creator, member, fresh: false, payment: refunded } },
  {
    state: 'wrong', template: 'people/payment', layout: 'studio', page: studio('members', '/studio/ilse/members/m1/payments/in_1'), view: { creator, member, fresh: false, payment: paid(1) },
    form: { values: { amount: '600', end: 'no yes' }, errors: { amount: 'That is more than is left of this payment.', password: 'That is not your password. Try again.' }, summary: ['That is more than is left of this payment.', 'That is not your password. Try again.'], note: null },
  },
  { state: 'spent', template: 'people/payment', layout: 'studio', page: studio('members', '/studio/ilse/members/m1/payments/in_4'), view: { creator, member, fresh: true, payment: paid(4, { tier: null, left: euros(0), refundable: false, canEnd: false }) } },
  { state: 'not-paid', template: 'people/payment', layout: 'studio', page: studio('members', '/studio/ilse/members/m1/payments/in_3'), view: { creator, member, fresh: true, payment: paid(3, { paid: false, refundable: false, canEnd: false }) } },
  { state: 'open', template: 'billing/withdrawal', layout: 'page', page: page('/@ilse/membership/withdrawal'), view: { creator, open, received: null, action: '/@ilse/membership/withdrawal' } },
  { state: 'received', template: 'billing/withdrawal', layout: 'page', page: page('/@ilse/membership/withdrawal'), view: { creator, open: null, received, action: '/@ilse/membership/withdrawal' } },
  { state: 'none', template: 'billing/withdrawal', layout: 'page', page: page('/@nuno/membership/withdrawal'), view: { creator: bareCreator, open: null, received: null, action: '/@nuno/membership/withdrawal' } },
  { state: 'full', template: 'operator/billing', layout: 'page', page: operator('/operator/billing'), view: billing },
  { state: 'reading', template: 'operator/billing', layout: 'page', page: operator('/operator/billing'), view: { ...billing, ledger: { ...ledger, reading: true, unattributed: 0, totals: [total({ balance: null })] }, troubles: [], quarantined: 0, search: 'nobody@example.org', nobody: true } },
  { state: 'empty', template: 'operator/billing', layout: 'page', page: operator('/operator/billing'), view: { ...billing, ledger: { readAt: null, readUntil: null, reading: false, unattributed: 0, totals: [] }, troubles: [], quarantined: 0 } },
  {
    state: 'full', template: 'operator/explanation', layout: 'page', page: operator('/operator/billing/members/m1'),
    view: {
      person: member, customers: [{ id: 'cus_1', says: ['Customer cus_1 pays in EUR.', 'Stripe was last asked about them on 22 November 2026, 10:00.'] }],
      pages: [{ name: 'Ilse Brandt', url: '/@ilse', answer: 'Sees what is for Shard.', because: [
        'Has been a member since 3 March 2026, 10:00.', 'Has Shard because we are behind with Stripe, and nobody is shut out for that.', 'Subscription sub_1Qabcdefghijklmnopqrstuv is for Shard, at €5 a month.',
        'It is paid for by the period (“active” at Stripe). The last period that we know of ends on 20 November 2026, 10:00.',
        'By what Stripe said last, it is open until 22 November 2026, 10:00. We may have missed a payment, so we keep it open until 22 November 2026, 16:00, or until that is read.',
      ] }],
    },
  },
  { state: 'empty', template: 'operator/explanation', layout: 'page', page: operator('/operator/billing/members/m2'), view: { person: member, customers: [], pages: [] } },
];
