import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { Memberships, TierRequestAnswered, TierRequests, wayIn } from '../../access/index.js';
import { Creators } from '../../members/index.js';
import { Tiers } from '../../tiers/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR, EUROS, TIER } from './samples.js';

const SAMPLE = { creator: CREATOR, tier: TIER, offer: EUROS, interval: 'month', says: 'Come in, there is always a chair.', why: 'asking.whyAsked' };

/** Somebody who asked for the smaller price is let in. */
@Injectable()
@MailOf({ kind: 'let-in', list: false, samples: { full: SAMPLE, empty: { ...SAMPLE, offer: null, says: null } } })
export class LetInMail implements MailSource {
  constructor(
    private readonly desk: MailDesk,
    private readonly requests: TierRequests,
    private readonly tiers: Tiers,
    private readonly creators: Creators,
    private readonly memberships: Memberships,
  ) {}

  @OnEvent(TierRequestAnswered)
  async owe({ requestId }: TierRequestAnswered): Promise<void> {
    const request = await this.requests.byId(requestId);
    if (request?.tierId) await this.desk.owe('let-in', requestId, request.accountId, request.creatorId, requestId);
  }

  /** Nothing is said of a door that was closed again, or a page that was, before its mail was written. */
  async says(mail: Mail): Promise<MailSays | null> {
    const request = await this.requests.byId(mail.subject_id);
    const tier = request?.tierId && !request.closedAt && !await this.desk.isClosed(mail) ? await this.tiers.byId(request.tierId) : null;
    if (!request || !tier) return null;
    const [page] = await this.creators.byIds([request.creatorId]);
    const way = page && wayIn(page, tier, await this.memberships.find(request.accountId, request.creatorId));
    const [account, creator] = page ? await Promise.all([this.desk.account(mail, way ?? `/@${page.handle}/ask`), this.desk.creator(mail)]) : [null, null];
    return account && creator && {
      ...account, creator, tier: { name: tier.name }, offer: tier.price && { amount: tier.price.amount, currency: tier.price.currency }, interval: tier.price?.period ?? 'month',
      says: request.says, why: SAMPLE.why,
    };
  }
}
