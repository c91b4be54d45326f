import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A paid tier that Stripe keeps although it gives nothing: it could not be paid, or was paused there. */
export class TellWhatIsShut1760000807000 implements MigrationInterface {
  name = 'TellWhatIsShut1760000807000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table membership add column shut jsonb`);
    await runner.query(`
      update membership m set shut = jsonb_build_object('why', s.status, 'tierId', s.tier_id)
      from (select distinct on (account_id, creator_id) account_id, creator_id, status, tier_id from subscription
            where status in ('unpaid', 'paused') and not surplus order by account_id, creator_id, started_at desc) s
      where m.account_id = s.account_id and m.creator_id = s.creator_id and m.ended_at is null and m.paid_tier_id is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table membership drop column shut`);
  }
}
