import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SchedulePosts1760000301000 implements MigrationInterface {
  name = 'SchedulePosts1760000301000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table creator add time_zone text not null default 'UTC'`);
    await runner.query(`
      update creator c set time_zone = a.time_zone from team_member t join account a on a.id = t.account_id
      where t.creator_id = c.id and t.role = 'owner'`);
    await runner.query(`
      alter table post add scheduled_at timestamptz, add steps jsonb not null default '[]', add next_step_at timestamptz,
        add constraint post_scheduled_or_published check (scheduled_at is null or published_at is null)`);
    await runner.query(`
      create index post_due on post (scheduled_at) where scheduled_at is not null`);
    await runner.query(`
      create index post_step_due on post (next_step_at) where next_step_at is not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table post drop scheduled_at, drop steps, drop next_step_at`);
    await runner.query(`
      alter table creator drop time_zone`);
  }
}
