import { comingOf, nextPriceOf, settledBy, type Foretold } from './coming.js';

const next = { tierId: 't-pot', creatorId: 'c', period: 'month' as const, graceDays: 7, amount: 500, currency: 'EUR' };
const END = 1_800_000_000;
const phase = (start: number, price: string | { id: string }) => ({ start_date: start, items: [{ price }] });
const schedule = (more: object = {}) => ({ id: 'sub_sched_1', status: 'active', end_behavior: 'release', current_phase: { end_date: END }, phases: [phase(END - 100, 'price_now'), phase(END, 'price_next')], ...more });
const pending = { expires_at: END - 50, subscription_items: [{ price: { id: 'price_up' } }] };
const open = { id: 'in_1', status: 'open', billing_reason: 'subscription_update', amount_due: 250, amount_paid: 0, hosted_invoice_url: 'https://pay.example/in_1' };

describe('what a subscription becomes before long', () => {
  it.each<[string, Foretold, string | null]>([
    ['nothing is arranged', {}, null],
    ['a schedule goes on to another price', { schedule: schedule() }, 'price_next'],
    ['a schedule names its price in full', { schedule: schedule({ phases: [phase(END, { id: 'price_next' })] }) }, 'price_next'],
    ['a schedule is in its last phase', { schedule: schedule({ phases: [phase(END - 100, 'price_now')] }) }, null],
    ['a schedule was released', { schedule: schedule({ status: 'released', current_phase: null }) }, null],
    ['a schedule was not expanded', { schedule: 'sub_sched_1' }, null],
    ['an update waits, whatever is scheduled', { schedule: schedule(), pending_update: pending }, 'price_up'],
    ['an update waits that is about something else', { pending_update: { ...pending, subscription_items: null } }, null],
  ])('is the price of which %s', (_, subscription, price) => {
    expect(nextPriceOf(subscription)).toBe(price);
  });

  it('is told with when it begins, or until when it can be paid and where', () => {
    expect(comingOf({ schedule: schedule() }, next)).toEqual({
      kind: 'scheduled', tierId: 't-pot', amount: 500, currency: 'EUR', period: 'month', at: new Date(END * 1000).toISOString(), due: null, payUrl: null, source: 'sub_sched_1',
    });
    expect(comingOf({ pending_update: pending, latest_invoice: open }, next)).toMatchObject({
      kind: 'unpaid', at: new Date((END - 50) * 1000).toISOString(), due: 250, payUrl: 'https://pay.example/in_1', source: 'in_1',
    });
    expect(comingOf({ pending_update: pending, latest_invoice: { ...open, status: 'paid' } }, next)).toMatchObject({ kind: 'unpaid', due: null, payUrl: null });
  });

  it('is nothing of ours at a price that is not', () => {
    expect(comingOf({ schedule: schedule() }, null)).toBeNull();
  });

  it('has taken what its invoice says, if that was for the change and is paid', () => {
    expect(settledBy({ ...open, status: 'paid', amount_paid: 250 })).toEqual({ invoice: 'in_1', paid: 250 });
    for (const invoice of [null, 'in_1', open, { ...open, status: 'paid', billing_reason: 'subscription_cycle' }]) expect(settledBy(invoice)).toBeNull();
  });
});
