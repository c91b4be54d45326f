import type { Subscription } from '../subscription.entity.js';
import { standingOf, understand } from './projection.js';

const [START, END] = [Date.UTC(2026, 0, 1) / 1000, Date.UTC(2026, 3, 1) / 1000];
const price = (unit_amount: number | null) => ({ id: 'price_other', unit_amount, currency: 'eur', recurring: { interval: 'month', interval_count: 3 } });
const item = (unit_amount: number | null, quantity?: number) => ({ price: price(unit_amount), quantity, current_period_start: START, current_period_end: END });

function read(more: object = {}, unsold = true): Subscription {
  return understand({
    id: 'sub_1', customer: 'cus_1', status: 'active', start_date: START, trial_end: null, canceled_at: null, ended_at: null, cancel_at_period_end: false, cancel_at: null, items: { data: [item(900)] }, ...more,
  }, { stripeAccount: 'acct_1', accountId: 'a' }, { tierId: 'proof', creatorId: 'tamsin', unsold });
}

const shutOf = (...all: Subscription[]) => standingOf(all).shut;
const charge = { currency: 'EUR', period: 'month', every: 3, at: '2026-04-01T00:00:00.000Z' };

describe('a subscription at a price that is not ours', () => {
  it.each(['active', 'trialing', 'past_due', 'incomplete', 'unpaid', 'paused', 'hibernating'])('opens nothing when it is %s at Stripe, and is told of', (status) => {
    const { grants, paid, shut } = standingOf([read({ status })]);
    expect([grants, paid, shut]).toEqual([[], null, expect.objectContaining({ why: 'unsold', tierId: 'proof' })]);
  });

  it.each(['canceled', 'incomplete_expired'])('lies about no more when it is %s', (status) => {
    expect(standingOf([read({ status, ended_at: END })])).toEqual({ grants: [], paid: null, shut: null });
  });

  it.each([
    ['one price', [item(900)], 900], ['several of a price', [item(900, 2)], 1800], ['several prices', [item(900), item(50, 3)], 1050], ['a price by use', [item(null)], null],
  ])('says of %s what is charged, how often and when next', (_, data, amount) => {
    expect(shutOf(read({ items: { data } }))!.charge).toEqual({ ...charge, amount });
  });

  it.each([['that is cancelled', { cancel_at_period_end: true }], ['that rests at Stripe', { status: 'paused' }], ['whose tries are over', { status: 'unpaid' }], ['whose invoices are void', { pause_collection: { behavior: 'void' } }]])('%s is not charged again', (_, more) => {
    expect(shutOf(read(more))).toMatchObject({ why: 'unsold', charge: null });
  });

  it('is told of beside one that is paid for, since both are charged', () => {
    const other = { ...read({}, false), subscriptionId: 'sub_2' };
    expect(standingOf([read(), other])).toMatchObject({ paid: { tierId: 'proof' }, shut: { why: 'unsold' } });
  });
});
