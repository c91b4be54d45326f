import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SayMoreOfPages1760000204000 implements MigrationInterface {
  name = 'SayMoreOfPages1760000204000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table creator add column links jsonb not null default '[]',
        add column shown_numbers text[] not null default '{}' check (shown_numbers <@ array['members', 'active', 'tenure', 'posts']),
        add column checklist_ended_at timestamptz`);
    // Pages that are there already have begun.
    await runner.query(`
      update creator set checklist_ended_at = created_at`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table creator drop column links, drop column shown_numbers, drop column checklist_ended_at`);
  }
}
