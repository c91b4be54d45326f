import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Days that a tier is free for at first, and who had theirs: by account and by card. */
export class OfferTrials1760000801002 implements MigrationInterface {
  name = 'OfferTrials1760000801002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table tier add column trial_days int check (trial_days between 1 and 30), add column trial_card boolean not null default true`);
    await runner.query(`
      alter table subscription add column trial_end timestamptz`);
    await runner.query(`
      create index subscription_on_trial on subscription (trial_end) where status = 'trialing'`);
    await runner.query(`
      create table trial (
        stripe_account text not null,
        subscription_id text not null,
        creator_id uuid not null references creator on delete cascade,
        account_id uuid references account on delete set null,
        card text,
        began_at timestamptz not null,
        primary key (stripe_account, subscription_id)
      )`);
    await runner.query(`
      create index trial_of_account on trial (account_id, creator_id)`);
    await runner.query(`
      create index trial_of_card on trial (creator_id, card) where card is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table trial`);
    await runner.query(`
      alter table subscription drop column trial_end`);
    await runner.query(`
      alter table tier drop column trial_days, drop column trial_card`);
  }
}
