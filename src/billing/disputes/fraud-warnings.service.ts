import { Injectable } from '@nestjs/common';
import { Clock, Database, DAY, fromUnix, OnJob, plusMs, step } from '../../platform/index.js';
import { Effects } from '../effects.service.js';
import { FraudWarned } from '../events.js';
import { StripeClient } from '../stripe/stripe.client.js';

/** How far behind the newest one it looks again. */
const OVERLAP = DAY;
/** What is older is written down and not told. */
const NEWS = 30 * DAY;

/** Effects: told as some page's, and before anybody knew whose it is. */
const TOLD = { pages: 'fraud_warned_page', nobodys: 'fraud_warned' };

/** Early fraud warnings: read as a list, since neither a customer nor a charge says that it has one. Whoever can act is told; nothing happens by itself. */
@Injectable()
export class FraudWarnings {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly stripe: StripeClient, private readonly effects: Effects) {}

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
      await this.db.sql(
        'warnings.insert', 'insert into fraud_warning (stripe_account, warning_id, charge_id, kind, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing',
        [account, id, chargeId, kind, fromUnix(created)],
      );
    }
    await this.tell(account);
  }

  /** A warning may come before its charge was read: whoever runs the install is told at once, the page's owner when it is known whose it is. */
  private async tell(account: string): Promise<void> {
    const untold = await this.db.sql<{ id: string; creatorId: string | null }>(
      'warnings.untold',
      `select f.warning_id as id, p.creator_id as "creatorId" from fraud_warning f
       left join payment_charge c on c.stripe_account = f.stripe_account and c.charge_id = f.charge_id
       left join payment p on p.stripe_account = c.stripe_account and p.invoice_id = c.invoice_id
       where f.stripe_account = $1 and f.created_at > $2
         and not exists (select 1 from effect e where e.cause = f.warning_id and e.name = case when p.creator_id is null then '${TOLD.nobodys}' else '${TOLD.pages}' end)
       order by f.created_at`,
      [account, plusMs(this.clock.now(), -NEWS)],
    );
    for (const { id, creatorId } of untold) await this.effects.announce(creatorId ? TOLD.pages : TOLD.nobodys, id, new FraudWarned(creatorId, id));
  }
}
