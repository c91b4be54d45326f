import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AdoptCustomers1760000102000 implements MigrationInterface {
  name = 'AdoptCustomers1760000102000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table stripe_customer add adopted_at timestamptz`);
    await runner.query(`
      drop index stripe_customer_of_account`);
    await runner.query(`
      create unique index stripe_customer_of_account on stripe_customer (stripe_account, account_id, currency) where gone_at is null and adopted_at is null`);
    await runner.query(`
      create index stripe_customer_by_account on stripe_customer (account_id)`);
    await runner.query(`
      create index checkout_intent_by_account on checkout_intent (account_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index checkout_intent_by_account`);
    await runner.query(`
      drop index stripe_customer_by_account`);
    await runner.query(`
      drop index stripe_customer_of_account`);
    await runner.query(`
      create unique index stripe_customer_of_account on stripe_customer (stripe_account, account_id, currency) where gone_at is null`);
    await runner.query(`
      alter table stripe_customer drop adopted_at`);
  }
}
