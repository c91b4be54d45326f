import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock, Database, DAY, LOGGER, Metrics, OnJob, plusMs, step } from '../../platform/index.js';
import { Stripe } from '../stripe/stripe.client.js';
import type { CustomerBinding } from '../stripe/customers.service.js';
import { StripeLooksWrong } from './snapshot.js';

/** After so many failures in a row what waits is put aside for the operator; it is still tried now and then. */
const PATIENCE = 12;
/** How long it is kept what a sync did. */
const KEPT = 90 * DAY;

/** What each sync did, and how each failed. */
@Injectable()
export class SyncRuns {
  private readonly alarm: (kind?: string) => void;
  private readonly counted: (kind?: string) => void;

  constructor(private readonly db: Database, private readonly clock: Clock, @Inject(LOGGER) private readonly log: Logger, metrics: Metrics) {
    this.counted = metrics.counter('syncs_total', 'Syncs of a customer, by how they ended.', 'outcome');
    this.alarm = metrics.counter('sync_alarms_total', 'Answers of Stripe that were not believed.');
  }

  /** Writes down a sync in the transaction that projects it: whatever effect comes after in it carries its number. */
  async wrote({ stripe_account: account, customer_id: customer, last_event: upTo }: CustomerBinding, beganAt: Date): Promise<void> {
    await this.db.sql(
      'runs.wrote',
      `with run as (insert into sync_run (stripe_account, customer_id, began_at, ended_at, up_to) values ($1, $2, $3, $4, $5) returning id)
       select set_config('thousand.sync_run', id::text, true) as run from run`,
      [account, customer, beganAt, this.clock.system(), upTo],
    );
    this.counted('written');
  }

  /** Writes down why a sync failed, and beside each event that waited for it; says aloud when it has failed too often. */
  async failed({ stripe_account: account, customer_id: customer, last_event: upTo }: CustomerBinding, beganAt: Date, error: unknown): Promise<void> {
    const now = this.clock.system();
    const reason = reasonOf(error);
    this.counted('failed');
    if (error instanceof StripeLooksWrong) {
      this.alarm();
      this.log.fatal({ err: error, alarm: 'stripe_looks_wrong' }, 'sync stopped');
    }
    const aside = await step('runs.aside', () => this.db.inTransaction(async () => {
      const [row] = await this.db.sql<{ failures: number }>(
        'runs.failures', 'update stripe_customer set failures = failures + 1, failed_at = $3 where stripe_account = $1 and customer_id = $2 returning failures', [account, customer, now],
      );
      await this.db.sql(
        'runs.failed', 'insert into sync_run (stripe_account, customer_id, began_at, ended_at, up_to, error) values ($1, $2, $3, $4, $5, $6)', [account, customer, beganAt, now, upTo, reason],
      );
      return this.db.sql(
        'runs.events',
        `update inbox_event set attempts = attempts + 1, error = $4, state = case when $5 then 'quarantined' else state end
         where source = $1 and customer_id = $2 and state = 'received' and id <= $3 returning state`,
        [account, customer, upTo, reason, (row?.failures ?? 0) >= PATIENCE],
      );
    }));
    if (aside.some((row) => row.state === 'quarantined')) this.log.error({ alarm: 'quarantined', customer, events: aside.length }, 'events were put aside');
  }

  @OnJob('billing.forgetRuns')
  async forget(): Promise<void> {
    await this.db.sql('runs.forget', 'delete from sync_run where ended_at < $1', [plusMs(this.clock.system(), -KEPT)]);
  }
}

/** What went wrong, without a word that could name somebody. */
function reasonOf(error: unknown): string {
  if (error instanceof Stripe.errors.StripeError) return ['Stripe', error.statusCode, error.code ?? error.type].filter(Boolean).join(' ');
  const { name = 'Error', code } = error as { name?: string; code?: string };
  return [error instanceof StripeLooksWrong ? 'StripeLooksWrong' : name, code].filter(Boolean).join(' ');
}
