import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MarkAdultPosts1760000305000 implements MigrationInterface {
  name = 'MarkAdultPosts1760000305000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table creator add adult boolean not null default false`);
    await runner.query(`
      alter table post add adult boolean not null default false`);
    await runner.query(`
      create table adult_consent (
        account_id uuid primary key references account on delete cascade,
        at timestamptz not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table adult_consent`);
    await runner.query(`
      alter table post drop adult`);
    await runner.query(`
      alter table creator drop adult`);
  }
}
