import { Injectable } from '@nestjs/common';
import { Clock, Database, DAY, hashToken, HOUR, mintToken, MINUTE, plusMs } from '../../platform/index.js';

export type Purpose = 'registration' | 'reset' | 'setup' | 'sign-in' | 'join' | 'address' | 'invitation';

/** What somebody asked for at sign-up; the account is made when the address is proved. */
export interface Registration {
  name: string;
  email: string;
  passwordHash: string;
  language: string;
  timeZone: string;
  next: string | null;
}

export interface AskedRegistration extends Registration {
  /** SHA-256, base64url, of the cookie of the browser that asked; null for a client. */
  browserHash: string | null;
}

/** What somebody asked for who wants to come in by a link, or joined as a guest. */
export interface AskedSignIn {
  next: string | null;
  browserHash: string | null;
}

/** The address somebody wants in place of the one they have. */
export interface AskedAddress {
  email: string;
  before: string;
}

/** Whom the operator wrote to. */
export interface InstallInvitation {
  email: string;
  language: string;
}

export interface LinkToken<Data = AskedRegistration> {
  id: string;
  account_id: string | null;
  data: Data | null;
}

const LIFE: Record<Purpose, number> = {
  'registration': 2 * DAY, 'reset': HOUR, 'setup': HOUR, 'sign-in': 15 * MINUTE, 'join': 7 * DAY, 'address': HOUR, 'invitation': 14 * DAY,
};

/** Single-use links. Only hashes are stored; the link itself exists from the moment its mail is built. */
@Injectable()
export class LinkTokens {
  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /** @returns the row's id; `mint` makes the link */
  async create(purpose: Purpose, accountId: string | null, data: object | null): Promise<string> {
    const now = this.clock.system();
    const [row] = await this.db.sql<{ id: string }>(
      'tokens.create',
      `insert into account_token (purpose, account_id, hash, data, created_at, expires_at) values ($1, $2, $3, $4, $5, $6) returning id`,
      [purpose, accountId, mintToken().hash, data && JSON.stringify(data), now, plusMs(now, LIFE[purpose])],
    );
    return row!.id;
  }

  /** What a link was made for, while it can still be used. */
  async peek<Data = AskedRegistration>(id: string): Promise<LinkToken<Data> | null> {
    const [row] = await this.db.sql<LinkToken<Data> & { id: string }>(
      'tokens.peek', 'select id, account_id, data from account_token where id = $1 and used_at is null and expires_at > $2', [id, this.clock.system()],
    );
    return row ?? null;
  }

  /** Makes the link anew, ending an earlier one of the same row; null when the row is used or too old. */
  async mint<Data = AskedRegistration>(id: string): Promise<{ token: string; row: LinkToken<Data> } | null> {
    const { token, hash } = mintToken();
    const [row] = await this.db.sql<LinkToken<Data> & { id: string }>(
      'tokens.mint',
      'update account_token set hash = $2 where id = $1 and used_at is null and expires_at > $3 returning id, account_id, data',
      [id, hash, this.clock.system()],
    );
    return row ? { token, row } : null;
  }

  /** Whether a link would still work; changes nothing, since scanners open links too. */
  async usable(purpose: Purpose, token: string): Promise<boolean> {
    return await this.find(purpose, token) !== null;
  }

  /** What a link stands for, while it would still work; changes nothing. */
  async find<Data = AskedRegistration>(purpose: Purpose, token: string): Promise<LinkToken<Data> | null> {
    const [row] = await this.db.sql<LinkToken<Data> & { id: string }>(
      'tokens.find',
      'select id, account_id, data from account_token where hash = $1 and purpose = $2 and used_at is null and expires_at > $3',
      [hashToken(token), purpose, this.clock.system()],
    );
    return row ?? null;
  }

  /** Uses a link up, once; null when it cannot be used. */
  async consume<Data = AskedRegistration>(purpose: Purpose, token: string): Promise<LinkToken<Data> | null> {
    const now = this.clock.system();
    const [row] = await this.db.sql<LinkToken<Data> & { id: string }>(
      'tokens.consume',
      'update account_token set used_at = $3 where hash = $1 and purpose = $2 and used_at is null and expires_at > $3 returning id, account_id, data',
      [hashToken(token), purpose, now],
    );
    return row ?? null;
  }

  /** What a link was made for, used or not; null once it is forgotten. */
  async recall<Data = AskedRegistration>(id: string): Promise<LinkToken<Data> | null> {
    const [row] = await this.db.sql<LinkToken<Data> & { id: string }>('tokens.recall', 'select id, account_id, data from account_token where id = $1', [id]);
    return row ?? null;
  }

  /** Ends every open link of a purpose for an account. */
  async end(purpose: Purpose, accountId: string): Promise<void> {
    await this.db.sql(
      'tokens.end',
      'update account_token set used_at = $3 where account_id = $1 and purpose = $2 and used_at is null',
      [accountId, purpose, this.clock.system()],
    );
  }

  async sweep(): Promise<void> {
    await this.db.sql('tokens.sweep', 'delete from account_token where expires_at < $1', [plusMs(this.clock.system(), -7 * DAY)]);
  }
}
