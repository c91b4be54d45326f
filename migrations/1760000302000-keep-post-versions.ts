import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepPostVersions1760000302000 implements MigrationInterface {
  name = 'KeepPostVersions1760000302000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table post_version (
        id uuid primary key default gen_random_uuid(),
        post_id uuid not null references post on delete cascade,
        author_id uuid references account on delete set null,
        saved_at timestamptz not null,
        title text not null,
        standfirst text not null,
        teaser text not null,
        body text not null,
        aside boolean not null default false
      )`);
    await runner.query(`
      create index post_version_of_post on post_version (post_id, saved_at desc)`);
    await runner.query(`
      insert into post_version (post_id, author_id, saved_at, title, standfirst, teaser, body)
      select id, author_id, updated_at, title, standfirst, teaser, body from post`);
    await runner.query(`
      create table post_slug (
        creator_id uuid not null references creator on delete cascade,
        slug text not null,
        post_id uuid not null references post on delete cascade,
        primary key (creator_id, slug)
      )`);
    await runner.query(`
      create index post_slug_of_post on post_slug (post_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table post_slug`);
    await runner.query(`
      drop table post_version`);
  }
}
