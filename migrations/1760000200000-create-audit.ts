import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAudit1760000200000 implements MigrationInterface {
  name = 'CreateAudit1760000200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audit_entry (
        id bigint generated always as identity primary key,
        creator_id uuid references creator,
        actor_id uuid,
        act text not null,
        subject text,
        detail jsonb not null,
        at timestamptz not null
      )`);
    await runner.query(`
      create index audit_entry_of_page on audit_entry (creator_id, id)`);
    await runner.query(`
      create index audit_entry_of_actor on audit_entry (creator_id, actor_id, id)`);
    await runner.query(`
      create function refuse_to_rewrite_audit() returns trigger language plpgsql as $$
      begin
        raise exception 'the audit is only ever added to';
      end $$`);
    await runner.query(`
      create trigger audit_entry_append_only before update or delete or truncate on audit_entry
      for each statement execute function refuse_to_rewrite_audit()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table audit_entry`);
    await runner.query(`
      drop function refuse_to_rewrite_audit`);
  }
}
