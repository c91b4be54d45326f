import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBilling1760000004000 implements MigrationInterface {
  name = 'CreateBilling1760000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table operation (
        id uuid primary key default gen_random_uuid(),
        stripe_account text not null,
        kind text not null,
        subject text not null,
        params jsonb not null,
        result_id text,
        failure text,
        attempts int not null default 0,
        created_at timestamptz not null,
        finished_at timestamptz
      )`);
    await runner.query(`
      create unique index operation_open_or_done on operation (stripe_account, kind, subject) where failure is null`);
    await runner.query(`
      create table stripe_customer (
        stripe_account text not null,
        customer_id text not null,
        account_id uuid not null references account,
        currency text not null,
        dirty_seq bigint not null default 0,
        synced_seq bigint not null default 0,
        dirty_at timestamptz,
        synced_at timestamptz,
        gone_at timestamptz,
        primary key (stripe_account, customer_id)
      )`);
    await runner.query(`
      create unique index stripe_customer_of_account on stripe_customer (stripe_account, account_id, currency) where gone_at is null`);
    await runner.query(`
      create index stripe_customer_dirty on stripe_customer (dirty_at) where dirty_seq > synced_seq`);
    await runner.query(`
      create table stripe_product (
        stripe_account text not null,
        product_id text not null,
        tier_id uuid not null references tier,
        primary key (stripe_account, product_id),
        unique (stripe_account, tier_id)
      )`);
    await runner.query(`
      create table stripe_price (
        stripe_account text not null,
        price_id text not null,
        tier_price_id uuid not null references tier_price,
        primary key (stripe_account, price_id),
        unique (stripe_account, tier_price_id)
      )`);
    await runner.query(`
      create table checkout_intent (
        id uuid primary key default gen_random_uuid(),
        account_id uuid not null references account,
        creator_id uuid not null references creator,
        tier_id uuid not null references tier,
        tier_price_id uuid not null references tier_price,
        stripe_account text not null,
        customer_id text,
        session_id text unique,
        session_url text,
        params jsonb not null,
        created_at timestamptz not null,
        expires_at timestamptz,
        completed_at timestamptz,
        abandoned_at timestamptz
      )`);
    await runner.query(`
      create unique index checkout_intent_open on checkout_intent (account_id, creator_id) where completed_at is null and abandoned_at is null`);
    await runner.query(`
      create table subscription (
        stripe_account text not null,
        subscription_id text not null,
        customer_id text not null,
        account_id uuid not null references account,
        creator_id uuid not null references creator,
        tier_id uuid not null references tier,
        status text not null,
        amount int not null,
        currency text not null,
        started_at timestamptz not null,
        period_end timestamptz not null,
        cancel_at_period_end boolean not null,
        ended_at timestamptz,
        opens_until timestamptz,
        surplus boolean not null default false,
        primary key (stripe_account, subscription_id),
        foreign key (stripe_account, customer_id) references stripe_customer
      )`);
    await runner.query(`
      create index subscription_of_member on subscription (account_id, creator_id)`);
    await runner.query(`
      create table inbox_event (
        id bigint generated always as identity primary key,
        source text not null,
        event_id text not null,
        type text not null,
        customer_id text,
        created timestamptz not null,
        received_at timestamptz not null,
        payload json not null,
        state text not null default 'received' check (state in ('received', 'done', 'ignored', 'quarantined')),
        attempts int not null default 0,
        error text,
        done_at timestamptz,
        unique (source, event_id)
      )`);
    await runner.query(`
      create index inbox_event_waiting on inbox_event (customer_id, id) where state = 'received'`);
    await runner.query(`
      create table effect (
        name text not null,
        cause text not null,
        at timestamptz not null,
        primary key (name, cause)
      )`);
    await runner.query(`
      create table webhook_refusal (
        reason text primary key,
        times bigint not null,
        last_at timestamptz not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table webhook_refusal`);
    await runner.query(`
      drop table effect`);
    await runner.query(`
      drop table inbox_event`);
    await runner.query(`
      drop table subscription`);
    await runner.query(`
      drop table checkout_intent`);
    await runner.query(`
      drop table stripe_price`);
    await runner.query(`
      drop table stripe_product`);
    await runner.query(`
      drop table stripe_customer`);
    await runner.query(`
      drop table operation`);
  }
}
