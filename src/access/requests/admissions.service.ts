import { Injectable } from '@nestjs/common';
import { Database, DomainError } from '../../platform/index.js';
import type { Tier } from '../../tiers/index.js';

/** The ids of tiers on request that a page has let somebody in to. */
export type Admitted = ReadonlySet<string>;

type Offered = Pick<Tier, 'id' | 'archivedAt' | 'onRequestAt'>;

/** Whether a tier is sold to somebody. Every way to pay for one asks this. */
export function isSoldTo(tier: Offered, admitted: Admitted): boolean {
  return tier.archivedAt === null && (tier.onRequestAt === null || admitted.has(tier.id));
}

/** Who was let in to tiers that are on request. */
@Injectable()
export class Admissions {
  constructor(private readonly db: Database) {}

  /** What a page has let somebody in to; nothing for a stranger. */
  async of(accountId: string | null, creatorId: string): Promise<Admitted> {
    if (accountId === null) return new Set();
    const rows = await this.db.sql<{ tier_id: string }>(
      'admissions.of', 'select tier_id from tier_request where account_id = $1 and creator_id = $2 and tier_id is not null and closed_at is null', [accountId, creatorId],
    );
    return new Set(rows.map((row) => row.tier_id));
  }

  /** @throws DomainError `not_on_sale` for a tier that is not sold to this person, or stranger */
  async require(accountId: string | null, tier: Offered & Pick<Tier, 'creatorId'>): Promise<void> {
    if (!isSoldTo(tier, await this.of(accountId, tier.creatorId))) throw new DomainError('not_on_sale', 409);
  }
}
