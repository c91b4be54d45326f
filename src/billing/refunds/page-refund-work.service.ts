import { Injectable } from '@nestjs/common';
import { Database, OnJob, step } from '../../platform/index.js';
import { Audit } from '../../members/index.js';
import { writeAmount } from '../../tiers/index.js';
import { Effects } from '../effects.service.js';
import { Payment } from '../payments/payment.entity.js';
import { Payments } from '../payments/payments.service.js';
import { isRefusal } from '../stripe/stripe.client.js';
import { Sync } from '../sync/sync.service.js';
import { PageEndings } from './page-endings.service.js';
import { RefundBooks } from './refund-books.query.js';
import { RefundDiffers, type RefundOrder, Refunds } from './refunds.service.js';

/** What somebody who may has decided to give back. */
export interface OrderedRefund {
  /** The account that decided it. */
  by: string;
  creatorId: string;
  /** Stripe's account and its invoice. */
  account: string;
  invoice: string;
  cause: string;
  order: RefundOrder;
  /** The membership ends now, too. */
  end: boolean;
}

/** Carries out what a page gives back, as often as it takes. */
@Injectable()
export class PageRefundWork {
  constructor(
    private readonly db: Database, private readonly refunds: Refunds, private readonly books: RefundBooks, private readonly endings: PageEndings, private readonly effects: Effects,
    private readonly audit: Audit, private readonly sync: Sync, private readonly payments: Payments,
  ) {}

  /**
   * @returns whether it went back, by this try or an earlier one
   * @throws RefundDiffers where another sum went back instead, which is written down as well
   */
  async carryOut(ordered: OrderedRefund): Promise<boolean> {
    const { by, account: stripeAccount, invoice: invoiceId, cause, order, end } = ordered;
    const payment = await step('pageRefund.payment', () => this.db.repo(Payment).findOneByOrFail({ stripeAccount, invoiceId }));
    const given = await this.refunds.give(cause, order).catch((error: unknown) => {
      if (error instanceof RefundDiffers) return error;
      throw error;
    });
    if (!given) return false;
    const differs = given instanceof RefundDiffers;
    if (end && !differs) await this.endings.end(by, payment);
    await this.note(ordered, payment, differs ? given.amount : order.amount!);
    await this.look(payment);
    if (differs) throw given;
    return true;
  }

  /** What the web that was asked did not come to the end of. */
  @OnJob('billing.giveBack')
  async finish(ordered: OrderedRefund): Promise<void> {
    await this.carryOut(ordered).catch((error: unknown) => {
      if (!isRefusal(error) && !(error instanceof RefundDiffers)) throw error;
    });
  }

  private async note({ by, creatorId, cause }: OrderedRefund, { accountId, currency }: Payment, amount: number): Promise<void> {
    await step('pageRefund.note', () => this.db.inTransaction(async () => {
      if (await this.effects.once('refunded_by_page', cause)) await this.audit.note({ accountId: by }, creatorId, 'moneyReturned', accountId, { amount: writeAmount(amount, currency), currency });
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
