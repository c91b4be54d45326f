import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { BillingModule } from '../billing/index.js';
import { ContentModule } from '../content/index.js';
import { MembersModule } from '../members/index.js';
import { TiersModule } from '../tiers/index.js';
import { Deliveries } from './deliveries.service.js';
import { EmailData } from './email-data.part.js';
import { Letters } from './letters.service.js';
import { MailKinds } from './mail-kinds.service.js';
import { MailStory } from './mail-story.part.js';
import { MailQueue } from './mail-queue.service.js';
import { MailboxController } from './mailbox/mailbox.controller.js';
import { Mailbox } from './mailbox/mailbox.js';
import { MailHealths } from './operator/mail-health.query.js';
import { OperatorMailController } from './operator/operator-mail.controller.js';
import { PreviewsController } from './mailbox/previews.controller.js';
import { Mailer } from './mailer.js';
import { MailChoicesController } from './mail-choices.controller.js';
import { MAILS } from './mails/index.js';
import { MailDesk } from './mails/mail-desk.service.js';
import { PostDesk } from './mails/post-desk.service.js';
import { MembershipDesk } from './mails/membership-desk.service.js';
import { UnsubscribeController } from './unsubscribe.controller.js';
import { Unsubscribes } from './unsubscribes.service.js';

@Module({
  imports: [MembersModule, TiersModule, AccessModule, BillingModule, ContentModule],
  controllers: [UnsubscribeController, MailChoicesController, MailboxController, PreviewsController, OperatorMailController],
  providers: [EmailData, MailStory, ...MAILS, MailDesk, MembershipDesk, PostDesk, MailKinds, MailQueue, Letters, Mailer, Mailbox, Deliveries, Unsubscribes, MailHealths],
})
export class EmailModule {}
