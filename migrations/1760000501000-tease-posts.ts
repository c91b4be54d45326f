import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether those who may not read a post are written to as well, with its beginning. */
export class TeasePosts1760000501000 implements MigrationInterface {
  name = 'TeasePosts1760000501000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table post add tease boolean not null default false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table post drop tease`);
  }
}
