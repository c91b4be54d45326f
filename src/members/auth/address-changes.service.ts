import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { type Actor, Database, DomainError, Events, Forbidden } from '../../platform/index.js';
import { Account } from '../account.entity.js';
import { addressKey } from '../email-address.js';
import { AddressChanged, AddressChangeRequested } from '../events.js';
import { Proofs } from './proofs.service.js';
import { type AskedAddress, LinkTokens } from './tokens.service.js';

/** Another address: asked for here, confirmed there, told to the old one. */
@Injectable()
export class AddressChanges {
  constructor(
    private readonly db: Database,
    private readonly tokens: LinkTokens,
    private readonly proofs: Proofs,
    private readonly events: Events,
  ) {}

  /** Asks the new address; whether somebody has it shows only to who reads its mail. */
  async request(actor: Actor, email: string): Promise<void> {
    await this.db.inTransaction(async () => {
      await this.tokens.end('address', actor.accountId);
      const id = await this.tokens.create('address', actor.accountId, { email, before: actor.email } satisfies AskedAddress);
      await this.events.publish(new AddressChangeRequested(id));
    });
  }

  /** The address a link would set, while it would. */
  async look(token: string): Promise<string | null> {
    return (await this.tokens.find<AskedAddress>('address', token))?.data?.email ?? null;
  }

  /**
   * Sets the address, for who asked for it and is signed in: a stranger's link never moves one's own account.
   * @throws DomainError `link_spent`, `address_in_use`; Forbidden `not_your_link`
   */
  async confirm(actor: Actor, token: string): Promise<void> {
    await this.db.inTransaction(async () => {
      const row = await this.tokens.consume<AskedAddress>('address', token);
      if (!row?.data || !row.account_id) throw new DomainError('link_spent', 410);
      if (row.account_id !== actor.accountId) throw new Forbidden('not_your_link');
      const { email } = row.data;
      const emailKey = addressKey(email);
      await this.proofs.lock(emailKey);
      if (await this.db.repo(Account).existsBy({ emailKey, provedAt: Not(IsNull()), id: Not(actor.accountId) })) throw new DomainError('address_in_use', 409);
      await this.db.repo(Account).update({ id: actor.accountId }, { email, emailKey });
      // Links that went to the old address open nothing any more, and what was begun under the new one is theirs.
      for (const purpose of ['reset', 'sign-in'] as const) await this.tokens.end(purpose, actor.accountId);
      await this.proofs.prove(actor.accountId);
      await this.events.publish(new AddressChanged(row.id));
    });
  }
}
