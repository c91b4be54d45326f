import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NoteGrants1760000206000 implements MigrationInterface {
  name = 'NoteGrants1760000206000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table access_grant add column note text, add column given_by uuid`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table access_grant drop column note, drop column given_by`);
  }
}
