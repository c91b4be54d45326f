import type { CronItem } from 'graphile-worker';

/** Everything that recurs, on one screen. Times are UTC. */
export const SCHEDULE: CronItem[] = [
  { task: 'billing.lateSyncs', match: '* * * * *', options: { backfillPeriod: 0 } },
  { task: 'billing.missedEvents', match: '*/15 * * * *', options: { backfillPeriod: 0 } },
  { task: 'billing.hold', match: '*/10 * * * *', options: { backfillPeriod: 0 } },
  { task: 'billing.walk', match: '11 3 * * *', options: { backfillPeriod: 0 } },
  { task: 'billing.ledger', match: '4,19,34,49 * * * *', options: { backfillPeriod: 0 } },
  { task: 'billing.fraudWarnings', match: '9,24,39,54 * * * *', options: { backfillPeriod: 0 } },
  { task: 'billing.forgetRuns', match: '31 3 * * *', options: { backfillPeriod: 0 } },
  { task: 'billing.lateTills', match: '23 * * * *', options: { backfillPeriod: 0 } },
  { task: 'billing.movePrices', match: '51 * * * *', options: { backfillPeriod: 0 } },
  { task: 'billing.renewalsAhead', match: '41 * * * *', options: { backfillPeriod: 0 } },
  { task: 'billing.pausesAhead', match: '43 * * * *', options: { backfillPeriod: 0 } },
  { task: 'billing.trialsAhead', match: '47 * * * *', options: { backfillPeriod: 0 } },
  { task: 'billing.cardsExpiring', match: '53 5 * * *', options: { backfillPeriod: 0 } },
  { task: 'billing.sweepGuests', match: '27 * * * *', options: { backfillPeriod: 0 } },
  { task: 'access.tellOfRequests', match: '13 * * * *', options: { backfillPeriod: 0 } },
  { task: 'email.retry', match: '* * * * *', options: { backfillPeriod: 0 } },
  { task: 'content.publishDue', match: '* * * * *', options: { backfillPeriod: 0 } },
  { task: 'content.openDue', match: '* * * * *', options: { backfillPeriod: 0 } },
  { task: 'content.sweepFeeds', match: '37 4 * * *', options: { backfillPeriod: 0 } },
  { task: 'content.sweepMedia', match: '47 4 * * *', options: { backfillPeriod: 0 } },
  { task: 'members.sweep', match: '7 * * * *', options: { backfillPeriod: 0 } },
  { task: 'platform.sweep', match: '17 * * * *', options: { backfillPeriod: 0 } },
];
