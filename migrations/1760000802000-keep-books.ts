import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every movement of money once, and what was asked back, disputed and withdrawn from. */
export class KeepBooks1760000802000 implements MigrationInterface {
  name = 'KeepBooks1760000802000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table payment_charge (
        stripe_account text not null,
        charge_id text not null,
        customer_id text,
        payment_intent text,
        invoice_id text,
        amount int not null,
        refunded int not null,
        currency text not null,
        status text not null,
        disputed boolean not null,
        created_at timestamptz not null,
        seen_at timestamptz not null,
        primary key (stripe_account, charge_id)
      )`);
    await runner.query(`
      create index payment_charge_of_invoice on payment_charge (invoice_id)`);
    await runner.query(`
      create index payment_charge_of_customer on payment_charge (customer_id)`);
    await runner.query(`
      create index payment_of_subscription on payment (subscription_id)`);
    await runner.query(`
      create table refund (
        stripe_account text not null,
        refund_id text not null,
        charge_id text not null,
        amount int not null,
        currency text not null,
        status text not null,
        failure text,
        created_at timestamptz not null,
        seen_at timestamptz not null,
        primary key (stripe_account, refund_id)
      )`);
    await runner.query(`
      create index refund_of_charge on refund (charge_id)`);
    await runner.query(`
      create table dispute (
        stripe_account text not null,
        dispute_id text not null,
        charge_id text not null,
        amount int not null,
        currency text not null,
        reason text not null,
        status text not null,
        evidence_due_at timestamptz,
        created_at timestamptz not null,
        seen_at timestamptz not null,
        primary key (stripe_account, dispute_id)
      )`);
    await runner.query(`
      create index dispute_of_charge on dispute (charge_id)`);
    await runner.query(`
      create table fraud_warning (
        stripe_account text not null,
        warning_id text not null,
        charge_id text not null,
        kind text not null,
        created_at timestamptz not null,
        primary key (stripe_account, warning_id)
      )`);
    await runner.query(`
      create table ledger_entry (
        stripe_account text not null,
        id text not null,
        kind text not null,
        amount bigint not null,
        fee bigint not null,
        tax bigint not null,
        net bigint not null,
        currency text not null,
        created_at timestamptz not null,
        source_id text,
        charge_id text,
        primary key (stripe_account, id)
      )`);
    await runner.query(`
      create index ledger_entry_of_charge on ledger_entry (charge_id)`);
    await runner.query(`
      create index ledger_entry_by_time on ledger_entry (stripe_account, created_at)`);
    await runner.query(`
      create table ledger_sweep (
        stripe_account text primary key,
        read_until timestamptz,
        walk_newest timestamptz,
        walk_after text,
        read_at timestamptz,
        balance jsonb
      )`);
    await runner.query(`
      create table withdrawal (
        stripe_account text not null,
        subscription_id text not null,
        account_id uuid references account on delete set null,
        creator_id uuid references creator on delete set null,
        tier_id uuid references tier on delete set null,
        amount int not null,
        currency text not null,
        at timestamptz not null,
        done_at timestamptz,
        primary key (stripe_account, subscription_id)
      )`);
    await runner.query(`
      create index withdrawal_of_account on withdrawal (account_id)`);
    await runner.query(`
      alter table subscription add column suspended_from timestamptz`);
    await runner.query(`
      alter table membership add column suspended_from timestamptz`);
    // The charges of everybody who has paid before this version are asked after once.
    await runner.query(`
      update stripe_customer set dirty_seq = dirty_seq + 1, dirty_at = synced_at where gone_at is null and synced_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table membership drop column suspended_from`);
    await runner.query(`
      alter table subscription drop column suspended_from`);
    for (const table of ['withdrawal', 'ledger_sweep', 'ledger_entry', 'fraud_warning', 'dispute', 'refund']) {
      await runner.query(`
      drop table ${table}`);
    }
    await runner.query(`
      drop index payment_of_subscription`);
    await runner.query(`
      drop table payment_charge`);
  }
}
