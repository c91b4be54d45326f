import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { DisputeMoved, FraudWarned, MembershipUnsold, RefundFailed, Troubles } from '../../billing/index.js';
import { Accounts, Creators } from '../../members/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR, EUROS } from './samples.js';

const SAMPLE = { creator: CREATOR, person: 'Noor Haddad', sum: EUROS, warning: false, refund: false, unsold: false, due: '2026-12-02T10:00:00Z', why: 'moneyMail.why.trouble' };

/** To the page's owner and to whoever runs the install: a payment is disputed, its bank warns of fraud, what was given back did not arrive, or a membership is at a price that is not ours. */
@Injectable()
@MailOf({ kind: 'trouble', list: false, samples: { full: SAMPLE, empty: { ...SAMPLE, creator: null, person: null, warning: true, due: null } } })
export class TroubleMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly troubles: Troubles, private readonly accounts: Accounts, private readonly creators: Creators) {}

  @OnEvent(DisputeMoved)
  async disputed({ creatorId, disputeId, to }: DisputeMoved): Promise<void> {
    if (to === 'opened') await this.tell(creatorId, disputeId);
  }

  @OnEvent(FraudWarned)
  async warned({ creatorId, warningId }: FraudWarned): Promise<void> {
    await this.tell(creatorId, warningId);
  }

  @OnEvent(RefundFailed)
  async fell({ creatorId, refundId }: RefundFailed): Promise<void> {
    await this.tell(creatorId, refundId);
  }

  @OnEvent(MembershipUnsold)
  async moved({ creatorId, subscriptionId, cause }: MembershipUnsold): Promise<void> {
    await this.tell(creatorId, subscriptionId, cause);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const trouble = await this.troubles.byId(mail.subject_id);
    const [page] = mail.creator_id ? await this.creators.byIds([mail.creator_id]) : [];
    const owns = page && mail.account_id ? await this.creators.roleOf(mail.account_id, page.id) === 'owner' : false;
    const account = trouble && await this.desk.account(mail, owns ? `/studio/${page!.handle}/billing` : '/operator/billing');
    return account && {
      ...account, creator: await this.desk.creator(mail), person: trouble.name, sum: { amount: trouble.amount, currency: trouble.currency }, warning: trouble.kind === 'warning', refund: trouble.kind === 'refund', unsold: trouble.kind === 'unsold',
      due: trouble.dueAt?.toISOString() ?? null, why: SAMPLE.why,
    };
  }

  private async tell(creatorId: string | null, troubleId: string, cause = troubleId): Promise<void> {
    const owner = creatorId ? await this.creators.ownerOf(creatorId) : null;
    const operators = (await this.accounts.operators()).map((one) => one.id);
    for (const accountId of new Set([...(owner ? [owner] : []), ...operators])) await this.desk.owe('trouble', cause, accountId, creatorId, troubleId);
  }
}
