import { Injectable } from '@nestjs/common';
import { Database, OnEvent } from '../../platform/index.js';
import { TierGraceChanged } from '../../tiers/index.js';
import { Inbox } from '../inbox/inbox.service.js';

/** How long a tier stays open in trouble is its creator's to say, and counts at once for those who are in it. */
@Injectable()
export class Grace {
  constructor(private readonly db: Database, private readonly inbox: Inbox) {}

  @OnEvent(TierGraceChanged)
  async follow({ tierId }: TierGraceChanged): Promise<void> {
    const troubled = await this.db.sql<{ account: string; customer: string }>(
      'grace.troubled', "select distinct stripe_account as account, customer_id as customer from subscription where tier_id = $1 and status = 'past_due'", [tierId],
    );
    for (const { account, customer } of troubled) await this.inbox.markDirty(account, customer);
  }
}
