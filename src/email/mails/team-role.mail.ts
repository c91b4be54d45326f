import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { Creators, TeamRoleChanged } from '../../members/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR } from './samples.js';

const SAMPLE = { creator: CREATOR, role: 'editor', why: 'creatorMail.why.team-role' };

/** Somebody on a team may do something else from now on. */
@Injectable()
@MailOf({ kind: 'team-role', list: false, samples: { full: SAMPLE, empty: { ...SAMPLE, role: 'community' } } })
export class TeamRoleMail implements MailSource {
  constructor(private readonly desk: MailDesk, private readonly creators: Creators) {}

  @OnEvent(TeamRoleChanged)
  async owe({ creatorId, accountId, at }: TeamRoleChanged): Promise<void> {
    await this.desk.owe('team-role', `${creatorId} ${at}`, accountId, creatorId, creatorId);
  }

  /** Tells the role as it is now: of two changes soon after each other, both mails say the last. */
  async says(mail: Mail): Promise<MailSays | null> {
    const role = mail.account_id && mail.creator_id ? await this.creators.roleOf(mail.account_id, mail.creator_id) : null;
    const [creator, account] = await Promise.all([this.desk.creator(mail), this.desk.account(mail, '/studio')]);
    return role && account && { ...account, creator, role, why: SAMPLE.why };
  }
}
