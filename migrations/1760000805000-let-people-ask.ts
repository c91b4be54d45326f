import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tiers that are sold to those alone who were let in, and who asked to be. One live request a person and page. */
export class LetPeopleAsk1760000805000 implements MigrationInterface {
  name = 'LetPeopleAsk1760000805000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table tier add column on_request_at timestamptz check (on_request_at is null or paid)`);
    await runner.query(`
      create table tier_request (
        id uuid primary key default gen_random_uuid(),
        account_id uuid not null references account on delete cascade,
        creator_id uuid not null references creator on delete cascade,
        words text not null,
        asked_at timestamptz not null,
        told_at timestamptz,
        answered_at timestamptz,
        answered_by uuid references account on delete set null,
        tier_id uuid references tier on delete cascade,
        says text,
        closed_at timestamptz,
        check (tier_id is null or answered_at is not null),
        check (closed_at is null or tier_id is not null)
      )`);
    await runner.query(`
      create unique index tier_request_live on tier_request (account_id, creator_id) where closed_at is null`);
    await runner.query(`
      create index tier_request_of_page on tier_request (creator_id, asked_at) where closed_at is null`);
    await runner.query(`
      create index tier_request_untold on tier_request (creator_id) where told_at is null and answered_at is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table tier_request`);
    await runner.query(`
      alter table tier drop column on_request_at`);
  }
}
