import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Jobs that an older version queued find their handler under its new name. */
const MOVED = {
  'RegistrationRequested:MailEvents.confirm': 'RegistrationRequested:ConfirmMail.owe',
  'RegistrationRepeated:MailEvents.registeredAlready': 'RegistrationRepeated:RegisteredAlreadyMail.owe',
  'PasswordResetRequested:MailEvents.reset': 'PasswordResetRequested:ResetMail.owe',
  'PaidMembershipStarted:MailEvents.welcome': 'PaidMembershipStarted:WelcomeMail.owe',
  'PostPublished:MailEvents.newPost': 'PostPublished:NewPostMail.published',
};

export class RenameMailTasks1760000500000 implements MigrationInterface {
  name = 'RenameMailTasks1760000500000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [before, after] of Object.entries(MOVED)) {
      await runner.query('update graphile_worker._private_tasks set identifier = $2 where identifier = $1', [before, after]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [before, after] of Object.entries(MOVED)) {
      await runner.query('update graphile_worker._private_tasks set identifier = $1 where identifier = $2', [before, after]);
    }
  }
}
