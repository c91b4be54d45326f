import { Injectable } from '@nestjs/common';
import { Database } from '../platform/index.js';

/** Why a paid membership ended other than by its fan's leaving or by an unpaid renewal; each has a letter of its own. */
export type EndedBy = 'withdrawal' | 'page' | 'dispute';

/** Who ended what. */
@Injectable()
export class Endings {
  constructor(private readonly db: Database) {}

  /** @returns null where the fan left, or the bank went on saying no */
  async endedBy(subscriptionId: string): Promise<EndedBy | null> {
    const [row] = await this.db.sql<{ by: EndedBy | null }>(
      'endings.by',
      `select case when exists (select 1 from withdrawal where subscription_id = $1) then 'withdrawal'
         when exists (select 1 from effect where name = 'ended_by_page' and cause = $1) then 'page'
         when exists (select 1 from subscription where subscription_id = $1 and suspended_from is not null) then 'dispute' end as by`,
      [subscriptionId],
    );
    return row?.by ?? null;
  }
}
