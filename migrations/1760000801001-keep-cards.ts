import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Brand, last four digits and last month of the card that each subscription's next charge goes to. */
export class KeepCards1760000801001 implements MigrationInterface {
  name = 'KeepCards1760000801001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table subscription add column card jsonb`);
    await runner.query(`
      create index subscription_by_card_end on subscription ((((card ->> 'year')::int) * 12 + ((card ->> 'month')::int))) where card is not null`);
    await runner.query(`
      create index payment_open_of_subscription on payment (subscription_id) where status = 'open'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index payment_open_of_subscription`);
    await runner.query(`
      alter table subscription drop column card`);
  }
}
