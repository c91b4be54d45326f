import { Injectable } from '@nestjs/common';
import { type Actor, Conflict, Database, DomainError, InvalidInput, Jobs, NotFound, step } from '../../platform/index.js';
import type { Payment } from '../payments/payment.entity.js';
import { isRefusal } from '../stripe/stripe.client.js';
import { PageEndings } from './page-endings.service.js';
import { type OrderedRefund, PageRefundWork } from './page-refund-work.service.js';
import { RefundBooks } from './refund-books.query.js';
import { RefundDiffers, type RefundOrder, Refunds } from './refunds.service.js';

/** What a page's owner gives back. */
export interface WantedRefund {
  /** Minor units; null for all that is left. */
  amount: number | null;
  /** How many refunds of this payment the owner had seen. */
  seen: number;
  /** End the membership now, too. */
  end: boolean;
}

/** Money that a page's owner gives back, whole or in part, and memberships that they end at once. */
@Injectable()
export class PageRefunds {
  constructor(
    private readonly db: Database, private readonly jobs: Jobs, private readonly refunds: Refunds, private readonly books: RefundBooks,
    private readonly endings: PageEndings, private readonly work: PageRefundWork,
  ) {}

  /**
   * Gives money back. The same press again, or a second tab's, finds the refund that the first one made.
   * @throws InvalidInput for more than is left; Conflict when the payment changed since it was looked at; NotFound where there is
   *   nothing to end; DomainError when Stripe will not
   */
  async give({ accountId: by }: Pick<Actor, 'accountId'>, creatorId: string, payment: Payment, { amount, seen, end }: WantedRefund): Promise<void> {
    const { stripeAccount: account, invoiceId: invoice } = payment;
    const cause = `page ${invoice} ${seen}`;
    const { sum, whole } = await this.sum(cause, payment, amount, seen);
    if (end && !await this.endings.endable(payment)) throw new NotFound();
    const order: RefundOrder = { charge: await this.books.charge(payment), amount: sum, reason: 'requested_by_customer', metadata: { reason: 'page', ...(whole && { whole: 'yes' }) } };
    const ordered = { by, creatorId, account, invoice, cause, order, end };
    await this.begin(ordered);
    const given = await this.work.carryOut(ordered).catch(async (error: unknown) => {
      if (isRefusal(error)) return false;
      if (error instanceof RefundDiffers) await this.jobs.remove(cause);
      throw error;
    });
    await this.jobs.remove(cause);
    if (!given) throw new DomainError('refund_refused', 409);
  }

  /** How much goes back, in minor units, and whether that is all that was left: what an earlier press asked for, or what this one may. */
  private async sum(cause: string, payment: Payment, amount: number | null, seen: number): Promise<{ sum: number; whole: boolean }> {
    const left = payment.amount - payment.refunded;
    const made = await this.refunds.asked(cause);
    if (made) {
      const whole = made.metadata.whole === 'yes';
      if (amount === null ? !whole : amount !== made.amount) throw new Conflict('refund_changed');
      return { sum: made.amount!, whole };
    }
    if (await this.books.count(payment) !== seen) throw new Conflict('refund_changed');
    if (payment.status !== 'paid' || left <= 0) throw new DomainError('nothing_to_refund', 409);
    if (amount !== null && amount > left) throw new InvalidInput({ amount: { rule: 'refundLeft' } });
    return { sum: amount ?? left, whole: amount === null || amount === left };
  }

  /** Written down with the job that finishes what a crash leaves half done. */
  private async begin(ordered: OrderedRefund): Promise<void> {
    await step('pageRefund.begin', () => this.db.inTransaction(async () => {
      const { amount } = await this.refunds.prepare(ordered.cause, ordered.order);
      if (amount !== ordered.order.amount) throw new Conflict('refund_changed');
      await this.jobs.addSafeguard('billing.giveBack', ordered, { key: ordered.cause });
    }));
  }
}
