import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a tier promises that somebody has to do, and for whom it was done. */
export class CreatePromises1760000402000 implements MigrationInterface {
  name = 'CreatePromises1760000402000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table promise (
        id uuid primary key default gen_random_uuid(),
        creator_id uuid not null references creator on delete cascade,
        tier_id uuid not null references tier on delete cascade,
        words text not null,
        every text not null check (every in ('once', 'month', 'year')),
        since timestamptz not null,
        ended_at timestamptz
      )`);
    await runner.query(`
      create index promise_of_creator on promise (creator_id)`);
    await runner.query(`
      create table promise_kept (
        promise_id uuid not null references promise on delete cascade,
        account_id uuid not null references account on delete cascade,
        term text not null,
        kept_at timestamptz not null,
        kept_by uuid references account on delete set null,
        primary key (promise_id, account_id, term)
      )`);
    await runner.query(`
      create index promise_kept_for on promise_kept (account_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table promise_kept`);
    await runner.query(`
      drop table promise`);
  }
}
