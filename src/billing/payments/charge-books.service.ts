import { Injectable } from '@nestjs/common';
import { Database, fromUnix, step } from '../../platform/index.js';
import { Disputes } from '../disputes/disputes.service.js';
import { type Stripe, StripeClient } from '../stripe/stripe.client.js';
import { idOf } from '../stripe/reference.js';
import { isFallen } from './fallen-refunds.js';
import type { StripeInvoice } from './understand.js';

/** What was read of one customer's charges beside the charges themselves. */
export interface ChargesRead {
  charges: Stripe.Charge[];
  refunds: Stripe.Refund[];
  disputes: Stripe.Dispute[];
  /** Refunds that we knew of as given, and that have failed since. */
  fallen: Stripe.Refund[];
  /** With their payments, which tell what each payment intent paid for. */
  invoices: StripeInvoice[];
}

/** Every charge with the invoice it paid, what of it went back and what is disputed: a projection beside `payment`, written by `Payments` alone. */
@Injectable()
export class ChargeBooks {
  constructor(private readonly db: Database, private readonly stripe: StripeClient, private readonly disputes: Disputes) {}

  /** What became of these charges: Stripe lists neither refunds nor disputes by customer, so it is asked for each charge that has one, or had one that failed. */
  async read(account: string, charges: Stripe.Charge[]): Promise<Pick<ChargesRead, 'refunds' | 'disputes' | 'fallen'>> {
    const { api } = this.stripe;
    const known = await this.db.sql<{ charge: string; id: string; status: string }>(
      'charges.refunded', 'select charge_id as charge, refund_id as id, status from refund where stripe_account = $1 and charge_id = any($2)', [account, charges.map((one) => one.id)],
    );
    const [refunds, disputes]: [Stripe.Refund[], Stripe.Dispute[]] = [[], []];
    for (const { id, disputed, amount_refunded: refunded } of charges) {
      if (refunded > 0 || known.some((row) => row.charge === id)) refunds.push(...await step('charges.askRefunds', () => api.refunds.list({ charge: id, limit: 100 }).autoPagingToArray({ limit: 1000 })));
      if (disputed) disputes.push(...(await step('charges.askDisputes', () => api.disputes.list({ charge: id, limit: 100 }))).data);
    }
    const fallen = refunds.filter((refund) => isFallen(refund) && known.some(({ id, status }) => id === refund.id && !isFallen({ status })));
    return { refunds, disputes, fallen };
  }

  /**
   * Writes what was read, in the transaction at hand; an older answer of Stripe's overwrites nothing.
   * @param seenAt when Stripe was asked
   */
  async write(account: string, customer: string, { charges, refunds, disputes, invoices }: Omit<ChargesRead, 'fallen'>, seenAt: Date): Promise<void> {
    const paid = new Map(invoices.flatMap(({ id, payments }) => (payments?.data ?? []).map(({ payment }) => [idOf(payment.payment_intent), id ?? null])));
    const rows = charges.map((charge) => {
      const intent = idOf(charge.payment_intent);
      return {
        charge_id: charge.id, payment_intent: intent, invoice_id: paid.get(intent) ?? null, amount: charge.amount, refunded: charge.amount_refunded,
        currency: charge.currency.toUpperCase(), status: charge.status, disputed: charge.disputed, created_at: fromUnix(charge.created),
      };
    });
    await this.db.sql(
      'charges.write',
      `insert into payment_charge (stripe_account, charge_id, customer_id, payment_intent, invoice_id, amount, refunded, currency, status, disputed, created_at, seen_at)
       select $1, charge_id, $2, payment_intent, invoice_id, amount, refunded, currency, status, disputed, created_at, $4
       from jsonb_to_recordset($3) as c (charge_id text, payment_intent text, invoice_id text, amount int, refunded int, currency text, status text, disputed boolean, created_at timestamptz)
       on conflict (stripe_account, charge_id) do update set invoice_id = coalesce(excluded.invoice_id, payment_charge.invoice_id), refunded = excluded.refunded,
         status = excluded.status, disputed = excluded.disputed, seen_at = excluded.seen_at where payment_charge.seen_at <= excluded.seen_at`,
      [account, customer, JSON.stringify(rows), seenAt],
    );
    await this.writeRefunds(account, refunds, seenAt);
    if (await this.writeDisputes(account, disputes, seenAt)) await this.disputes.follow(account, customer);
  }

  private async writeRefunds(account: string, refunds: Stripe.Refund[], seenAt: Date): Promise<void> {
    if (refunds.length === 0) return;
    const rows = refunds.map((refund) => ({
      refund_id: refund.id, charge_id: idOf(refund.charge), amount: refund.amount, currency: refund.currency.toUpperCase(), status: refund.status ?? 'pending',
      failure: refund.failure_reason ?? null, created_at: fromUnix(refund.created),
    }));
    await this.db.sql(
      'charges.refunds',
      `insert into refund (stripe_account, refund_id, charge_id, amount, currency, status, failure, created_at, seen_at)
       select $1, refund_id, charge_id, amount, currency, status, failure, created_at, $3
       from jsonb_to_recordset($2) as r (refund_id text, charge_id text, amount int, currency text, status text, failure text, created_at timestamptz)
       on conflict (stripe_account, refund_id) do update set status = excluded.status, failure = excluded.failure, seen_at = excluded.seen_at where refund.seen_at <= excluded.seen_at`,
      [account, JSON.stringify(rows), seenAt],
    );
  }

  /** @returns whether a dispute is new or stands otherwise than before */
  private async writeDisputes(account: string, disputes: Stripe.Dispute[], seenAt: Date): Promise<boolean> {
    if (disputes.length === 0) return false;
    const rows = disputes.map((dispute) => ({
      dispute_id: dispute.id, charge_id: idOf(dispute.charge), amount: dispute.amount, currency: dispute.currency.toUpperCase(), reason: dispute.reason, status: dispute.status,
      evidence_due_at: dispute.evidence_details.due_by ? fromUnix(dispute.evidence_details.due_by) : null, created_at: fromUnix(dispute.created),
    }));
    const [row] = await this.db.sql<{ changed: boolean }>(
      'charges.writeDisputes',
      `with said as (
         select * from jsonb_to_recordset($2) as d (dispute_id text, charge_id text, amount int, currency text, reason text, status text, evidence_due_at timestamptz, created_at timestamptz)),
       before as (select d.dispute_id, d.status from dispute d join said using (dispute_id) where d.stripe_account = $1),
       written as (
         insert into dispute (stripe_account, dispute_id, charge_id, amount, currency, reason, status, evidence_due_at, created_at, seen_at)
         select $1, dispute_id, charge_id, amount, currency, reason, status, evidence_due_at, created_at, $3 from said
         on conflict (stripe_account, dispute_id) do update set amount = excluded.amount, reason = excluded.reason, status = excluded.status,
           evidence_due_at = excluded.evidence_due_at, seen_at = excluded.seen_at where dispute.seen_at <= excluded.seen_at
         returning dispute_id, status)
       select exists (select 1 from written w left join before b using (dispute_id) where w.status is distinct from b.status) as changed`,
      [account, JSON.stringify(rows), seenAt],
    );
    return row!.changed;
  }
}
