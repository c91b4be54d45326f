import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was charged, one row an invoice: kept without its person when they leave. */
export class CreatePayments1760000401000 implements MigrationInterface {
  name = 'CreatePayments1760000401000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table payment (
        stripe_account text not null,
        invoice_id text not null,
        subscription_id text,
        account_id uuid references account on delete set null,
        creator_id uuid references creator on delete set null,
        tier_id uuid references tier on delete set null,
        number text,
        status text not null check (status in ('open', 'paid', 'void', 'uncollectible')),
        first boolean not null,
        amount int not null,
        refunded int not null default 0,
        currency text not null,
        period text not null,
        period_from timestamptz not null,
        period_until timestamptz not null,
        created_at timestamptz not null,
        paid_at timestamptz,
        attempts int not null default 0,
        next_attempt_at timestamptz,
        failure text,
        seen_at timestamptz not null,
        primary key (stripe_account, invoice_id)
      )`);
    await runner.query(`
      create index payment_of_account on payment (account_id, created_at desc)`);
    await runner.query(`
      create index payment_of_creator on payment (creator_id, created_at desc)`);
    await runner.query(`
      alter table subscription add column end_reason text`);
    // Everybody who has paid before this version is asked after once more.
    await runner.query(`
      update stripe_customer set dirty_seq = dirty_seq + 1, dirty_at = synced_at where gone_at is null and synced_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subscription drop column end_reason`);
    await runner.query(`
      drop table payment`);
  }
}
