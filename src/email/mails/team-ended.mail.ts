import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { TeamRoleEnded } from '../../members/index.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR } from './samples.js';

const SAMPLE = { creator: CREATOR, why: 'creatorMail.why.team-ended' };

/** Somebody no longer works on a page. */
@Injectable()
@MailOf({ kind: 'team-ended', list: false, samples: { full: SAMPLE, empty: SAMPLE } })
export class TeamEndedMail implements MailSource {
  constructor(private readonly desk: MailDesk) {}

  @OnEvent(TeamRoleEnded)
  async owe({ creatorId, accountId, at }: TeamRoleEnded): Promise<void> {
    await this.desk.owe('team-ended', `${creatorId} ${at}`, accountId, creatorId, creatorId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const account = await this.desk.account(mail, '/studio');
    return account && { ...account, creator: await this.desk.creator(mail), why: SAMPLE.why };
  }
}
