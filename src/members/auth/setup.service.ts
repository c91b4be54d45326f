import { Injectable } from '@nestjs/common';
import { Config, Database, InvalidInput } from '../../platform/index.js';
import { Accounts } from '../accounts.service.js';
import { Creators } from '../creators.service.js';
import type { SetupDto } from './auth.dto.js';
import { hashPassword } from './password.js';
import { LinkTokens } from './tokens.service.js';

/** The first minutes of an install that nobody runs: one link, for one hour, makes the operator. */
@Injectable()
export class Setup {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly creators: Creators,
    private readonly tokens: LinkTokens,
    private readonly config: Config,
  ) {}

  /** The address to open, or null when there is an operator already or this is the demo world. */
  async link(): Promise<string | null> {
    if (this.config.demo || !await this.accounts.noOperator()) return null;
    const minted = await this.tokens.mint(await this.tokens.create('setup', null, null));
    return `${this.config.publicUrl}/setup/${minted!.token}`;
  }

  /**
   * @returns the operator's account id, or null when the link is spent or somebody was quicker
   * @throws InvalidInput when the address has an account, whose password we do not know, or the handle is taken; the link stays usable
   */
  async complete(token: string, wanted: SetupDto, language: string): Promise<string | null> {
    if (!await this.tokens.usable('setup', token)) return null;
    const passwordHash = await hashPassword(wanted.password);
    return this.db.inTransaction(async () => {
      if (!await this.tokens.consume('setup', token) || !await this.accounts.noOperator()) return null;
      const { account, isNew } = await this.accounts.register(
        { name: wanted.name, email: wanted.email, passwordHash, language, timeZone: 'UTC', next: null }, true,
      );
      if (!isNew) throw new InvalidInput({ email: { rule: 'emailTaken' } });
      if (wanted.handle) await this.creators.open(account.id, { handle: wanted.handle, name: wanted.creatorName || wanted.name, language });
      return account.id;
    });
  }
}
