import { Injectable } from '@nestjs/common';
import { type Actor, Conflict, Database, DomainError, Events, InvalidInput, NotFound, step } from '../../platform/index.js';
import { Audit } from '../../members/index.js';
import { writeAmount } from '../../tiers/index.js';
import { Effects } from '../effects.service.js';
import { MembershipEndedByPage } from '../events.js';
import type { Payment } from '../payments/payment.entity.js';
import { Payments } from '../payments/payments.service.js';
import { isRefusal, StripeClient } from '../stripe/stripe.client.js';
import { Subscription } from '../subscription.entity.js';
import { Sync } from '../sync/sync.service.js';
import { RefundBooks } from './refund-books.query.js';
import { Refunds } from './refunds.service.js';

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
    private readonly db: Database, private readonly stripe: StripeClient, private readonly refunds: Refunds, private readonly books: RefundBooks, private readonly sync: Sync,
    private readonly payments: Payments, private readonly effects: Effects, private readonly events: Events, private readonly audit: Audit,
  ) {}

  /**
   * Gives money back. The same press again, or a second tab's, finds the refund that the first one made.
   * @throws InvalidInput for more than is left; Conflict when the payment changed since it was looked at; DomainError when Stripe will not
   */
  async give(actor: Actor, creatorId: string, payment: Payment, { amount, seen, end }: WantedRefund): Promise<void> {
    const left = payment.amount - payment.refunded;
    const made = await this.books.asked(payment, seen);
    if (made) {
      const same = amount === null ? left === 0 || left === made.amount : amount === made.amount;
      if (!same) throw new Conflict('refund_changed');
    } else {
      if (await this.books.count(payment) !== seen) throw new Conflict('refund_changed');
      if (payment.status !== 'paid' || left <= 0) throw new DomainError('nothing_to_refund', 409);
      if (amount !== null && amount > left) throw new InvalidInput({ amount: { rule: 'refundLeft' } });
    }
    const sum = made?.amount ?? amount ?? left;
    await this.send(payment, seen, sum);
    if (end) await this.end(actor, creatorId, payment);
    await this.note(actor, creatorId, payment, `${payment.invoiceId} ${seen}`, sum);
    await this.look(payment);
  }

  private async send(payment: Payment, seen: number, amount: number): Promise<void> {
    const charge = await this.books.charge(payment);
    const given = await this.refunds.give(this.books.subject(payment, seen), { charge, amount, reason: 'requested_by_customer', metadata: { reason: 'page' } }).catch(async (error: unknown) => {
      if (error instanceof Conflict) await this.look(payment);
      if (!isRefusal(error)) throw error;
      return null;
    });
    if (!given) throw new DomainError('refund_refused', 409);
  }

  /** Ends what a payment was for, at once; what ended already is as it should be. */
  private async end(actor: Actor, creatorId: string, { stripeAccount, subscriptionId, accountId }: Payment): Promise<void> {
    const row = subscriptionId && await step('pageRefund.subscription', () => this.db.repo(Subscription).findOneBy({ stripeAccount, subscriptionId }));
    if (!row || !accountId) throw new NotFound();
    if (row.endedAt) return;
    // The word goes before the deed, so that the fan's letter can say who ended it.
    await step('pageRefund.word', () => this.db.inTransaction(async () => {
      if (!await this.effects.once('ended_by_page', row.subscriptionId)) return;
      await this.audit.note(actor, creatorId, 'membershipEnded', accountId);
      await this.events.publish(new MembershipEndedByPage(accountId, creatorId, row.tierId, row.subscriptionId));
    }));
    await step('pageRefund.cancel', () => this.stripe.api.subscriptions.cancel(row.subscriptionId, { prorate: false })).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
    });
  }

  private async note(actor: Actor, creatorId: string, { accountId, currency }: Payment, cause: string, amount: number): Promise<void> {
    await step('pageRefund.note', () => this.db.inTransaction(async () => {
      if (await this.effects.once('refunded_by_page', cause)) await this.audit.note(actor, creatorId, 'moneyReturned', accountId, { amount: writeAmount(amount, currency), currency });
    }));
  }

  /** Reads back from Stripe what became of it, so that the next page says what is true. */
  private async look(payment: Payment): Promise<void> {
    const customer = await this.books.customer(payment);
    if (!customer) return;
    await this.sync.syncAfterChange(payment.stripeAccount, customer);
    await this.payments.readNow({ account: payment.stripeAccount, customer });
  }
}
