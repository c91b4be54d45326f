import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Yearly prices, a tier's own currency, hidden tiers and seats; what is paid for tells its period. */
export class WidenTiers1760000400000 implements MigrationInterface {
  name = 'WidenTiers1760000400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table tier_price drop constraint tier_price_period_check, add constraint tier_price_period_check check (period in ('month', 'year'))`);
    await runner.query(`
      alter table tier add column currency text check (currency = upper(currency) and length(currency) = 3), add column hidden_at timestamptz,
        add column seats int check (seats > 0)`);
    await runner.query(`
      update tier t set currency = (select p.currency from tier_price p where p.tier_id = t.id order by p.retired_at desc nulls first, p.created_at limit 1)`);
    await runner.query(`
      alter table subscription add column period text not null default 'month' check (period in ('day', 'week', 'month', 'year')), add column canceled_at timestamptz`);
    await runner.query(`
      alter table membership add column price_period text check (price_period in ('day', 'week', 'month', 'year'))`);
    await runner.query(`
      update membership set price_period = 'month' where price_amount is not null`);
    await runner.query(`
      create index checkout_intent_of_tier on checkout_intent (tier_id) where completed_at is null and abandoned_at is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index checkout_intent_of_tier`);
    await runner.query(`
      alter table membership drop column price_period`);
    await runner.query(`
      alter table subscription drop column period, drop column canceled_at`);
    await runner.query(`
      alter table tier drop column currency, drop column hidden_at, drop column seats`);
    await runner.query(`
      delete from tier_price where period <> 'month'`);
    await runner.query(`
      alter table tier_price drop constraint tier_price_period_check, add constraint tier_price_period_check check (period in ('month'))`);
  }
}
