import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each sync did and how each failed, so that an event can be followed to what it caused. */
export class WriteDownSyncs1760000700000 implements MigrationInterface {
  name = 'WriteDownSyncs1760000700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sync_run (
        id bigint generated always as identity primary key,
        stripe_account text not null,
        customer_id text not null,
        began_at timestamptz not null,
        ended_at timestamptz not null,
        up_to bigint,
        error text
      )`);
    await runner.query(`
      create index sync_run_of_customer on sync_run (customer_id, id)`);
    await runner.query(`
      create index sync_run_by_age on sync_run (ended_at)`);
    // Whatever a sync sets off in its own transaction carries its number by itself.
    await runner.query(`
      alter table effect add column sync_run bigint`);
    await runner.query(`
      alter table effect alter column sync_run set default nullif(current_setting('thousand.sync_run', true), '')::bigint`);
    await runner.query(`
      create index effect_of_sync on effect (sync_run) where sync_run is not null`);
    await runner.query(`
      alter table stripe_customer add column failures int not null default 0, add column failed_at timestamptz`);
    await runner.query(`
      create index inbox_event_quarantined on inbox_event (id) where state = 'quarantined'`);
    await runner.query(`
      create index mail_by_age on mail (created_at)`);
    await runner.query(`
      create table drift (
        id bigint generated always as identity primary key,
        stripe_account text not null,
        customer_id text not null,
        found_at timestamptz not null,
        before jsonb not null,
        after jsonb not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table drift`);
    await runner.query(`
      drop index mail_by_age`);
    await runner.query(`
      drop index inbox_event_quarantined`);
    await runner.query(`
      alter table stripe_customer drop column failures, drop column failed_at`);
    await runner.query(`
      alter table effect drop column sync_run`);
    await runner.query(`
      drop table sync_run`);
  }
}
