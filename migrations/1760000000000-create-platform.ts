import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePlatform1760000000000 implements MigrationInterface {
  name = 'CreatePlatform1760000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table signal (
        id bigint generated always as identity primary key,
        creator_id uuid not null,
        account_id uuid not null,
        kind text not null,
        subject text,
        at timestamptz not null
      )`);
    await runner.query(`
      create index signal_by_member on signal (creator_id, account_id, at)`);
    await runner.query(`
      create table read_signal (
        creator_id uuid not null,
        account_id uuid not null,
        post_id uuid not null,
        day date not null,
        at timestamptz not null,
        primary key (account_id, post_id, day)
      )`);
    await runner.query(`
      create table limit_use (
        key text not null,
        "window" bigint not null,
        used int not null,
        ends_at timestamptz not null,
        primary key (key, "window")
      )`);
    await runner.query(`
      create index limit_use_ended on limit_use (ends_at)`);
    await runner.query(`
      create table job_worker (
        worker_id text primary key,
        pid int not null,
        started timestamptz not null
      )`);
    await runner.query(`
      create table sandbox_clock (
        id int primary key check (id = 1),
        offset_ms bigint not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table sandbox_clock`);
    await runner.query(`
      drop table job_worker`);
    await runner.query(`
      drop table limit_use`);
    await runner.query(`
      drop table read_signal`);
    await runner.query(`
      drop table signal`);
  }
}
