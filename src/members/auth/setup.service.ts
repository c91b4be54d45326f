import { Injectable } from '@nestjs/common';
import { Config, Database } from '../../platform/index.js';
import { Accounts } from '../accounts.service.js';
import { Creators } from '../creators.service.js';
import type { SetupDto } from './auth.dto.js';
import { hashPassword } from './password.js';
import { LinkTokens } from './tokens.service.js';

/** The first minutes of an empty install: one link, for one hour, makes the operator. */
@Injectable()
export class Setup {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly creators: Creators,
    private readonly tokens: LinkTokens,
    private readonly config: Config,
  ) {}

  /** The address to open, or null when somebody has an account already or this is the demo world. */
  async link(): Promise<string | null> {
    if (this.config.demo || !await this.accounts.none()) return null;
    const minted = await this.tokens.mint(await this.tokens.create('setup', null, null));
    return `${this.config.publicUrl}/setup/${minted!.token}`;
  }

  /** @returns the operator's account id, or null when the link is spent or somebody was quicker */
  async complete(token: string, wanted: SetupDto, language: string): Promise<string | null> {
    const passwordHash = await hashPassword(wanted.password);
    return this.db.inTransaction(async () => {
      if (!await this.tokens.consume('setup', token) || !await this.accounts.none()) return null;
      const { account } = await this.accounts.register(
        { name: wanted.name, email: wanted.email, passwordHash, language, timeZone: 'UTC', next: null }, true,
      );
      if (wanted.handle) await this.creators.open(account.id, { handle: wanted.handle, name: wanted.creatorName || wanted.name, language });
      return account.id;
    });
  }
}
