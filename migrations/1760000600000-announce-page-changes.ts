import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where strangers' pages come from, and how to find the handle they stand below from a changed row `r`. */
const SHOWN: Record<string, string> = {
  creator: 'select r.handle_key',
  tier: 'select c.handle_key from creator c where c.id = r.creator_id',
  tier_price: 'select c.handle_key from creator c join tier t on t.creator_id = c.id where t.id = r.tier_id',
  post: 'select c.handle_key from creator c where c.id = r.creator_id',
  post_picture: 'select c.handle_key from creator c join post p on p.creator_id = c.id where p.id = r.post_id',
  collection: 'select c.handle_key from creator c where c.id = r.creator_id',
  collection_post: 'select c.handle_key from creator c join collection k on k.creator_id = c.id where k.id = r.collection_id',
};

/** Whatever changes what strangers see of a page says so as it is committed, by the page's handle: stored pages are then forgotten. */
export class AnnouncePageChanges1760000600000 implements MigrationInterface {
  name = 'AnnouncePageChanges1760000600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, handle] of Object.entries(SHOWN)) {
      await runner.query(`
        create function announce_${table}() returns trigger language plpgsql as $$
        declare
          r ${table};
        begin
          if tg_op <> 'INSERT' then
            r := old;
            perform pg_notify('page_changed', h.handle_key) from (${handle}) as h (handle_key);
          end if;
          if tg_op <> 'DELETE' then
            r := new;
            perform pg_notify('page_changed', h.handle_key) from (${handle}) as h (handle_key);
          end if;
          return null;
        end $$`);
      await runner.query(`
        create trigger page_changes after insert or update or delete on ${table} for each row execute function announce_${table}()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(SHOWN)) {
      await runner.query(`
        drop function announce_${table} cascade`);
    }
  }
}
