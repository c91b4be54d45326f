import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { Clock, Database, Events } from '../../platform/index.js';
import { Account } from '../account.entity.js';
import { AddressProved } from '../events.js';
import { PersonalData } from '../personal-data/personal-data.service.js';
import { Sessions } from './sessions.service.js';
import { LinkTokens } from './tokens.service.js';

/** What a link followed from a mail proves: the address is this person's, and so is all that was begun in its name. */
@Injectable()
export class Proofs {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
    private readonly tokens: LinkTokens,
    private readonly data: PersonalData,
    private readonly events: Events,
  ) {}

  /**
   * Proves the address of an account. Where another account has proved it already, this one and every other that only
   * typed it become part of that one; else it is proved itself, and no password or session from before survives.
   * @returns the account that has the address now, or null when the one asked for is gone
   */
  async prove(accountId: string): Promise<string | null> {
    return this.db.inTransaction(async () => {
      const repo = this.db.repo(Account);
      const asked = await repo.findOneBy({ id: accountId });
      if (!asked) return null;
      const { emailKey } = asked;
      await this.lock(emailKey);
      const owner = await repo.findOneBy({ emailKey, provedAt: Not(IsNull()) });
      if (!owner) {
        await repo.update({ id: accountId }, { provedAt: this.clock.now(), passwordHash: null });
        await this.sessions.closeAll(accountId);
        for (const purpose of ['join', 'sign-in'] as const) await this.tokens.end(purpose, accountId);
        await this.events.publish(new AddressProved(accountId));
      }
      const to = owner?.id ?? accountId;
      for (const other of await repo.findBy({ emailKey, provedAt: IsNull() })) {
        await this.sessions.closeAll(other.id);
        await this.data.adopt(other.id, to);
        await repo.delete({ id: other.id });
      }
      return to;
    });
  }

  /** Lets one transaction at a time decide whose an address is. */
  async lock(emailKey: string): Promise<void> {
    await this.db.sql('proofs.lock', "select pg_advisory_xact_lock(hashtextextended('address ' || $1::text, 0)) is null as locked", [emailKey]);
  }
}
