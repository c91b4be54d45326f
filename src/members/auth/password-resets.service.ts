import { Injectable } from '@nestjs/common';
import { Database, Events } from '../../platform/index.js';
import { Accounts } from '../accounts.service.js';
import { PasswordResetRequested } from '../events.js';
import { hashPassword } from './password.js';
import { Sessions } from './sessions.service.js';
import { LinkTokens } from './tokens.service.js';

@Injectable()
export class PasswordResets {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly tokens: LinkTokens,
    private readonly sessions: Sessions,
    private readonly events: Events,
  ) {}

  /** Asks for a reset link. For an address nobody has here the same is written down; only no mail comes of it. */
  async request(email: string): Promise<void> {
    const account = await this.accounts.byAddress(email);
    await this.db.inTransaction(async () => {
      const id = await this.tokens.create('reset', account?.id ?? null, null);
      await this.events.publish(new PasswordResetRequested(id));
    });
  }

  /** Sets a new password, ends every session and every other reset link; the account's id, or null for a spent link. */
  async reset(token: string, password: string): Promise<string | null> {
    if (!await this.tokens.usable('reset', token)) return null;
    const passwordHash = await hashPassword(password);
    return this.db.inTransaction(async () => {
      const row = await this.tokens.consume('reset', token);
      if (!row?.account_id) return null;
      await this.accounts.setPassword(row.account_id, passwordHash);
      await this.tokens.end('reset', row.account_id);
      await this.sessions.closeAll(row.account_id);
      return row.account_id;
    });
  }
}
