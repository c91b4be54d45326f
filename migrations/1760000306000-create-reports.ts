import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReports1760000306000 implements MigrationInterface {
  name = 'CreateReports1760000306000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table post_report (
        id uuid primary key default gen_random_uuid(),
        post_id uuid references post on delete set null,
        creator_id uuid not null references creator on delete cascade,
        reporter_id uuid references account on delete set null,
        title text not null,
        reason text not null check (reason in ('illegal', 'harm', 'rights', 'adult', 'spam', 'other')),
        words text not null,
        created_at timestamptz not null,
        resolved_at timestamptz,
        resolved_by uuid references account on delete set null,
        outcome text check (outcome in ('nothing', 'talked', 'removed')),
        note text not null default '',
        check ((resolved_at is null) = (outcome is null))
      )`);
    await runner.query(`
      create index post_report_open on post_report (created_at) where resolved_at is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table post_report`);
  }
}
