import { Controller, Get, Param, Post } from '@nestjs/common';
import { type Actor, done, Page, SignedIn, Who, Write } from '../../platform/index.js';
import { Creators } from '../../members/index.js';
import { WithdrawalPages, withdrawalPage } from './withdrawal-pages.service.js';
import { Withdrawals } from './withdrawals.service.js';

/** The function to withdraw within fourteen days: a labelled link, this page that confirms, and a mail that acknowledges. */
@Controller('@:handle/membership/withdrawal')
@SignedIn()
export class WithdrawalController {
  constructor(private readonly creators: Creators, private readonly pages: WithdrawalPages, private readonly withdrawals: Withdrawals) {}

  @Get()
  @Page({ id: 'getWithdrawal', summary: 'What withdrawing within fourteen days would mean', ...withdrawalPage })
  async show(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.creators.byHandle(handle);
    return this.pages.of(actor, creator.id, `/@${creator.handle}/membership/withdrawal`);
  }

  @Post()
  @Write({ id: 'withdrawMembership', summary: 'Withdraws from a paid membership in its first fourteen days: it ends at once, and all that was paid comes back', view: withdrawalPage.view })
  async withdraw(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.creators.byHandle(handle);
    const action = `/@${creator.handle}/membership/withdrawal`;
    await this.withdrawals.withdraw(actor, creator.id);
    return done(action, await this.pages.of(actor, creator.id, action), 'withdrawn14');
  }
}
