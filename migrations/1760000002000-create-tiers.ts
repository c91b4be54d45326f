import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTiers1760000002000 implements MigrationInterface {
  name = 'CreateTiers1760000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table tier (
        id uuid primary key default gen_random_uuid(),
        creator_id uuid not null references creator on delete cascade,
        name text not null,
        description text not null,
        paid boolean not null,
        benefits text[] not null,
        welcome text not null,
        position int not null,
        created_at timestamptz not null,
        archived_at timestamptz,
        version int not null default 1
      )`);
    await runner.query(`
      create unique index tier_order on tier (creator_id, position)`);
    await runner.query(`
      create unique index tier_one_free on tier (creator_id) where not paid and archived_at is null`);
    await runner.query(`
      create table tier_price (
        id uuid primary key default gen_random_uuid(),
        tier_id uuid not null references tier on delete cascade,
        amount int not null check (amount > 0),
        currency text not null check (currency = upper(currency) and length(currency) = 3),
        period text not null check (period in ('month')),
        created_at timestamptz not null,
        retired_at timestamptz
      )`);
    await runner.query(`
      create unique index tier_price_current on tier_price (tier_id, currency, period) where retired_at is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table tier_price`);
    await runner.query(`
      drop table tier`);
  }
}
