import type { MigrationInterface, QueryRunner } from 'typeorm';

export class InviteTeamMembers1760000201000 implements MigrationInterface {
  name = 'InviteTeamMembers1760000201000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table team_invitation (
        id uuid primary key default gen_random_uuid(),
        creator_id uuid not null references creator on delete cascade,
        address text not null,
        address_key text not null,
        role text not null check (role in ('editor', 'community')),
        hash bytea unique,
        language text not null,
        invited_by uuid references account on delete set null,
        sends int not null default 1,
        sent_at timestamptz not null,
        expires_at timestamptz not null,
        accepted_at timestamptz,
        withdrawn_at timestamptz
      )`);
    await runner.query(`
      create unique index team_invitation_open on team_invitation (creator_id, address_key) where accepted_at is null and withdrawn_at is null`);
    await runner.query(`
      create index team_invitation_of_address on team_invitation (address_key)`);
    await runner.query(`
      create unique index team_member_one_owner on team_member (creator_id) where role = 'owner'`);
    await runner.query(`
      create function keep_an_owner() returns trigger language plpgsql as $$
      begin
        if exists (select 1 from creator where id = old.creator_id)
          and not exists (select 1 from team_member where creator_id = old.creator_id and role = 'owner') then
          raise exception 'a page is never without an owner' using errcode = 'restrict_violation', constraint = 'team_member_keeps_owner';
        end if;
        return null;
      end $$`);
    await runner.query(`
      create constraint trigger team_member_keeps_owner after update or delete on team_member
      deferrable initially deferred for each row execute function keep_an_owner()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger team_member_keeps_owner on team_member`);
    await runner.query(`
      drop function keep_an_owner`);
    await runner.query(`
      drop index team_member_one_owner`);
    await runner.query(`
      drop table team_invitation`);
  }
}
