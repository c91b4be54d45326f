import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Conflict, Database, DAY, DomainError, Events, Forbidden, hashToken, InvalidInput, Limits, mintToken, NotFound, plusMs } from '../../platform/index.js';
import { Audit } from '../audit/audit.service.js';
import { addressKey } from '../email-address.js';
import { TeamInvited } from './events.js';
import type { GivenRole, InvitationDto } from './team.dto.js';

const LIFE = 7 * DAY;
const MOST_OPEN = 20;

export interface Invitation {
  id: string;
  creatorId: string;
  address: string;
  addressKey: string;
  role: GivenRole;
  language: string;
  invitedBy: string | null;
  sentAt: Date;
  expiresAt: Date;
}

const ROW = `id, creator_id as "creatorId", address, address_key as "addressKey", role, language, invited_by as "invitedBy", sent_at as "sentAt", expires_at as "expiresAt"`;
const OPEN = 'accepted_at is null and withdrawn_at is null';

/** Asking somebody onto a team, by mail. The link is minted when its mail is written, and only its hash is kept. */
@Injectable()
export class Invitations {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly limits: Limits,
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  /** Open invitations of a page, those run out too. */
  async ofPage(creatorId: string): Promise<Invitation[]> {
    return this.db.sql('invitations.ofPage', `select ${ROW} from team_invitation where creator_id = $1 and ${OPEN} order by sent_at desc`, [creatorId]);
  }

  /**
   * Invites an address; to one that is invited already the mail goes again, with the role that is wanted now.
   * @throws InvalidInput for somebody who is on the team; TooMany when the budget of mails is spent
   */
  async invite(actor: Actor, creatorId: string, { email, role }: InvitationDto): Promise<Invitation> {
    const key = addressKey(email);
    await this.spend(actor, creatorId, key);
    const now = this.clock.system();
    return this.db.inTransaction(async () => {
      const [on] = await this.db.sql('invitations.onTeam', `select 1 from team_member t join account a on a.id = t.account_id where t.creator_id = $1 and a.email_key = $2`, [creatorId, key]);
      if (on) throw new InvalidInput({ email: { rule: 'onTeam' } });
      const open = await this.ofPage(creatorId);
      if (open.length >= MOST_OPEN && !open.some((one) => one.addressKey === key)) throw new DomainError('many_invitations', 409);
      const [row] = await this.db.sql<Invitation>(
        'invitations.invite',
        `insert into team_invitation (creator_id, address, address_key, role, language, invited_by, sent_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (creator_id, address_key) where ${OPEN} do update set role = excluded.role, sends = team_invitation.sends + 1,
           sent_at = excluded.sent_at, expires_at = excluded.expires_at, hash = null, invited_by = excluded.invited_by
         returning ${ROW}`,
        [creatorId, email.trim(), key, role, actor.language, actor.accountId, now, plusMs(now, LIFE)],
      );
      await this.audit.note(actor, creatorId, 'memberInvited', row!.id, { role });
      await this.events.publish(new TeamInvited(row!.id, now.toISOString()));
      return row!;
    });
  }

  /** Sends the mail of an invitation again; the link in the earlier one ends. @throws NotFound for one that is not open on this page */
  async resend(actor: Actor, creatorId: string, id: string): Promise<Invitation> {
    const found = (await this.ofPage(creatorId)).find((one) => one.id === id);
    if (!found) throw new NotFound();
    return this.invite(actor, creatorId, { email: found.address, role: found.role });
  }

  /** Takes an invitation back; its link ends at once. @throws NotFound for one that is not open on this page */
  async withdraw(actor: Actor, creatorId: string, id: string): Promise<void> {
    await this.db.inTransaction(async () => {
      const rows = await this.db.sql(
        'invitations.withdraw', `update team_invitation set withdrawn_at = $3, hash = null where id = $1 and creator_id = $2 and ${OPEN} returning id`, [id, creatorId, this.clock.system()],
      );
      if (rows.length === 0) throw new NotFound();
      await this.audit.note(actor, creatorId, 'invitationWithdrawn', id);
    });
  }

  /** An open invitation with a link made anew; null when there is nothing to invite to any more. */
  async mint(id: string): Promise<{ token: string; invitation: Invitation } | null> {
    const { token, hash } = mintToken();
    const [row] = await this.db.sql<Invitation>(
      'invitations.mint', `update team_invitation set hash = $2 where id = $1 and ${OPEN} and expires_at > $3 returning ${ROW}`, [id, hash, this.clock.system()],
    );
    return row ? { token, invitation: row } : null;
  }

  /** To whom an open invitation goes; null when it is not open. */
  async peek(id: string): Promise<Invitation | null> {
    const [row] = await this.db.sql<Invitation>('invitations.peek', `select ${ROW} from team_invitation where id = $1 and ${OPEN}`, [id]);
    return row ?? null;
  }

  /** What a link stands for, while it would still work; looking uses nothing up. */
  async find(token: string): Promise<Invitation | null> {
    const [row] = await this.db.sql<Invitation>('invitations.find', `select ${ROW} from team_invitation where hash = $1 and ${OPEN} and expires_at > $2`, [hashToken(token), this.clock.system()]);
    return row ?? null;
  }

  /**
   * Whether an open invitation stands behind where somebody goes next.
   * @param address theirs, if it is known: then only one that was sent there counts
   */
  async behind(next: string | null, address: string | null): Promise<boolean> {
    const token = /^\/invitations\/([\w-]{20,100})$/.exec(next ?? '')?.[1];
    const found = token ? await this.find(token) : null;
    return found !== null && (address === null || addressKey(address) === found.addressKey);
  }

  /** Whether an invitation was sent to this person. */
  isFor(invitation: Invitation, actor: Pick<Actor, 'email' | 'proved'>): boolean {
    return actor.proved && addressKey(actor.email) === invitation.addressKey;
  }

  /**
   * Takes an invitation up, once. It belongs to the address it was sent to, and the link alone proves nothing.
   * @returns the page's id, or null for a spent link
   * @throws Forbidden for anybody else; Conflict for somebody who is on the team
   */
  async accept(actor: Actor, token: string): Promise<string | null> {
    return this.db.inTransaction(async () => {
      const found = await this.find(token);
      if (!found) return null;
      if (!this.isFor(found, actor)) throw new Forbidden('invitation_of_another');
      const now = this.clock.system();
      const [used] = await this.db.sql('invitations.accept', `update team_invitation set accepted_at = $2, hash = null where id = $1 and ${OPEN} returning id`, [found.id, now]);
      if (!used) return null;
      const [joined] = await this.db.sql(
        'invitations.join', 'insert into team_member (creator_id, account_id, role, since) values ($1, $2, $3, $4) on conflict do nothing returning account_id',
        [found.creatorId, actor.accountId, found.role, this.clock.now()],
      );
      if (!joined) throw new Conflict('on_team_already');
      await this.audit.note(actor, found.creatorId, 'invitationAccepted', found.id, { role: found.role });
      return found.creatorId;
    });
  }

  private async spend(actor: Actor, creatorId: string, key: string): Promise<void> {
    await this.limits.take(`invite account ${actor.accountId}`, 30, 86_400);
    await this.limits.take(`invite page ${creatorId}`, 30, 86_400);
    await this.limits.take(`invite address ${hashToken(key).toString('base64url')}`, 5, 86_400);
    await this.limits.take('invite all', 500, 86_400);
  }
}
