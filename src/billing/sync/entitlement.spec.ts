import fc from 'fast-check';
import { DAY, HOUR, plusMs } from '../../platform/clock/clock.js';
import { entitlement, type Facts, GRACE_DAYS, isLive, RENEWAL_SLACK } from './entitlement.js';

const start = new Date('2026-10-01T10:00:00Z');
const end = new Date('2026-11-01T10:00:00Z');
const facts = (change: Partial<Facts>): Facts => ({
  status: 'active', startedAt: start, periodStart: start, periodEnd: end, cancelAtPeriodEnd: false, trialEnd: null, endsWithTrial: false, endedAt: null, invoicedAt: null, collectionVoid: false, periodPaid: true, graceDays: GRACE_DAYS, ...change,
});

describe('entitlement', () => {
  it.each([
    ['active', {}, plusMs(end, RENEWAL_SLACK)],
    ['active, cancelled at the end', { cancelAtPeriodEnd: true }, end],
    ['active, collection void', { collectionVoid: true }, end],
    ['trialing', { status: 'trialing', trialEnd: end }, plusMs(end, RENEWAL_SLACK)],
    ['trialing without a card', { status: 'trialing', trialEnd: end, endsWithTrial: true }, end],
    ['trialing, cancelled', { status: 'trialing', trialEnd: end, cancelAtPeriodEnd: true }, end],
    ['past due', { status: 'past_due', periodStart: end, invoicedAt: plusMs(end, HOUR) }, plusMs(end, HOUR + GRACE_DAYS * DAY)],
    ['past due, invoice unknown', { status: 'past_due', periodStart: end }, plusMs(end, GRACE_DAYS * DAY)],
    ['past due at a tier with longer grace', { status: 'past_due', periodStart: end, graceDays: 30 }, plusMs(end, 30 * DAY)],
    ['past due at a tier without grace', { status: 'past_due', periodStart: end, graceDays: 0 }, end],
    ['paused, its period not paid for', { collectionVoid: true, periodPaid: false, periodStart: plusMs(start, 5 * DAY) }, plusMs(start, 5 * DAY)],
    ['ended', { status: 'canceled', endedAt: plusMs(start, 3 * DAY) }, plusMs(start, 3 * DAY)],
    ['ended at once', { status: 'canceled', endedAt: start }, null],
    ['incomplete', { status: 'incomplete' }, null],
    ['expired', { status: 'incomplete_expired' }, null],
    ['unpaid', { status: 'unpaid' }, null],
    ['paused', { status: 'paused' }, null],
    ['a status nobody knows', { status: 'levitating' }, null],
  ] as const)('%s', (_, change, until) => expect(entitlement(facts(change))?.until ?? null).toEqual(until));

  const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  const any = fc.record({
    status: fc.oneof(fc.constantFrom('active', 'trialing', 'past_due', 'canceled', 'unpaid', 'paused', 'incomplete', 'incomplete_expired'), fc.string()),
    startedAt: instants, periodStart: instants, periodEnd: instants, cancelAtPeriodEnd: fc.boolean(), trialEnd: fc.option(instants), endsWithTrial: fc.boolean(),
    endedAt: fc.option(instants), invoicedAt: fc.option(instants), collectionVoid: fc.boolean(), periodPaid: fc.boolean(), graceDays: fc.integer({ min: 0, max: 30 }),
  });

  it('never begins before the subscription did, and never ends before it begins', () => {
    fc.assert(fc.property(any, (one) => {
      const span = entitlement(one);
      return span === null || (span.from.getTime() === one.startedAt.getTime() && span.until > span.from);
    }));
  });

  it('gives nothing without a reason of Stripe\'s', () => {
    fc.assert(fc.property(any, (one) => entitlement(one) === null || isLive(one.status) || one.endedAt !== null));
  });

  it('never gives more for being cancelled', () => {
    fc.assert(fc.property(any, (one) => {
      const until = (f: Facts) => entitlement(f)?.until.getTime() ?? 0;
      return until({ ...one, cancelAtPeriodEnd: true }) <= until({ ...one, cancelAtPeriodEnd: false });
    }));
  });

  it('keeps what was paid for open to its end, paused or not', () => {
    fc.assert(fc.property(any, (one) => {
      const paid = { ...one, status: 'active', periodPaid: true, periodEnd: plusMs(one.startedAt, 30 * DAY) };
      return entitlement(paid)!.until >= paid.periodEnd;
    }));
  });

  it('keeps free days open to their end, whatever becomes of them', () => {
    fc.assert(fc.property(any, fc.integer({ min: 1, max: 30 }), (one, days) => {
      const trial = { ...one, status: 'trialing', trialEnd: plusMs(one.startedAt, days * DAY) };
      const until = entitlement(trial)!.until;
      return until >= trial.trialEnd && until <= plusMs(trial.trialEnd, trial.endsWithTrial || trial.cancelAtPeriodEnd ? 0 : RENEWAL_SLACK);
    }));
  });

  it('opens nothing for a period that a pause left unpaid', () => {
    fc.assert(fc.property(any, (one) => {
      const until = entitlement({ ...one, status: 'active', collectionVoid: true, periodPaid: false })?.until;
      return until === undefined || until <= one.periodStart;
    }));
  });

  it('gives no slack to what nothing is charged for any more', () => {
    fc.assert(fc.property(any, (one) => {
      const until = entitlement({ ...one, status: 'active', collectionVoid: true })?.until;
      return until === undefined || until <= (one.periodPaid ? one.periodEnd : one.periodStart);
    }));
  });

  it('gives longer with more grace, by as many days, and takes nothing else from it', () => {
    fc.assert(fc.property(any, fc.integer({ min: 0, max: 30 }), (one, graceDays) => {
      const of = (days: number) => entitlement({ ...one, graceDays: days, startedAt: new Date(0) })?.until.getTime() ?? 0;
      return of(graceDays) - of(0) === (one.status === 'past_due' ? graceDays * DAY : 0);
    }));
  });

  it('is never open longer than the longest that any reason gives', () => {
    fc.assert(fc.property(any, (one) => {
      const until = entitlement(one)?.until.getTime() ?? 0;
      const reasons = [plusMs(one.periodEnd, RENEWAL_SLACK), plusMs(one.trialEnd ?? one.periodEnd, RENEWAL_SLACK), plusMs(one.invoicedAt ?? one.periodStart, one.graceDays * DAY), one.periodStart, one.endedAt ?? one.startedAt];
      return until <= Math.max(...reasons.map((reason) => reason.getTime()));
    }));
  });
});
