import { Injectable } from '@nestjs/common';
import { Clock, Database, fromUnix, HOUR, Jobs, OnJob, plusMs, step } from '../../platform/index.js';
import { Payments } from '../payments/payments.service.js';
import { StripeClient } from '../stripe/stripe.client.js';
import { type LedgerEntry, understandMovement } from './ledger-entry.js';

interface Stand {
  readUntil: Date | null;
  walkNewest: Date | null;
  walkAfter: string | null;
}

/** What was made while the last walk went on may have been missed by it: each walk begins so much earlier, and the key lets nothing stand twice. */
const OVERLAP = HOUR;
const PAGE = 100;
/** Pages of one job; a long history is walked in many, and a restart loses one page. */
const PAGES = 20;

/** Every charge, refund, dispute and fee once: read from Stripe's balance, which is what the bank will be told. */
@Injectable()
export class Ledger {
  constructor(
    private readonly db: Database, private readonly clock: Clock, private readonly jobs: Jobs, private readonly stripe: StripeClient, private readonly payments: Payments,
  ) {}

  /** Reads what moved since it stopped. Stripe lists the newest first, so the place is kept until the whole stretch is read. */
  @OnJob('billing.ledger')
  async sweep(): Promise<void> {
    if (!this.stripe.enabled) return;
    const account = await this.stripe.account();
    await this.db.sql('ledger.begin', 'insert into ledger_sweep (stripe_account) values ($1) on conflict do nothing', [account]);
    for (let page = 0; page < PAGES; page++) {
      if (await this.readPage(account)) return this.compare(account);
    }
    await this.jobs.add('billing.ledger', {}, { key: 'billing.ledger on' });
  }

  /** Keeps what Stripe says is in the balance, which is the sum of all that ever moved: the ledger's own should be the same. */
  private async compare(account: string): Promise<void> {
    const { available, pending } = await step('ledger.balance', () => this.stripe.api.balance.retrieve());
    const balance: Record<string, number> = {};
    for (const { currency, amount } of [...available, ...pending]) balance[currency.toUpperCase()] = (balance[currency.toUpperCase()] ?? 0) + amount;
    await this.db.sql('ledger.compare', 'update ledger_sweep set balance = $2 where stripe_account = $1', [account, JSON.stringify(balance)]);
  }

  /** @returns whether the stretch is read to its end */
  private async readPage(account: string): Promise<boolean> {
    const [stand] = await this.db.sql<Stand>(
      'ledger.stand', 'select read_until as "readUntil", walk_newest as "walkNewest", walk_after as "walkAfter" from ledger_sweep where stripe_account = $1', [account],
    );
    const { readUntil, walkNewest, walkAfter } = stand!;
    const page = await step('ledger.read', () => this.stripe.api.balanceTransactions.list({
      limit: PAGE, expand: ['data.source'], ...(walkAfter && { starting_after: walkAfter }),
      ...(readUntil && { created: { gte: Math.floor(plusMs(readUntil, -OVERLAP).getTime() / 1000) } }),
    }));
    const newest = walkNewest ?? (page.data[0] ? fromUnix(page.data[0].created) : readUntil);
    await step('ledger.page', () => this.db.inTransaction(async () => {
      await this.write(account, page.data.map(understandMovement));
      // Whoever walked on meanwhile knows better where.
      await this.db.sql(
        'ledger.went',
        `update ledger_sweep set walk_newest = $3, walk_after = $4, read_until = coalesce($5, read_until), read_at = $6
         where stripe_account = $1 and walk_after is not distinct from $2`,
        page.has_more ? [account, walkAfter, newest, page.data.at(-1)!.id, null, this.clock.system()] : [account, walkAfter, null, null, newest, this.clock.system()],
      );
    }));
    return !page.has_more;
  }

  private async write(account: string, entries: LedgerEntry[]): Promise<void> {
    const rows = entries.map(({ chargeId, sourceId, createdAt, ...one }) => ({ ...one, charge_id: chargeId, source_id: sourceId, created_at: createdAt }));
    const fresh = await this.db.sql<{ charge_id: string | null; kind: string }>(
      'ledger.write',
      `insert into ledger_entry (stripe_account, id, kind, amount, fee, tax, net, currency, created_at, source_id, charge_id)
       select $1, id, kind, amount, fee, tax, net, currency, created_at, source_id, charge_id
       from jsonb_to_recordset($2) as e (id text, kind text, amount bigint, fee bigint, tax bigint, net bigint, currency text, created_at timestamptz, source_id text, charge_id text)
       on conflict do nothing returning charge_id, kind`,
      [account, JSON.stringify(rows)],
    );
    // A refund or dispute that no event told of is seen here: its customer's charges are read again.
    const moved = fresh.filter((row) => row.kind !== 'charge').flatMap((row) => row.charge_id ?? []);
    const customers = moved.length === 0 ? [] : await this.db.sql<{ customer: string }>(
      'ledger.customers', 'select distinct customer_id as customer from payment_charge where stripe_account = $1 and charge_id = any($2) and customer_id is not null', [account, moved],
    );
    for (const { customer } of customers) await this.payments.readLater(account, customer);
  }
}
