import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A price that somebody made at Stripe may be charged every so many months; what is at one is found without reading what is not. */
export class CountThePeriodsOfACharge1760000812000 implements MigrationInterface {
  name = 'CountThePeriodsOfACharge1760000812000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subscription add column every int not null default 1`);
    await runner.query(`
      create index subscription_unsold on subscription (creator_id) where status = 'unsold'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index subscription_unsold`);
    await runner.query(`
      alter table subscription drop column every`);
  }
}
