import { Injectable } from '@nestjs/common';
import { Database, DomainError } from '../../platform/index.js';
import type { Payment } from '../payments/payment.entity.js';

/** One refund of a payment, as Stripe told of it last. */
export interface RefundLine {
  id: string;
  amount: number;
  currency: string;
  /** Stripe's: `pending`, `requires_action`, `succeeded`, `failed` or `canceled`. */
  status: string;
  createdAt: Date;
}

/** What went back of a payment, and by which charge it came. */
@Injectable()
export class RefundBooks {
  constructor(private readonly db: Database) {}

  /** Every refund of these invoices, failed ones too, oldest first, by invoice. */
  async of(invoiceIds: string[]): Promise<Map<string, RefundLine[]>> {
    const rows = await this.db.sql<RefundLine & { invoice: string }>(
      'refunds.of',
      `select c.invoice_id as invoice, r.refund_id as id, r.amount, r.currency, r.status, r.created_at as "createdAt"
       from refund r join payment_charge c on c.stripe_account = r.stripe_account and c.charge_id = r.charge_id where c.invoice_id = any($1) order by r.created_at, r.refund_id`,
      [invoiceIds],
    );
    return Map.groupBy(rows, (row) => row.invoice);
  }

  async byId(refundId: string): Promise<Pick<RefundLine, 'amount' | 'currency' | 'createdAt'> | null> {
    const [row] = await this.db.sql<Pick<RefundLine, 'amount' | 'currency' | 'createdAt'>>('refunds.byId', 'select amount, currency, created_at as "createdAt" from refund where refund_id = $1', [refundId]);
    return row ?? null;
  }

  async count(payment: Payment): Promise<number> {
    return (await this.of([payment.invoiceId])).get(payment.invoiceId)?.length ?? 0;
  }

  /** @throws DomainError for a payment that no charge of ours made, e.g. one out of a customer's balance */
  async charge({ stripeAccount, invoiceId }: Payment): Promise<string> {
    const [row] = await this.db.sql<{ charge_id: string }>(
      'refunds.charge',
      `select charge_id from payment_charge where stripe_account = $1 and invoice_id = $2 and status = 'succeeded' order by refunded < amount desc, created_at desc limit 1`, [stripeAccount, invoiceId],
    );
    if (!row) throw new DomainError('nothing_to_refund', 409);
    return row.charge_id;
  }

  async customer({ stripeAccount, invoiceId }: Payment): Promise<string | null> {
    const [row] = await this.db.sql<{ customer: string | null }>(
      'refunds.customer', 'select customer_id as customer from payment_charge where stripe_account = $1 and invoice_id = $2 and customer_id is not null limit 1', [stripeAccount, invoiceId],
    );
    return row?.customer ?? null;
  }
}
