import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the nightly walk compares, how far the sweep over Stripe's events got, and what is held open while we are behind. */
export class FindWhatWasMissed1760000803000 implements MigrationInterface {
  name = 'FindWhatWasMissed1760000803000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subscription add column digest text, add column walked_at timestamptz`);
    await runner.query(`
      create table event_sweep (
        stripe_account text primary key,
        swept_to timestamptz not null,
        swept_at timestamptz not null
      )`);
    await runner.query(`
      create table access_hold (
        grant_id uuid primary key references access_grant on delete cascade,
        held_until timestamptz not null,
        first_at timestamptz not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table access_hold`);
    await runner.query(`
      drop table event_sweep`);
    await runner.query(`
      alter table subscription drop column digest, drop column walked_at`);
  }
}
