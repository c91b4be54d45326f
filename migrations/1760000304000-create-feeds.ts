import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFeeds1760000304000 implements MigrationInterface {
  name = 'CreateFeeds1760000304000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table feed_key (
        id uuid primary key default gen_random_uuid(),
        account_id uuid not null references account on delete cascade,
        creator_id uuid not null references creator on delete cascade,
        token_hash bytea not null unique,
        round int not null,
        created_at timestamptz not null,
        unique (account_id, creator_id)
      )`);
    await runner.query(`
      create table feed_reader (
        feed_id uuid not null references feed_key on delete cascade,
        day date not null,
        address_hash bytea not null,
        primary key (feed_id, day, address_hash)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table feed_reader`);
    await runner.query(`
      drop table feed_key`);
  }
}
