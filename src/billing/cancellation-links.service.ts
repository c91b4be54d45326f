import { Injectable } from '@nestjs/common';
import { Config, seal, unseal } from '../platform/index.js';
import { type Membership, Memberships } from '../access/index.js';

/** Leaving from a mail, without signing in: a signed link that can do this one thing to one membership, while it lasts. */
@Injectable()
export class CancellationLinks {
  constructor(private readonly config: Config, private readonly memberships: Memberships) {}

  url({ id, accountId, creatorId }: Membership): string {
    return `${this.config.publicUrl}/mail/cancellation/${seal(this.config.secretKeys, 'cancel', [accountId, creatorId, id])}`;
  }

  /** @returns the live membership a link of ours names, or null for any other text and for one that has ended */
  async read(token: string): Promise<Membership | null> {
    const [accountId, creatorId, id] = unseal(this.config.secretKeys, 'cancel', token) ?? [];
    const membership = accountId && creatorId ? await this.memberships.find(accountId, creatorId) : null;
    return membership?.id === id ? membership : null;
  }
}
