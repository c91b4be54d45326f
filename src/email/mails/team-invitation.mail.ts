import { Injectable } from '@nestjs/common';
import { OnEvent } from '../../platform/index.js';
import { Invitations, TeamInvited } from '../../members/index.js';
import { MailQueue } from '../mail-queue.service.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR } from './samples.js';

const SAMPLE = { creator: CREATOR, role: 'editor', url: 'https://thousand.example/invitations/abc', why: 'creatorMail.why.team-invitation' };

/** Asks somebody onto a team. The link is made here and nowhere else. */
@Injectable()
@MailOf({ kind: 'team-invitation', list: false, samples: { full: SAMPLE, empty: { ...SAMPLE, role: 'community' } } })
export class TeamInvitationMail implements MailSource {
  constructor(private readonly invitations: Invitations, private readonly queue: MailQueue, private readonly desk: MailDesk) {}

  @OnEvent(TeamInvited)
  async owe({ invitationId, at }: TeamInvited): Promise<void> {
    const open = await this.invitations.peek(invitationId);
    if (open) await this.queue.owe('team-invitation', `${invitationId} ${at}`, [{ accountId: null, address: open.address, language: open.language }], open.creatorId, invitationId);
  }

  async says(mail: Mail): Promise<MailSays | null> {
    const minted = await this.invitations.mint(mail.subject_id);
    return minted && {
      name: mail.address.split('@')[0]!, creator: await this.desk.creator(mail), role: minted.invitation.role, why: SAMPLE.why,
      url: this.desk.url(`/invitations/${minted.token}`),
    };
  }
}
