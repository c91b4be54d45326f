import { Injectable } from '@nestjs/common';
import { Clock, Database } from '../platform/index.js';
import { type TierWithPrice, Tiers } from '../tiers/index.js';
import { Guarded } from './guarded.service.js';
import { type Holders, orderChange, type Shift } from './tier-order.js';

/** The order of a page's tiers, and what another one would mean before it is saved. */
@Injectable()
export class TierOrders {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly tiers: Tiers, private readonly guarded: Guarded) {}

  /**
   * The page's tiers in a proposed order; tiers that it leaves out, or that were made meanwhile, stand above.
   * @param proposed ids, lowest first
   */
  async arranged(creatorId: string, proposed: string[]): Promise<{ tiers: TierWithPrice[]; shifts: Shift[] }> {
    const before = await this.tiers.ofCreator(creatorId);
    const at = (tier: TierWithPrice) => (proposed.includes(tier.id) ? proposed.indexOf(tier.id) : proposed.length);
    const tiers = [...before].sort((a, b) => at(a) - at(b));
    const [holders, kept] = await Promise.all([this.holders(creatorId), this.guarded.ofCreator(creatorId)]);
    const ladder = (all: TierWithPrice[]) => all.map(({ id, paid, archivedAt }) => ({ id, paid, archived: archivedAt !== null }));
    return { tiers, shifts: orderChange(ladder(before), ladder(tiers), holders, kept, this.clock.now()) };
  }

  private async holders(creatorId: string): Promise<Holders[]> {
    return this.db.sql<Holders>(
      'tierOrders.holders',
      `select tier_ids as "tierIds", count(*)::int as people from (
         select array_agg(distinct tier_id order by tier_id) as tier_ids from access_grant
         where creator_id = $1 and valid_from <= $2 and (valid_until is null or valid_until > $2) group by account_id) as held
       group by tier_ids order by people desc`,
      [creatorId, this.clock.now()],
    );
  }
}
