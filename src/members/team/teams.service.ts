import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Database, DomainError, Events, NotFound } from '../../platform/index.js';
import { Audit } from '../audit/audit.service.js';
import { Creator } from '../creator.entity.js';
import { OwnershipMoved, TeamRoleChanged, TeamRoleEnded } from './events.js';
import { TeamMember, type Role } from '../team-member.entity.js';
import type { GivenRole } from './team.dto.js';

export interface TeamRow {
  accountId: string;
  name: string;
  email: string;
  role: Role;
  since: Date;
}

/**
 * Who works for a page. It has exactly one owner at every instant: an index refuses a second, a trigger refuses none, and
 * every change holds the page's row, so that two at once come one after the other.
 */
@Injectable()
export class Teams {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly audit: Audit, private readonly events: Events) {}

  /** Everybody on a page's team: the owner first, then in the order they came. */
  async ofPage(creatorId: string): Promise<TeamRow[]> {
    return this.db.sql(
      'teams.ofPage',
      `select t.account_id as "accountId", a.name, a.email, t.role, t.since from team_member t join account a on a.id = t.account_id
       where t.creator_id = $1 order by t.role <> 'owner', t.since, a.name`,
      [creatorId],
    );
  }

  /** Changes what somebody may do. @throws NotFound for somebody who is not on the team; DomainError `owner_hands_over` for the owner */
  async changeRole(actor: Actor, creatorId: string, accountId: string, role: GivenRole): Promise<void> {
    await this.alone(actor, creatorId, async () => {
      const member = await this.given(creatorId, accountId);
      if (member.role === role) return;
      await this.db.repo(TeamMember).update({ creatorId, accountId }, { role });
      await this.audit.note(actor, creatorId, 'roleChanged', accountId, { roleBefore: member.role, role });
      await this.events.publish(new TeamRoleChanged(creatorId, accountId, role, this.clock.system().toISOString()));
    });
  }

  /** Ends somebody's work on a page. @throws as `changeRole` */
  async end(actor: Actor, creatorId: string, accountId: string): Promise<void> {
    await this.alone(actor, creatorId, async () => {
      const member = await this.given(creatorId, accountId);
      await this.db.repo(TeamMember).delete({ creatorId, accountId });
      await this.audit.note(actor, creatorId, 'roleEnded', accountId, { role: member.role });
      await this.events.publish(new TeamRoleEnded(creatorId, accountId, this.clock.system().toISOString()));
    });
  }

  /** Leaves a team oneself. @throws DomainError `owner_hands_over` for the owner, who must hand the page over or close it first */
  async leave(actor: Actor, creatorId: string): Promise<void> {
    await this.db.inTransaction(async () => {
      await this.lock(creatorId);
      const member = await this.given(creatorId, actor.accountId);
      await this.db.repo(TeamMember).delete({ creatorId, accountId: actor.accountId });
      await this.audit.note(actor, creatorId, 'teamLeft', actor.accountId, { role: member.role });
    });
  }

  /** Hands a page over to somebody who is on its team already; who had it goes on as an editor. @throws NotFound for anybody else */
  async handOver(actor: Actor, creatorId: string, accountId: string): Promise<void> {
    await this.alone(actor, creatorId, async () => {
      await this.given(creatorId, accountId);
      await this.db.repo(TeamMember).update({ creatorId, accountId: actor.accountId }, { role: 'editor' });
      await this.db.repo(TeamMember).update({ creatorId, accountId }, { role: 'owner' });
      await this.audit.note(actor, creatorId, 'ownershipMoved', accountId);
      await this.events.publish(new OwnershipMoved(creatorId, actor.accountId, accountId, this.clock.system().toISOString()));
    });
  }

  /** The pages of which somebody is the owner. */
  async ownedBy(accountId: string): Promise<string[]> {
    return (await this.db.repo(TeamMember).findBy({ accountId, role: 'owner' })).map((one) => one.creatorId);
  }

  /** Runs `work` while nobody else changes this team, if the actor still owns it once it is their turn. */
  private async alone(actor: Actor, creatorId: string, work: () => Promise<void>): Promise<void> {
    await this.db.inTransaction(async () => {
      await this.lock(creatorId);
      if (!await this.db.repo(TeamMember).existsBy({ creatorId, accountId: actor.accountId, role: 'owner' })) throw new DomainError('not_your_role', 403);
      await work();
    });
  }

  private async lock(creatorId: string): Promise<void> {
    await this.db.repo(Creator).findOneOrFail({ where: { id: creatorId }, lock: { mode: 'pessimistic_write' } });
  }

  private async given(creatorId: string, accountId: string): Promise<TeamMember> {
    const member = await this.db.repo(TeamMember).findOneBy({ creatorId, accountId });
    if (!member) throw new NotFound();
    if (member.role === 'owner') throw new DomainError('owner_hands_over', 409);
    return member;
  }
}
