import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a membership becomes before long, what its last change took, and prices that members are moved to after notice. */
export class ForeseeChanges1760000800000 implements MigrationInterface {
  name = 'ForeseeChanges1760000800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subscription add column coming jsonb, add column settled jsonb`);
    await runner.query(`
      alter table membership add column coming jsonb`);
    await runner.query(`
      alter table payment add column change boolean not null default false`);
    await runner.query(`
      create index subscription_coming on subscription ((coming ->> 'tierId')) where coming is not null`);
    await runner.query(`
      create index operation_change_to on operation ((params ->> 'tier')) where kind = 'change'`);
    await runner.query(`
      create index operation_change_of on operation ((params ->> 'subscription')) where kind = 'change'`);
    await runner.query(`
      create table price_move (
        id uuid primary key default gen_random_uuid(),
        creator_id uuid not null references creator on delete cascade,
        tier_id uuid not null references tier on delete cascade,
        from_price_id uuid not null references tier_price on delete cascade,
        to_price_id uuid not null references tier_price on delete cascade,
        made_at timestamptz not null
      )`);
    await runner.query(`
      create index price_move_of_tier on price_move (tier_id)`);
    await runner.query(`
      create table price_notice (
        move_id uuid not null references price_move on delete cascade,
        stripe_account text not null,
        subscription_id text not null,
        account_id uuid not null references account on delete cascade,
        starts_at timestamptz,
        told_at timestamptz,
        moved_at timestamptz,
        dropped_at timestamptz,
        primary key (move_id, stripe_account, subscription_id)
      )`);
    await runner.query(`
      create unique index price_notice_open on price_notice (stripe_account, subscription_id) where moved_at is null and dropped_at is null`);
    await runner.query(`
      create index price_notice_of_account on price_notice (account_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table price_notice`);
    await runner.query(`
      drop table price_move`);
    await runner.query(`
      drop index operation_change_of`);
    await runner.query(`
      drop index operation_change_to`);
    await runner.query(`
      drop index subscription_coming`);
    await runner.query(`
      alter table payment drop column change`);
    await runner.query(`
      alter table membership drop column coming`);
    await runner.query(`
      alter table subscription drop column coming, drop column settled`);
  }
}
