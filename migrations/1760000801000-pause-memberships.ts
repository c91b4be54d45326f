import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Memberships that rest, the next charge of each, and how long a tier stays open while a payment is being sorted out. */
export class PauseMemberships1760000801000 implements MigrationInterface {
  name = 'PauseMemberships1760000801000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table tier add column grace_days int not null default 7 check (grace_days between 0 and 30)`);
    await runner.query(`
      alter table subscription add column paused boolean not null default false, add column next_charge_at timestamptz, add column anchored_at timestamptz, add column trouble_since timestamptz`);
    await runner.query(`
      update subscription set next_charge_at = period_end where status in ('active', 'trialing', 'past_due') and not cancel_at_period_end`);
    await runner.query(`
      create index subscription_of_tier_in_trouble on subscription (tier_id) where status = 'past_due'`);
    await runner.query(`
      create index subscription_resumes on subscription (next_charge_at) where paused`);
    await runner.query(`
      alter table membership add column next_charge_at timestamptz, add column trouble_since timestamptz`);
    await runner.query(`
      update membership set next_charge_at = paid_until where paid_status in ('active', 'past_due')`);
    await runner.query(`
      alter table membership drop constraint membership_paid_status_check,
        add constraint membership_paid_status_check check (paid_status in ('active', 'ending', 'past_due', 'paused', 'trialing'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update membership set paid_status = 'active' where paid_status in ('paused', 'trialing')`);
    await runner.query(`
      alter table membership drop constraint membership_paid_status_check,
        add constraint membership_paid_status_check check (paid_status in ('active', 'ending', 'past_due'))`);
    await runner.query(`
      alter table membership drop column next_charge_at, drop column trouble_since`);
    await runner.query(`
      drop index subscription_resumes`);
    await runner.query(`
      drop index subscription_of_tier_in_trouble`);
    await runner.query(`
      alter table subscription drop column paused, drop column next_charge_at, drop column anchored_at, drop column trouble_since`);
    await runner.query(`
      alter table tier drop column grace_days`);
  }
}
