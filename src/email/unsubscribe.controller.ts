import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { NotFound, Page, Type } from '../platform/index.js';
import { Creators, creatorUrl } from '../members/index.js';
import { Unsubscribes } from './unsubscribes.service.js';

const UnsubscribeView = Type.Object({ creator: Type.Object({ name: Type.String(), url: Type.String() }), done: Type.Boolean(), again: Type.Boolean(), action: Type.String() });
const page = {
  view: UnsubscribeView, template: 'email/unsubscribe', layout: 'plain' as const,
  frame: (_: unknown, t: (key: string) => string) => ({ title: t('mail.stopTitle'), noindex: true }),
};

/** One click stops a creator's mails (RFC 8058): without signing in, without a redirect, and only on POST. */
@Controller('mail/unsubscribe/:token')
export class UnsubscribeController {
  constructor(private readonly unsubscribes: Unsubscribes, private readonly creators: Creators) {}

  @Get()
  @Page({ id: 'getUnsubscribe', summary: 'What the link in a mail would stop; stops nothing', ...page })
  async show(@Param('token') token: string) {
    return { creator: (await this.find(token)).creator, done: false, again: false, action: `/mail/unsubscribe/${token}` };
  }

  @Post()
  @HttpCode(200)
  @Page({ id: 'unsubscribe', summary: 'Stops a creator\'s mails', ...page })
  async stop(@Param('token') token: string) {
    const { creator, refusal } = await this.find(token);
    await this.unsubscribes.refuse(refusal);
    return { creator, done: true, again: false, action: `/mail/unsubscribe/${token}/undo` };
  }

  @Post('undo')
  @HttpCode(200)
  @Page({ id: 'resubscribe', summary: 'Lets a creator\'s mails come again', ...page })
  async undo(@Param('token') token: string) {
    const { creator, refusal } = await this.find(token);
    await this.unsubscribes.welcome(refusal);
    return { creator, done: false, again: true, action: `/mail/unsubscribe/${token}` };
  }

  private async find(token: string) {
    const refusal = this.unsubscribes.read(token);
    const [creator] = refusal ? await this.creators.byIds([refusal.creatorId]) : [];
    if (!refusal || !creator) throw new NotFound();
    return { refusal, creator: { name: creator.name, url: creatorUrl(creator) } };
  }
}
