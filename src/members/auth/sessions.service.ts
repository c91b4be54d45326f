import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Database, DAY, hashToken, mintToken, plusMs } from '../../platform/index.js';

const LIFE = 60 * DAY;

export interface NewSession {
  token: string;
  expiresAt: Date;
}

/** Who is signed in where: an opaque token in a cookie or, for clients, in `Authorization: Bearer`. */
@Injectable()
export class Sessions {
  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /** @returns the token, which is stored nowhere else */
  async open(accountId: string, kind: Actor['via']): Promise<NewSession> {
    const { token, hash } = mintToken();
    const now = this.clock.system();
    const expiresAt = plusMs(now, LIFE);
    await this.db.sql(
      'session.open',
      'insert into session (account_id, token_hash, kind, created_at, expires_at) values ($1, $2, $3, $4, $5)',
      [accountId, hash, kind, now, expiresAt],
    );
    return { token, expiresAt };
  }

  /** The person behind a token, in one statement. */
  async actor(token: string, kind: Actor['via']): Promise<Actor | null> {
    const [row] = await this.db.sql<Omit<Actor, 'via'>>(
      'session.actor',
      `select s.id as "sessionId", a.id as "accountId", a.name, a.email, a.language, a.time_zone as "timeZone",
         a.operator_since is not null as operator, exists (select 1 from team_member t where t.account_id = a.id) as works
       from session s join account a on a.id = s.account_id
       where s.token_hash = $1 and s.kind = $2 and s.expires_at > $3`,
      [hashToken(token), kind, this.clock.system()],
    );
    return row ? { ...row, via: kind } : null;
  }

  async close(sessionId: string): Promise<void> {
    await this.db.sql('session.close', 'delete from session where id = $1', [sessionId]);
  }

  /** Ends the session behind a cookie that is being replaced. */
  async closeByToken(token: string): Promise<void> {
    await this.db.sql('session.closeByToken', 'delete from session where token_hash = $1', [hashToken(token)]);
  }

  /** Signs an account out everywhere. */
  async closeAll(accountId: string): Promise<void> {
    await this.db.sql('session.closeAll', 'delete from session where account_id = $1', [accountId]);
  }

  async sweep(): Promise<void> {
    await this.db.sql('session.sweep', 'delete from session where expires_at < $1', [this.clock.system()]);
  }
}
