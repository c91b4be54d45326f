import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateContent1760000005000 implements MigrationInterface {
  name = 'CreateContent1760000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table post (
        id uuid primary key default gen_random_uuid(),
        creator_id uuid not null references creator on delete cascade,
        author_id uuid references account on delete set null,
        slug text not null,
        title text not null,
        standfirst text not null,
        teaser text not null,
        teaser_html text not null,
        body text not null,
        body_html text not null,
        audience jsonb not null,
        minutes int not null,
        minutes_left int not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        published_at timestamptz,
        first_published_at timestamptz,
        version int not null default 1,
        unique (creator_id, slug)
      )`);
    await runner.query(`
      create index post_published on post (creator_id, published_at desc) where published_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table post`);
  }
}
