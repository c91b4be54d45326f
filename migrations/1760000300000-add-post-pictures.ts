import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddPostPictures1760000300000 implements MigrationInterface {
  name = 'AddPostPictures1760000300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table post_picture (
        id uuid primary key,
        post_id uuid not null references post on delete cascade,
        number int not null,
        width int not null,
        height int not null,
        widths int[] not null,
        alt text not null,
        decorative boolean not null,
        caption text not null,
        open boolean not null,
        created_at timestamptz not null,
        unique (post_id, number),
        check (decorative or alt <> '')
      )`);
    await runner.query(`
      alter table post add cover_id uuid references post_picture on delete set null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table post drop cover_id`);
    await runner.query(`
      drop table post_picture`);
  }
}
