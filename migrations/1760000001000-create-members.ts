import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMembers1760000001000 implements MigrationInterface {
  name = 'CreateMembers1760000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table account (
        id uuid primary key default gen_random_uuid(),
        email text not null,
        email_key text not null unique,
        name text not null,
        password_hash text,
        language text not null,
        time_zone text not null,
        operator_since timestamptz,
        created_at timestamptz not null
      )`);
    await runner.query(`
      create table session (
        id uuid primary key default gen_random_uuid(),
        account_id uuid not null references account on delete cascade,
        token_hash bytea not null unique,
        kind text not null check (kind in ('cookie', 'token')),
        created_at timestamptz not null,
        expires_at timestamptz not null
      )`);
    await runner.query(`
      create index session_of_account on session (account_id)`);
    await runner.query(`
      create table account_token (
        id uuid primary key default gen_random_uuid(),
        purpose text not null check (purpose in ('registration', 'reset', 'setup')),
        account_id uuid references account on delete cascade,
        hash bytea not null unique,
        data jsonb,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        used_at timestamptz
      )`);
    await runner.query(`
      create table picture (
        id uuid primary key default gen_random_uuid(),
        width int not null,
        height int not null,
        widths int[] not null,
        alt text not null,
        caption text,
        created_at timestamptz not null
      )`);
    await runner.query(`
      create table creator (
        id uuid primary key default gen_random_uuid(),
        handle text not null,
        handle_key text not null unique,
        name text not null,
        standfirst text not null,
        about text not null,
        about_html text not null,
        hue int not null check (hue between 0 and 355 and hue % 5 = 0),
        chroma int not null check (chroma between 14 and 150),
        language text not null,
        picture_id uuid references picture,
        portrait_id uuid references picture,
        created_at timestamptz not null,
        version int not null default 1
      )`);
    await runner.query(`
      create table team_member (
        creator_id uuid not null references creator on delete cascade,
        account_id uuid not null references account on delete cascade,
        role text not null check (role in ('owner', 'editor', 'community')),
        since timestamptz not null,
        primary key (creator_id, account_id)
      )`);
    await runner.query(`
      create index team_member_of_account on team_member (account_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table team_member`);
    await runner.query(`
      drop table creator`);
    await runner.query(`
      drop table picture`);
    await runner.query(`
      drop table account_token`);
    await runner.query(`
      drop table session`);
    await runner.query(`
      drop table account`);
  }
}
