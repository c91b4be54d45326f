import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEmail1760000006000 implements MigrationInterface {
  name = 'CreateEmail1760000006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table mail (
        id uuid primary key default gen_random_uuid(),
        kind text not null,
        cause text not null,
        address_key text not null,
        address text not null,
        account_id uuid references account on delete cascade,
        creator_id uuid references creator on delete cascade,
        language text not null,
        subject_id text,
        created_at timestamptz not null,
        attempts int not null default 0,
        due_at timestamptz not null,
        submitted_at timestamptz,
        skipped text,
        error text,
        unique (kind, cause, address_key)
      )`);
    await runner.query(`
      create index mail_waiting on mail (due_at) where submitted_at is null and skipped is null`);
    await runner.query(`
      create table mail_refusal (
        account_id uuid not null references account on delete cascade,
        creator_id uuid not null references creator on delete cascade,
        kind text not null,
        at timestamptz not null,
        primary key (account_id, creator_id, kind)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table mail_refusal`);
    await runner.query(`
      drop table mail`);
  }
}
