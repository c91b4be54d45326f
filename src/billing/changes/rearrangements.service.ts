import { Injectable } from '@nestjs/common';
import { Jobs, OnJob } from '../../platform/index.js';
import { isRefusal } from '../stripe/stripe.client.js';
import { isLive } from '../sync/entitlement.js';
import { Arrangements, arranged } from './arrangements.service.js';

interface Arranged {
  subscription: string;
  /** Stripe's prices: the one to come, and the one that ran before it. */
  price: string;
  from: string;
  idempotencyKey: string;
}

/** What is arranged for the next period stands in the way of a change at once, and must not be lost where that one does not come about. */
@Injectable()
export class Rearrangements {
  constructor(private readonly jobs: Jobs, private readonly arrangements: Arrangements) {}

  /** Frees a subscription for a change; where Stripe refuses that, or this process dies over it, what was arranged is arranged again. */
  async keeping(subscription: string, idempotencyKey: string, change: () => Promise<unknown>): Promise<void> {
    const before = await this.arrangements.look(subscription);
    const coming = arranged(before);
    const kept = coming && { subscription, idempotencyKey, ...coming };
    const key = `rearrange ${subscription}`;
    if (kept) await this.jobs.addSafeguard('billing.rearrange', kept, { key });
    await this.arrangements.free(before);
    await change().catch(async (error: unknown) => {
      if (kept && isRefusal(error)) await this.again(kept).then(() => this.jobs.remove(key));
      throw error;
    });
    if (kept) await this.jobs.remove(key);
  }

  @OnJob('billing.rearrange')
  async again({ subscription, price, from, idempotencyKey }: Arranged): Promise<void> {
    const now = await this.arrangements.look(subscription);
    const stays = isLive(now.status) && !now.cancel_at_period_end && now.cancel_at === null && !now.pending_update && !now.schedule && now.items.data[0]!.price.id === from;
    if (stays) await this.arrangements.schedule(subscription, price, `${idempotencyKey} again`);
  }
}
