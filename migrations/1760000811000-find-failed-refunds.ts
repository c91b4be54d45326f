import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindFailedRefunds1760000811000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("create index refund_fallen on refund (created_at) where status in ('failed', 'canceled')");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index refund_fallen');
  }
}
