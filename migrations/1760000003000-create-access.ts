import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAccess1760000003000 implements MigrationInterface {
  name = 'CreateAccess1760000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table membership (
        id uuid primary key default gen_random_uuid(),
        account_id uuid not null references account on delete cascade,
        creator_id uuid not null references creator on delete cascade,
        since timestamptz not null,
        ended_at timestamptz,
        paid_tier_id uuid references tier,
        paid_since timestamptz,
        paid_status text check (paid_status in ('active', 'ending', 'past_due')),
        paid_until timestamptz,
        price_amount int,
        price_currency text,
        check ((paid_tier_id is null) = (paid_status is null))
      )`);
    await runner.query(`
      create unique index membership_live on membership (account_id, creator_id) where ended_at is null`);
    await runner.query(`
      create index membership_of_creator on membership (creator_id) where ended_at is null`);
    await runner.query(`
      create table access_grant (
        id uuid primary key default gen_random_uuid(),
        account_id uuid not null references account on delete cascade,
        creator_id uuid not null references creator on delete cascade,
        tier_id uuid not null references tier,
        reason text not null check (reason in ('membership', 'complimentary', 'gift', 'purchase', 'earned', 'staff')),
        source text not null,
        valid_from timestamptz not null,
        valid_until timestamptz,
        unique (source, tier_id),
        check (valid_until is null or valid_until >= valid_from)
      )`);
    await runner.query(`
      create index access_grant_of_viewer on access_grant (account_id, creator_id)`);
    await runner.query(`
      create index access_grant_of_tier on access_grant (creator_id, tier_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table access_grant`);
    await runner.query(`
      drop table membership`);
  }
}
