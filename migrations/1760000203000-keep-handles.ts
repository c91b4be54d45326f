import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepHandles1760000203000 implements MigrationInterface {
  name = 'KeepHandles1760000203000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table creator_handle (
        handle_key text primary key,
        creator_id uuid not null references creator on delete cascade
      )`);
    await runner.query(`
      create index creator_handle_of_page on creator_handle (creator_id)`);
    await runner.query(`
      insert into creator_handle (handle_key, creator_id) select handle_key, id from creator`);
    await runner.query(`
      create function keep_handle() returns trigger language plpgsql as $$
      begin
        insert into creator_handle (handle_key, creator_id) values (new.handle_key, new.id) on conflict (handle_key) do nothing;
        if not exists (select 1 from creator_handle where handle_key = new.handle_key and creator_id = new.id) then
          raise exception 'this handle is another page''s for ever' using errcode = 'unique_violation', constraint = 'creator_handle_kept';
        end if;
        return null;
      end $$`);
    await runner.query(`
      create trigger creator_handle_kept after insert or update of handle_key on creator for each row execute function keep_handle()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop trigger creator_handle_kept on creator`);
    await runner.query(`
      drop function keep_handle`);
    await runner.query(`
      drop table creator_handle`);
  }
}
