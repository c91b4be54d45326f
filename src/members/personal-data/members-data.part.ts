import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, DomainError } from '../../platform/index.js';
import { Account } from '../account.entity.js';
import { PersonalData, type PersonalPart } from './personal-data.service.js';

/** The account itself, its doors and keys, and the pages somebody works for. */
@Injectable()
export class MembersData implements PersonalPart, OnModuleInit {
  readonly name = 'members';

  constructor(private readonly data: PersonalData, private readonly db: Database) {}

  onModuleInit(): void {
    this.data.register(this);
  }

  async export(accountId: string): Promise<object> {
    const [account] = await this.db.sql(
      'membersData.account',
      `select id, name, email, language, time_zone as "timeZone", created_at as "createdAt", proved_at as "addressProvedAt", operator_since as "operatorSince",
         password_hash is not null as "hasPassword" from account where id = $1`, [accountId],
    );
    const sessions = await this.db.sql(
      'membersData.sessions', 'select kind, device, opened_by as "openedBy", created_at as since, seen_at as "lastSeen" from session where account_id = $1 order by created_at', [accountId],
    );
    const apiTokens = await this.db.sql(
      'membersData.tokens', 'select name, scopes, created_at as "createdAt", expires_at as "expiresAt", used_at as "lastUsed" from api_token where account_id = $1 order by created_at', [accountId],
    );
    const pages = await this.db.sql(
      'membersData.pages', 'select c.handle, c.name, t.role, t.since from team_member t join creator c on c.id = t.creator_id where t.account_id = $1 order by t.since', [accountId],
    );
    const acts = await this.db.sql(
      'membersData.acts', 'select c.handle as creator, e.act, e.at from audit_entry e left join creator c on c.id = e.creator_id where e.actor_id = $1 order by e.id', [accountId],
    );
    const pageRequests = await this.db.sql(
      'membersData.pageRequests', 'select name, handle, why, asked_at as "askedAt", decided_at as "decidedAt", approved from page_request where account_id = $1 order by asked_at', [accountId],
    );
    const invitations = await this.db.sql(
      'membersData.invitations',
      `select c.handle as creator, i.role, i.sent_at as "sentAt", i.accepted_at as "acceptedAt" from team_invitation i join creator c on c.id = i.creator_id
       where i.address_key = (select email_key from account where id = $1) order by i.sent_at`, [accountId],
    );
    return { account, sessions, apiTokens, pages, pageRequests, invitations, acts };
  }

  /** `only_owner`, naming the page that would be left without one; `only_operator` of a running install. */
  async obstacle(accountId: string): Promise<DomainError | null> {
    const [page] = await this.db.sql<{ name: string }>(
      'membersData.onlyOwner',
      `select c.name from team_member t join creator c on c.id = t.creator_id where t.account_id = $1 and t.role = 'owner' and c.closing_begun_at is null
         and not exists (select 1 from team_member o where o.creator_id = t.creator_id and o.role = 'owner' and o.account_id <> $1) order by t.since limit 1`,
      [accountId],
    );
    if (page) return new DomainError('only_owner', 409, { page: page.name });
    const [last] = await this.db.sql(
      'membersData.onlyOperator',
      'select id from account where id = $1 and operator_since is not null and not exists (select 1 from account o where o.operator_since is not null and o.id <> $1)', [accountId],
    );
    return last ? new DomainError('only_operator', 409) : null;
  }

  /** The row goes last, and with it everything that is nothing without it. What staff did stays, under a number that is nobody's. */
  async erase(accountId: string): Promise<void> {
    await this.db.inTransaction(async () => {
      const account = await this.db.repo(Account).findOneBy({ id: accountId });
      if (!account) return;
      await this.db.sql(
        'membersData.eraseLinks', "delete from account_token where account_id = $1 or lower(data->>'email') = lower($2) or lower(data->>'before') = lower($2)", [accountId, account.email],
      );
      await this.db.sql('membersData.eraseInvitations', 'delete from team_invitation where address_key = $1', [account.emailKey]);
      for (const [name, text] of OWN) await this.db.sql(`membersData.${name}`, text, [accountId]);
    });
  }
}

const OWN = [
  ['eraseSessions', 'delete from session where account_id = $1'], ['eraseTokens', 'delete from api_token where account_id = $1'],
  ['eraseRequests', 'delete from page_request where account_id = $1'], ['eraseTeam', 'delete from team_member where account_id = $1'], ['eraseAccount', 'delete from account where id = $1'],
] as const;
