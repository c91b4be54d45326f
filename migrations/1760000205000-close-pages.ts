import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ClosePages1760000205000 implements MigrationInterface {
  name = 'ClosePages1760000205000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table creator add column closed_at timestamptz, add column readable_until timestamptz, add column farewell text,
        add column closing_begins_at timestamptz, add column closing_begun_at timestamptz`);
    await runner.query(`
      create table closing_refund (
        stripe_account text not null,
        subscription_id text not null,
        creator_id uuid not null references creator,
        account_id uuid references account on delete set null,
        currency text not null,
        amount int check (amount >= 0),
        done_at timestamptz,
        primary key (stripe_account, subscription_id)
      )`);
    await runner.query(`
      create index closing_refund_of_page on closing_refund (creator_id, account_id)`);
    // A closed page may lose its owner: people may be forgotten.
    await runner.query(`
      create or replace function keep_an_owner() returns trigger language plpgsql as $$
      begin
        if exists (select 1 from creator where id = old.creator_id and closing_begun_at is null)
          and not exists (select 1 from team_member where creator_id = old.creator_id and role = 'owner') then
          raise exception 'a page is never without an owner' using errcode = 'restrict_violation', constraint = 'team_member_keeps_owner';
        end if;
        return null;
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace function keep_an_owner() returns trigger language plpgsql as $$
      begin
        if exists (select 1 from creator where id = old.creator_id)
          and not exists (select 1 from team_member where creator_id = old.creator_id and role = 'owner') then
          raise exception 'a page is never without an owner' using errcode = 'restrict_violation', constraint = 'team_member_keeps_owner';
        end if;
        return null;
      end $$`);
    await runner.query(`
      drop table closing_refund`);
    await runner.query(`
      alter table creator drop column closed_at, drop column readable_until, drop column farewell, drop column closing_begins_at, drop column closing_begun_at`);
  }
}
