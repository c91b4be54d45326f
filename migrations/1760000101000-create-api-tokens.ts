import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateApiTokens1760000101000 implements MigrationInterface {
  name = 'CreateApiTokens1760000101000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table api_token (
        id uuid primary key default gen_random_uuid(),
        account_id uuid not null references account on delete cascade,
        name text not null,
        scopes text[] not null,
        token_hash bytea not null unique,
        created_at timestamptz not null,
        expires_at timestamptz,
        used_at timestamptz
      )`);
    await runner.query(`
      create index api_token_of_account on api_token (account_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table api_token`);
  }
}
