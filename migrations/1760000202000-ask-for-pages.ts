import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AskForPages1760000202000 implements MigrationInterface {
  name = 'AskForPages1760000202000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table page_request (
        id uuid primary key default gen_random_uuid(),
        account_id uuid not null references account on delete cascade,
        name text not null,
        handle text not null,
        handle_key text not null,
        language text not null,
        why text not null,
        asked_at timestamptz not null,
        decided_at timestamptz,
        decided_by uuid references account on delete set null,
        approved boolean,
        sentence text,
        creator_id uuid references creator on delete set null,
        check ((decided_at is null) = (approved is null))
      )`);
    await runner.query(`
      create unique index page_request_open on page_request (handle_key) where decided_at is null`);
    await runner.query(`
      create index page_request_of_account on page_request (account_id, asked_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table page_request`);
  }
}
