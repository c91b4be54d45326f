import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCollections1760000303000 implements MigrationInterface {
  name = 'CreateCollections1760000303000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table post add pinned_at timestamptz, add tags text[] not null default '{}', add tag_keys text[] not null default '{}'`);
    await runner.query(`
      create index post_tagged on post using gin (tag_keys) where published_at is not null`);
    await runner.query(`
      create table collection (
        id uuid primary key default gen_random_uuid(),
        creator_id uuid not null references creator on delete cascade,
        slug text not null,
        title text not null,
        about text not null,
        created_at timestamptz not null,
        version int not null default 1,
        unique (creator_id, slug)
      )`);
    await runner.query(`
      create table collection_post (
        collection_id uuid not null references collection on delete cascade,
        post_id uuid not null references post on delete cascade,
        position int not null,
        primary key (collection_id, post_id)
      )`);
    await runner.query(`
      create index collection_post_of_post on collection_post (post_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table collection_post`);
    await runner.query(`
      drop table collection`);
    await runner.query(`
      alter table post drop pinned_at, drop tags, drop tag_keys`);
  }
}
