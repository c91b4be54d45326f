import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which prices Stripe knows to have their tax in them, and what tax was in each payment. */
export class TellTax1760000804000 implements MigrationInterface {
  name = 'TellTax1760000804000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table stripe_price add column tax_included boolean not null default false`);
    await runner.query(`
      alter table payment add column tax int not null default 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table payment drop column tax`);
    await runner.query(`
      alter table stripe_price drop column tax_included`);
  }
}
