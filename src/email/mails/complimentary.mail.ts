import { Injectable } from '@nestjs/common';
import { Clock, Database, OnEvent } from '../../platform/index.js';
import { ComplimentaryGiven, Grant } from '../../access/index.js';
import { Tiers } from '../../tiers/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR, TIER } from './samples.js';

const SAMPLE = { creator: CREATOR, tier: TIER, says: 'For the bricks you carried.', until: '2027-01-31T23:00:00Z', why: 'creatorMail.why.complimentary' };

/** Somebody was given a tier, with an end and with words. */
@Injectable()
@MailOf({ kind: 'complimentary', list: false, samples: { full: SAMPLE, empty: SAMPLE } })
export class ComplimentaryMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly db: Database, private readonly tiers: Tiers, private readonly clock: Clock) {}

  @OnEvent(ComplimentaryGiven)
  async owe({ grantId }: ComplimentaryGiven): Promise<void> {
    const grant = await this.db.repo(Grant).findOneBy({ id: grantId });
    if (grant) await this.desk.owe('complimentary', grantId, grant.accountId, grant.creatorId, grantId);
  }

  /** Nothing is said of a gift that was taken back before its mail was written. */
  async says(mail: Mail): Promise<MailSays | null> {
    const grant = await this.db.repo(Grant).findOneBy({ id: mail.subject_id });
    if (!grant?.validUntil || grant.validUntil <= this.clock.now()) return null;
    const [account, creator, tier] = await Promise.all([this.desk.account(mail, ''), this.desk.creator(mail), this.tiers.byId(grant.tierId)]);
    return account && creator && tier && {
      ...account, creator, url: creator.url, tier: { name: tier.name }, says: grant.note ?? '', until: grant.validUntil.toISOString(), why: SAMPLE.why,
    };
  }
}
