import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An announced price may be called off, until it is being carried out. */
export class RecallPriceMoves1760000806000 implements MigrationInterface {
  name = 'RecallPriceMoves1760000806000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table price_notice add column moving_at timestamptz, add column recalled_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table price_notice drop column moving_at, drop column recalled_at`);
  }
}
