import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/index.js';
import { Stories, type StoryLine } from '../../access/index.js';
import type { Payment } from './payment.entity.js';

/** What a member paid, what failed and what went back; for the owner's eyes. */
@Injectable()
export class PaymentStory implements OnModuleInit {
  constructor(private readonly stories: Stories, private readonly db: Database) {}

  onModuleInit(): void {
    this.stories.register((...asked) => this.tell(...asked));
  }

  private async tell(creatorId: string, accountId: string, most: number): Promise<StoryLine[]> {
    const payments = await this.db.sql<Pick<Payment, 'status' | 'amount' | 'refunded' | 'currency' | 'attempts'> & { at: Date }>(
      'story.payments',
      `select coalesce(paid_at, created_at) as at, status, amount, refunded, currency, attempts from payment
       where creator_id = $1 and account_id = $2 and amount > 0 order by created_at desc limit $3`,
      [creatorId, accountId, most],
    );
    return payments.flatMap(({ at, status, amount, refunded, currency, attempts }): StoryLine[] => [
      ...(status === 'paid' ? [{ at, kind: 'charged', money: { amount, currency } }] : []),
      ...(status === 'open' && attempts > 0 ? [{ at, kind: 'failed', money: { amount, currency } }] : []),
      ...(refunded > 0 ? [{ at, kind: 'refunded', money: { amount: refunded, currency } }] : []),
    ]);
  }
}
