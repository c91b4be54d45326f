import { Injectable } from '@nestjs/common';
import { Config, Database, seal, step, unseal } from '../../platform/index.js';
import { Subscription } from '../subscription.entity.js';

/** Another card from a mail, without signing in: a signed link that can do this one thing for one membership. */
@Injectable()
export class CardLinks {
  constructor(private readonly db: Database, private readonly config: Config) {}

  url({ stripeAccount, subscriptionId }: Pick<Subscription, 'stripeAccount' | 'subscriptionId'>): string {
    return `${this.config.publicUrl}/mail/card/${seal(this.config.secretKeys, 'card', [stripeAccount, subscriptionId])}`;
  }

  /** @returns the subscription a link of ours names, ended ones too, or null for any other text */
  async read(token: string): Promise<Subscription | null> {
    const [stripeAccount, subscriptionId] = unseal(this.config.secretKeys, 'card', token) ?? [];
    if (!stripeAccount || !subscriptionId) return null;
    return step('cardLinks.read', () => this.db.repo(Subscription).findOneBy({ stripeAccount, subscriptionId }));
  }

  /** A subscription that a mail speaks of, with its link; null when it is gone. */
  async about(subscriptionId: string): Promise<{ url: string; row: Subscription } | null> {
    const row = await step('cardLinks.about', () => this.db.repo(Subscription).findOneBy({ subscriptionId }));
    return row && { url: this.url(row), row };
  }
}
