import { Controller, Get, Param, Post } from '@nestjs/common';
import { done, Limits, NotFound, Page, Write } from '../../platform/index.js';
import type { Membership } from '../../access/index.js';
import { WithdrawalLinks } from './withdrawal-links.service.js';
import { WithdrawalPages, withdrawalPage } from './withdrawal-pages.service.js';
import { Withdrawals } from './withdrawals.service.js';

/** The same function from a mail: the link shows it, the button takes it, and nobody has to sign in. */
@Controller('mail/withdrawal/:token')
export class WithdrawalLinksController {
  constructor(private readonly links: WithdrawalLinks, private readonly pages: WithdrawalPages, private readonly withdrawals: Withdrawals, private readonly limits: Limits) {}

  @Get()
  @Page({ id: 'getWithdrawalLink', summary: 'What withdrawing by this link would mean', ...withdrawalPage })
  async show(@Param('token') token: string) {
    const membership = await this.find(token);
    return this.pages.of(membership, membership.creatorId, `/mail/withdrawal/${token}`);
  }

  @Post()
  @Write({ id: 'withdrawByLink', summary: 'Withdraws from a paid membership in its first fourteen days', view: withdrawalPage.view })
  async withdraw(@Param('token') token: string) {
    const membership = await this.find(token);
    await this.limits.take(`withdrawal link ${membership.id}`, 20, 3600);
    await this.withdrawals.withdraw(membership, membership.creatorId);
    const action = `/mail/withdrawal/${token}`;
    return done(action, await this.pages.of(membership, membership.creatorId, action), 'withdrawn14');
  }

  private async find(token: string): Promise<Membership> {
    const membership = await this.links.read(token);
    if (!membership) throw new NotFound();
    return membership;
  }
}
