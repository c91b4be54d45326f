import { Injectable } from '@nestjs/common';
import { Database, Events, Signals } from '../../platform/index.js';
import { Effects } from '../effects.service.js';
import { ChangeScheduled, ChangeUndone, ChangeUnpaid, MembershipChanged } from '../events.js';
import type { Subscription } from '../subscription.entity.js';
import { isLive } from '../sync/entitlement.js';

/** What a change of a membership sets off, each once for all time; inside the sync's transaction. */
@Injectable()
export class ChangeNews {
  constructor(private readonly db: Database, private readonly effects: Effects, private readonly signals: Signals, private readonly events: Events) {}

  /** @param before as it was projected last; what is heard of for the first time is no change */
  async tell(row: Subscription, before: Subscription | null): Promise<void> {
    if (!before || row.surplus || !isLive(row.status)) return;
    const isOther = before.tierId !== row.tierId || before.period !== row.period;
    if (isOther) await this.tellChanged(row, before);
    if (row.coming && row.coming.source !== before.coming?.source) await this.tellComing(row, row.coming);
    if (!isOther && before.coming?.kind === 'scheduled' && !row.coming && !row.cancelAtPeriodEnd) await this.tellUndone(row, before.coming.source);
  }

  private async tellChanged(row: Subscription, before: Subscription): Promise<void> {
    const { accountId, creatorId, tierId, period, subscriptionId } = row;
    const settled = row.settled && row.settled.invoice !== before.settled?.invoice ? row.settled : null;
    const cause = `${subscriptionId} ${before.coming?.source ?? settled?.invoice ?? row.periodEnd.toISOString()} ${tierId} ${period}`;
    if (!await this.effects.once('changed', cause)) return;
    await this.signals.record({ accountId, creatorId, kind: 'changed', subject: tierId });
    await this.events.publish(new MembershipChanged(accountId, creatorId, subscriptionId, cause, before.tierId, settled?.paid ?? 0));
  }

  private async tellComing({ accountId, creatorId }: Subscription, { kind, source }: NonNullable<Subscription['coming']>): Promise<void> {
    if (kind === 'scheduled' && await this.effects.once('change_scheduled', source)) await this.events.publish(new ChangeScheduled(accountId, creatorId, source));
    if (kind === 'unpaid' && await this.effects.once('change_unpaid', source)) await this.events.publish(new ChangeUnpaid(accountId, creatorId, source));
  }

  /** Only what its fan took back here: one that made way for another change is told of with that. */
  private async tellUndone({ accountId, creatorId, tierId }: Subscription, source: string): Promise<void> {
    const asked = await this.db.sql('changeNews.asked', "select id from operation where kind = 'undo' and subject = $1::text || ' ' || $2::text", [accountId, source]);
    if (asked.length > 0 && await this.effects.once('change_undone', source)) await this.events.publish(new ChangeUndone(accountId, creatorId, tierId, source));
  }
}
