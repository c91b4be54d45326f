import { Injectable } from '@nestjs/common';
import { Clock, Database, DAY, Events, fromUnix, OnJob, plusMs, step } from '../../platform/index.js';
import { FraudWarned } from '../events.js';
import { StripeClient } from '../stripe/stripe.client.js';

/** How far behind the newest one it looks again. */
const OVERLAP = DAY;
const NEWS = 30 * DAY;

/** Early fraud warnings: read as a list, since neither a customer nor a charge says that it has one. Whoever can act is told; nothing happens by itself. */
@Injectable()
export class FraudWarnings {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly stripe: StripeClient, private readonly events: Events) {}

  @OnJob('billing.fraudWarnings')
  async read(): Promise<void> {
    if (!this.stripe.enabled) return;
    const account = await this.stripe.account();
    const [last] = await this.db.sql<{ at: Date | null }>('warnings.last', 'select max(created_at) as at from fraud_warning where stripe_account = $1', [account]);
    const since = last?.at ? { created: { gte: Math.floor(plusMs(last.at, -OVERLAP).getTime() / 1000) } } : {};
    const warnings = await step('warnings.read', () => this.stripe.api.radar.earlyFraudWarnings.list({ limit: 100, ...since }).autoPagingToArray({ limit: 10_000 }));
    // The oldest first: where this stops, the next time begins.
    for (const { id, charge, fraud_type: kind, created } of warnings.toReversed()) {
      const chargeId = typeof charge === 'string' ? charge : charge.id;
      await step('warnings.write', () => this.db.inTransaction(() => this.write(account, id, chargeId, kind, fromUnix(created))));
    }
  }

  private async write(account: string, id: string, chargeId: string, kind: string, at: Date): Promise<void> {
    const [fresh] = await this.db.sql<{ creatorId: string | null }>(
      'warnings.insert',
      `insert into fraud_warning (stripe_account, warning_id, charge_id, kind, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing
       returning (select p.creator_id from payment_charge c join payment p on p.stripe_account = c.stripe_account and p.invoice_id = c.invoice_id
         where c.stripe_account = $1 and c.charge_id = $3) as "creatorId"`,
      [account, id, chargeId, kind, at],
    );
    if (fresh && plusMs(at, NEWS) > this.clock.now()) await this.events.publish(new FraudWarned(fresh.creatorId, id));
  }
}
