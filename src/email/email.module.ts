import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { ContentModule } from '../content/index.js';
import { MembersModule } from '../members/index.js';
import { TiersModule } from '../tiers/index.js';
import { Deliveries } from './deliveries.service.js';
import { Letters } from './letters.service.js';
import { MailEvents } from './mail-events.service.js';
import { MailQueue } from './mail-queue.service.js';
import { MailViews } from './mail-views.service.js';
import { MailboxController } from './mailbox/mailbox.controller.js';
import { Mailbox } from './mailbox/mailbox.js';
import { Mailer } from './mailer.js';
import { UnsubscribeController } from './unsubscribe.controller.js';
import { Unsubscribes } from './unsubscribes.service.js';

@Module({
  imports: [MembersModule, TiersModule, AccessModule, ContentModule],
  controllers: [UnsubscribeController, MailboxController],
  providers: [MailQueue, MailEvents, MailViews, Letters, Mailer, Mailbox, Deliveries, Unsubscribes],
})
export class EmailModule {}
