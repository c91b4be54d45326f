import { Injectable } from '@nestjs/common';
import { Config, seal, unseal } from '../../platform/index.js';
import { type Membership, Memberships } from '../../access/index.js';

/** Withdrawing from a mail, without signing in: a signed link that can do this one thing to one membership. */
@Injectable()
export class WithdrawalLinks {
  constructor(private readonly config: Config, private readonly memberships: Memberships) {}

  url({ id, accountId, creatorId }: Pick<Membership, 'id' | 'accountId' | 'creatorId'>): string {
    return `${this.config.publicUrl}/mail/withdrawal/${seal(this.config.secretKeys, 'withdraw', [accountId, creatorId, id])}`;
  }

  /** @returns the live membership a link of ours names, or null for any other text and for one that was left */
  async read(token: string): Promise<Membership | null> {
    const [accountId, creatorId, id] = unseal(this.config.secretKeys, 'withdraw', token) ?? [];
    const membership = accountId && creatorId ? await this.memberships.find(accountId, creatorId) : null;
    return membership?.id === id ? membership : null;
  }
}
