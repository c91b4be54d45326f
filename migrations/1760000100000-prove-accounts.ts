import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ProveAccounts1760000100000 implements MigrationInterface {
  name = 'ProveAccounts1760000100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table account add proved_at timestamptz`);
    await runner.query(`
      update account set proved_at = created_at`);
    await runner.query(`
      alter table account drop constraint account_email_key_key`);
    await runner.query(`
      create unique index account_of_proved_address on account (email_key) where proved_at is not null`);
    await runner.query(`
      create index account_unproved on account (email_key) where proved_at is null`);
    await runner.query(`
      alter table session add opened_by text not null default 'password' check (opened_by in ('password', 'link', 'join')),
        add device text not null default '', add seen_at timestamptz`);
    await runner.query(`
      update session set seen_at = created_at`);
    await runner.query(`
      alter table session alter seen_at set not null, alter opened_by drop default, alter device drop default`);
    await runner.query(`
      alter table account_token drop constraint account_token_purpose_check`);
    await runner.query(`
      alter table account_token add constraint account_token_purpose_check
        check (purpose in ('registration', 'reset', 'setup', 'sign-in', 'join', 'address', 'invitation'))`);
    await runner.query(`
      create index account_token_of_account on account_token (account_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index account_token_of_account`);
    await runner.query(`
      delete from account_token where purpose in ('sign-in', 'join', 'address', 'invitation')`);
    await runner.query(`
      alter table account_token drop constraint account_token_purpose_check`);
    await runner.query(`
      alter table account_token add constraint account_token_purpose_check check (purpose in ('registration', 'reset', 'setup'))`);
    await runner.query(`
      alter table session drop opened_by, drop device, drop seen_at`);
    await runner.query(`
      drop index account_unproved`);
    await runner.query(`
      drop index account_of_proved_address`);
    // Whoever never proved an address goes: that is what the schema before this one says of every row.
    await runner.query(`
      delete from account where proved_at is null`);
    await runner.query(`
      alter table account add constraint account_email_key_key unique (email_key)`);
    await runner.query(`
      alter table account drop proved_at`);
  }
}
