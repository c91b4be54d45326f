import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Database, DAY, hashToken, HOUR, mintToken, MINUTE, plusMs } from '../../platform/index.js';

const LIFE = 60 * DAY;
/** How long a press on a link in a mail stands for the password. */
const FRESH = 15 * MINUTE;
/** When somebody was last here is kept to the hour: nobody needs it finer, and most requests then write nothing. */
const COARSE = HOUR;

/** What opened a session: a password, a link in a mail, or joining as a guest, which proves nothing. */
export type Opening = 'password' | 'link' | 'join';

export interface NewSession {
  token: string;
  expiresAt: Date;
}

export interface Session {
  id: string;
  kind: Actor['via'];
  device: string;
  created_at: Date;
  seen_at: Date;
}

/** Who is signed in where: an opaque token in a cookie or, for clients, in `Authorization: Bearer`. */
@Injectable()
export class Sessions {
  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /** @returns the token, which is stored nowhere else */
  async open(accountId: string, kind: Actor['via'], by: Opening, device: string): Promise<NewSession> {
    const { token, hash } = mintToken();
    const now = this.clock.system();
    const expiresAt = plusMs(now, LIFE);
    await this.db.sql(
      'session.open',
      'insert into session (account_id, token_hash, kind, created_at, seen_at, expires_at, opened_by, device) values ($1, $2, $3, $4, $4, $5, $6, $7)',
      [accountId, hash, kind, now, expiresAt, by, device],
    );
    return { token, expiresAt };
  }

  /** The person behind a token, in one statement. */
  async actor(token: string, kind: Actor['via']): Promise<Actor | null> {
    const now = this.clock.system();
    const [row] = await this.db.sql<Omit<Actor, 'via' | 'scopes'> & { stale: boolean }>(
      'session.actor',
      `select s.id as "sessionId", a.id as "accountId", a.name, a.email, a.language, a.time_zone as "timeZone", a.proved_at is not null as proved,
         a.operator_since is not null as operator, exists (select 1 from team_member t where t.account_id = a.id) as works, s.seen_at < $4 as stale
       from session s join account a on a.id = s.account_id
       where s.token_hash = $1 and s.kind = $2 and s.expires_at > $3`,
      [hashToken(token), kind, now, plusMs(now, -COARSE)],
    );
    if (!row) return null;
    const { stale, ...actor } = row;
    if (stale) await this.db.sql('session.seen', 'update session set seen_at = $2 where id = $1', [actor.sessionId, now]);
    return { ...actor, via: kind, scopes: null };
  }

  /** Where somebody is signed in, newest sign of life first. */
  async ofAccount(accountId: string): Promise<Session[]> {
    return this.db.sql<Session & { id: string }>(
      'session.ofAccount', 'select id, kind, device, created_at, seen_at from session where account_id = $1 and expires_at > $2 order by seen_at desc, id',
      [accountId, this.clock.system()],
    );
  }

  /** Whether this session began with a link in a mail, a moment ago: as good as a password. */
  async isFresh(sessionId: string): Promise<boolean> {
    const rows = await this.db.sql(
      'session.fresh', "select id from session where id = $1 and opened_by = 'link' and created_at > $2", [sessionId, plusMs(this.clock.system(), -FRESH)],
    );
    return rows.length > 0;
  }

  async close(sessionId: string): Promise<void> {
    await this.db.sql('session.close', 'delete from session where id = $1', [sessionId]);
  }

  /** Ends one of somebody's sessions. @returns whether there was one */
  async closeOf(accountId: string, sessionId: string): Promise<boolean> {
    return (await this.db.sql('session.closeOf', 'delete from session where id = $2 and account_id = $1 returning id', [accountId, sessionId])).length > 0;
  }

  /** Ends the session behind a cookie that is being replaced. */
  async closeByToken(token: string): Promise<void> {
    await this.db.sql('session.closeByToken', 'delete from session where token_hash = $1', [hashToken(token)]);
  }

  /** Signs an account out everywhere, or everywhere but in one session. */
  async closeAll(accountId: string, but: string | null = null): Promise<void> {
    await this.db.sql('session.closeAll', 'delete from session where account_id = $1 and id is distinct from $2', [accountId, but]);
  }

  async sweep(): Promise<void> {
    await this.db.sql('session.sweep', 'delete from session where expires_at < $1', [this.clock.system()]);
  }
}
