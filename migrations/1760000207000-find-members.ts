import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindMembers1760000207000 implements MigrationInterface {
  name = 'FindMembers1760000207000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index membership_by_since on membership (creator_id, since, id) where ended_at is null`);
    await runner.query(`
      create index membership_ended on membership (creator_id, since, id) where ended_at is not null`);
    await runner.query(`
      create index membership_by_paid_status on membership (creator_id, paid_status, since, id) where ended_at is null and paid_status is not null`);
    await runner.query(`
      create index access_grant_complimentary on access_grant (creator_id, account_id) where reason = 'complimentary'`);
    await runner.query(`
      create index account_by_name on account (lower(name), id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index membership_by_since, membership_ended, membership_by_paid_status, access_grant_complimentary, account_by_name`);
  }
}
