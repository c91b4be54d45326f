import { Injectable } from '@nestjs/common';
import { Clock, Database, HOUR, Jobs, plusMs } from '../platform/index.js';
import { addressKey } from '../members/index.js';

export interface Recipient {
  accountId: string | null;
  address: string;
  language: string;
}

/**
 * What a trial install's past would have sent is written down, not sent: it lies in each member's story. Mails about somebody's own
 * account go out whatever the sandbox's clock says.
 */
const PAST = 'in the past';

/** One row per mail, cause and address: whatever is retried or told twice, one mail is owed. `Deliveries` sends it. */
@Injectable()
export class MailQueue {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly jobs: Jobs) {}

  /**
   * Writes down that a mail is owed, in the transaction at hand.
   * @param cause what it is about, e.g. a post's id: with kind and address it makes the mail unique
   * @param subjectId what its builder needs to find again
   */
  async owe(kind: string, cause: string, to: Recipient[], creatorId: string | null, subjectId: string): Promise<void> {
    if (to.length === 0) return;
    const now = this.clock.system();
    const business = this.clock.now();
    const isPast = creatorId !== null && business < plusMs(now, -HOUR);
    await this.db.sql(
      'mail.owe',
      `insert into mail (kind, cause, address_key, address, account_id, creator_id, language, subject_id, created_at, due_at, skipped)
       select $1, $2, k, a, i, $3, l, $4, $5, least($5, clock_timestamp()), $10 from unnest($6::text[], $7::text[], $8::uuid[], $9::text[]) as r (k, a, i, l)
       on conflict (kind, cause, address_key) do nothing`,
      [kind, cause, creatorId, subjectId, isPast ? business : now, to.map((one) => addressKey(one.address)), to.map((one) => one.address), to.map((one) => one.accountId),
        to.map((one) => one.language), isPast ? PAST : null],
    );
    if (!isPast) await this.jobs.add('email.deliver', {}, { key: 'email.deliver' });
  }
}
