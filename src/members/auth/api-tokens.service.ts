import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Database, DAY, hashToken, HOUR, mintToken, plusMs } from '../../platform/index.js';
import type { Scope } from './permits.js';

/** Tells an API token from a session's, to people and to scanners of leaked secrets. */
const PREFIX = 'thousand_';
/** When a token was last used is kept to the hour. */
const COARSE = HOUR;

export interface ApiToken {
  id: string;
  name: string;
  scopes: Scope[];
  created_at: Date;
  expires_at: Date | null;
  used_at: Date | null;
}

/** Keys for programs: named, narrow, and gone with one press. Stored as hashes; the key itself is shown once. */
@Injectable()
export class ApiTokens {
  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /** @param days after which it ends by itself; null for never. @returns the row's id, and the key */
  async make(accountId: string, name: string, scopes: Scope[], days: number | null): Promise<{ id: string; token: string }> {
    const token = PREFIX + mintToken().token;
    const now = this.clock.system();
    const [row] = await this.db.sql<{ id: string }>(
      'apiToken.make', 'insert into api_token (account_id, name, scopes, token_hash, created_at, expires_at) values ($1, $2, $3, $4, $5, $6) returning id',
      [accountId, name, scopes, hashToken(token), now, days === null ? null : plusMs(now, days * DAY)],
    );
    return { id: row!.id, token };
  }

  static isOne(token: string): boolean {
    return token.startsWith(PREFIX);
  }

  /** The person behind a key, with what it may. */
  async actor(token: string): Promise<Actor | null> {
    const now = this.clock.system();
    const [row] = await this.db.sql<Omit<Actor, 'via'> & { stale: boolean }>(
      'apiToken.actor',
      `select k.id as "sessionId", k.scopes, a.id as "accountId", a.name, a.email, a.language, a.time_zone as "timeZone", a.proved_at is not null as proved,
         a.operator_since is not null as operator, exists (select 1 from team_member t where t.account_id = a.id) as works,
         k.used_at is null or k.used_at < $3 as stale
       from api_token k join account a on a.id = k.account_id where k.token_hash = $1 and (k.expires_at is null or k.expires_at > $2)`,
      [hashToken(token), now, plusMs(now, -COARSE)],
    );
    if (!row) return null;
    const { stale, ...actor } = row;
    if (stale) await this.db.sql('apiToken.used', 'update api_token set used_at = $2 where id = $1', [actor.sessionId, now]);
    return { ...actor, via: 'token' };
  }

  /** Somebody's keys that still work, newest first. */
  async ofAccount(accountId: string): Promise<ApiToken[]> {
    return this.db.sql<ApiToken & { id: string }>(
      'apiToken.ofAccount',
      'select id, name, scopes, created_at, expires_at, used_at from api_token where account_id = $1 and (expires_at is null or expires_at > $2) order by created_at desc, id',
      [accountId, this.clock.system()],
    );
  }

  /** Ends a key. @returns whether there was one of this person's */
  async revoke(accountId: string, id: string): Promise<boolean> {
    return (await this.db.sql('apiToken.revoke', 'delete from api_token where id = $2 and account_id = $1 returning id', [accountId, id])).length > 0;
  }

  async sweep(): Promise<void> {
    await this.db.sql('apiToken.sweep', 'delete from api_token where expires_at < $1', [this.clock.system()]);
  }
}
