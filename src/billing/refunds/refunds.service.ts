import { Injectable } from '@nestjs/common';
import { Conflict, step } from '../../platform/index.js';
import { isFallen } from '../payments/fallen-refunds.js';
import { Operations } from '../stripe/operations.service.js';
import { isRefusal, type Stripe, StripeClient } from '../stripe/stripe.client.js';

/** What goes back: of which payment, how much of it (minor units; all that is left where nothing is said), and our word for why. */
export type RefundOrder = ({ payment_intent: string } | { charge: string }) & { amount?: number; reason?: 'requested_by_customer'; metadata: { reason: string; cause?: string; whole?: 'yes' } };

/** What Stripe answers where nothing is left to give back: it went back before, or the bank has taken it. */
const NOTHING_LEFT = ['charge_already_refunded', 'charge_disputed'];

/** For this cause another sum went back, of which nobody here had heard. */
export class RefundDiffers extends Conflict {
  /** @param amount what went back, in minor units */
  constructor(readonly amount: number) {
    super('refund_changed');
  }
}

/** Money that goes back, once for each cause: whatever became of the answer to an earlier try. */
@Injectable()
export class Refunds {
  constructor(private readonly stripe: StripeClient, private readonly operations: Operations) {}

  /**
   * @param cause what it is given back for; the same cause never pays twice
   * @returns the refund's id at Stripe, or null where nothing is left
   * @throws RefundDiffers where an earlier try gave another sum for this cause; whatever else Stripe refuses
   */
  async give(cause: string, order: RefundOrder): Promise<string | null> {
    const run = this.operations.run('refund', cause, named(cause, order), async (sent, idempotencyKey) => await this.given(cause, sent) ?? (await this.stripe.api.refunds.create(sent, { idempotencyKey })).id);
    return run.catch((error: unknown) => {
      if (isRefusal(error) && NOTHING_LEFT.includes(error.code ?? '')) return null;
      throw error;
    });
  }

  /** What an earlier try asked for, unless Stripe refused it. */
  async asked(cause: string): Promise<RefundOrder | null> {
    return this.operations.sent('refund', cause);
  }

  /** Begins in the transaction at hand what `give` carries out. @returns what will be sent: an earlier try's, if there is one */
  async prepare(cause: string, order: RefundOrder): Promise<RefundOrder> {
    return this.operations.prepare('refund', cause, named(cause, order));
  }

  /** The refund of an earlier try whose key is spent: Stripe keeps a 500 for a day, although the money may have gone (docs: idempotent requests). */
  private async given(cause: string, order: RefundOrder): Promise<string | undefined> {
    const of: Stripe.RefundListParams = 'charge' in order ? { charge: order.charge } : { payment_intent: order.payment_intent };
    const { data } = await step('refunds.given', () => this.stripe.api.refunds.list({ ...of, limit: 100 }));
    const found = data.find((one) => one.metadata?.cause === cause && !isFallen(one));
    if (found && order.amount !== undefined && found.amount !== order.amount) throw new RefundDiffers(found.amount);
    return found?.id;
  }
}

function named(cause: string, order: RefundOrder): RefundOrder {
  return { ...order, metadata: { ...order.metadata, cause } };
}
