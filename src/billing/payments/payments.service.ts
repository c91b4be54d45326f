import { Injectable } from '@nestjs/common';
import { Clock, Database, DAY, Events, Jobs, NotFound, OnJob, plusMs, step } from '../../platform/index.js';
import { Effects } from '../effects.service.js';
import { PaymentFailed, PaymentReceived, PaymentRefunded, RefundFailed } from '../events.js';
import { Catalog } from '../stripe/catalog.service.js';
import { Customers } from '../stripe/customers.service.js';
import { StripeClient } from '../stripe/stripe.client.js';
import { ChargeBooks } from './charge-books.service.js';
import { fallenOf } from './fallen-refunds.js';
import { Payment } from './payment.entity.js';
import { type Bought, priceOf, type StripeInvoice, subscriptionOf, understandInvoice } from './understand.js';

/** Most invoices of one customer that are read: fifteen years of months. */
const MOST = 200;

/** Stripe tells of one renewal in many events within a second or two. */
const BURST = 1500;

/** What is older is written down and not told: nobody wants last year's receipts after an import or a restored backup. */
const NEWS = 7 * DAY;

/** What was charged, what failed and what went back: read from Stripe after each sync of a customer, never out of an event. */
@Injectable()
export class Payments {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly stripe: StripeClient,
    private readonly customers: Customers,
    private readonly catalog: Catalog,
    private readonly effects: Effects,
    private readonly events: Events,
    private readonly books: ChargeBooks,
  ) {}

  /** Queues a look at a customer's invoices, in the customer's own lane: behind the sync at hand, once for many. */
  async readLater(account: string, customer: string): Promise<void> {
    await this.jobs.add('billing.payments', { account, customer }, { lane: `customer ${customer}`, key: `payments ${account} ${customer}`, at: plusMs(this.clock.system(), BURST) });
  }

  /** Brings our payments of a customer to Stripe's; may run any number of times. */
  @OnJob('billing.payments')
  async readNow({ account, customer }: { account: string; customer: string }): Promise<void> {
    const owner = await this.customers.find(account, customer);
    if (!owner) return;
    const seenAt = this.clock.system();
    const [invoices, charges] = await step('payments.read', () => Promise.all([
      this.stripe.api.invoices.list({ customer, limit: 100, expand: ['data.payments'] }).autoPagingToArray({ limit: MOST }),
      this.stripe.api.charges.list({ customer, limit: 100 }).autoPagingToArray({ limit: MOST * 2 }),
    ]));
    const moved = await this.books.read(account, charges);
    const bought = new Map<string, Bought | null>();
    for (const price of new Set(invoices.map(priceOf))) if (price) bought.set(price, await this.catalog.meaning(account, price));
    // What is charged at a price that is not ours for what was ours is still between the same two people.
    const unsold = new Map<string, Bought | null>();
    for (const invoice of invoices) {
      const subscription = subscriptionOf(invoice);
      if (subscription && !unsold.has(subscription) && !bought.get(priceOf(invoice) ?? '')) unsold.set(subscription, await this.catalog.formerly(account, subscription));
    }
    const boughtWith = (invoice: StripeInvoice) => bought.get(priceOf(invoice) ?? '') ?? unsold.get(subscriptionOf(invoice) ?? '') ?? null;
    const rows = invoices.flatMap((invoice) => understandInvoice(invoice, charges, { stripeAccount: account, accountId: owner.account_id }, boughtWith(invoice), seenAt) ?? []);
    await step('payments.write', () => this.db.inTransaction(async () => {
      for (const row of rows) {
        const written = await this.write(row);
        if (!written) continue;
        const invoice = invoices.find((one) => one.id === row.invoiceId)!;
        await this.tell(row, written.isNew, fallenOf(invoice, charges, moved.refunds));
        for (const { id } of fallenOf(invoice, charges, moved.fallen)) await this.tellOfFailure(row, id);
      }
      await this.books.write(account, customer, { charges, invoices, ...moved }, seenAt);
      if (rows.some((row) => row.status === 'open' && isRefused(row))) await this.recoverLater(account, customer);
    }));
  }

  /** Queues a look for a card that came in since the bank said no (`Recoveries`), in the customer's own lane. */
  async recoverLater(account: string, customer: string): Promise<void> {
    await this.jobs.add('billing.recover', { account, customer }, { lane: `customer ${customer}`, key: `recover ${account} ${customer}` });
  }

  /** Everything somebody was ever charged, newest first. */
  async ofAccount(accountId: string): Promise<Payment[]> {
    return step('payments.ofAccount', () => this.db.repo(Payment).find({ where: { accountId }, order: { createdAt: 'desc' } }));
  }

  /** @throws NotFound for an invoice of somebody else, or of nobody */
  async ofAccountById(accountId: string, invoiceId: string): Promise<Payment> {
    const payment = await step('payments.own', () => this.db.repo(Payment).findOneBy({ accountId, invoiceId }));
    if (!payment) throw new NotFound();
    return payment;
  }

  /** What a subscription owes; null when nothing is. */
  async openOf(subscriptionId: string): Promise<Payment | null> {
    return step('payments.openOf', () => this.db.repo(Payment).findOne({ where: { subscriptionId, status: 'open' }, order: { createdAt: 'desc' } }));
  }

  async byInvoice(invoiceId: string): Promise<Payment | null> {
    return step('payments.byInvoice', () => this.db.repo(Payment).findOneBy({ invoiceId }));
  }

  /** @returns whether we had not heard of this payment before; null when this answer of Stripe's is older than what we have */
  private async write(row: Payment): Promise<{ isNew: boolean } | null> {
    const written = await step('payments.row', () => this.db.repo(Payment).createQueryBuilder().insert().values(row)
      .orUpdate(
        ['status', 'number', 'amount', 'tax', 'refunded', 'paid_at', 'attempts', 'next_attempt_at', 'failure', 'creator_id', 'tier_id', 'seen_at'],
        ['stripe_account', 'invoice_id'],
        { overwriteCondition: { where: '"Payment".seen_at <= excluded.seen_at' } },
      ).returning('xmax = 0 as "isNew"').execute());
    return (written.raw as { isNew: boolean }[])[0] ?? null;
  }

  /** What a payment sets off, each once for all time. @param fallen its refunds that did not arrive */
  private async tell(row: Payment, isFirstSight: boolean, fallen: { amount: number }[]): Promise<void> {
    if (!row.accountId || !row.creatorId) return;
    const about = [row.accountId, row.creatorId, row.invoiceId] as const;
    const isNews = plusMs(row.paidAt ?? row.createdAt, NEWS) > this.clock.now();
    if (row.status === 'paid' && await this.effects.once('paid', row.invoiceId) && isNews) await this.events.publish(new PaymentReceived(...about));
    // What failed or went back before we ever looked is no news either, unless its payment is.
    const isTold = isNews || !isFirstSight;
    const failed = `${row.invoiceId} ${row.attempts}`;
    if (row.status === 'open' && isRefused(row) && await this.effects.once('payment_failed', failed) && isTold) await this.events.publish(new PaymentFailed(...about, row.attempts));
    // What was ever given only grows: the same sum given once more, after it did not arrive, is news again.
    const given = fallen.reduce((sum, { amount }) => sum + amount, row.refunded);
    if (row.refunded > 0 && await this.effects.once('refunded', `${row.invoiceId} ${given}`) && isTold) await this.events.publish(new PaymentRefunded(...about, given));
  }

  /** Whoever was told that money went back hears that it did not arrive. */
  private async tellOfFailure({ accountId, creatorId, invoiceId }: Payment, refundId: string): Promise<void> {
    if (accountId && creatorId && await this.effects.once('refund_failed', refundId)) await this.events.publish(new RefundFailed(accountId, creatorId, invoiceId, refundId));
  }
}

/** Whether the bank said no, or asks for its customer's confirmation. */
function isRefused({ attempts, failure }: Payment): boolean {
  return attempts > 0 || failure !== null;
}
