import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { done, Limits, NotFound, Page, Write } from '../platform/index.js';
import { type Membership, type MembershipView, MembershipViews } from '../access/index.js';
import { CancellationLinks } from './cancellation-links.service.js';
import { CancellationView, EndedView, flashOf } from './cancellation.controller.js';
import { Cancellations } from './cancellations.service.js';
import { LeavingDto } from './leaving.dto.js';
import { asUnavailable } from './stripe/stripe.client.js';

/** The way out that stands in each mail about money: the link shows it, the button takes it. Scanners that follow links change nothing. */
@Controller('mail/cancellation/:token')
export class CancellationLinksController {
  constructor(
    private readonly links: CancellationLinks,
    private readonly cancellations: Cancellations,
    private readonly views: MembershipViews,
    private readonly limits: Limits,
  ) {}

  @Get()
  @Page({
    id: 'getCancellationLink', summary: 'What leaving by this link would mean', view: CancellationView, template: 'billing/cancellation', layout: 'page',
    frame: (view: { membership: MembershipView }, t) => ({ title: t('billing.cancelTitle', { name: view.membership.creator.name }), accent: view.membership.creator, noindex: true }),
  })
  async show(@Param('token') token: string) {
    const action = `/mail/cancellation/${token}`;
    return { membership: await this.views.of(await this.find(token)), action, undo: `${action}/undo` };
  }

  @Post()
  @Write({ id: 'cancelByLink', summary: 'Ends a paid membership at the end of its period; a free one, or one whose renewal goes unpaid, at once', view: EndedView })
  async cancel(@Param('token') token: string, @Body() { kind }: LeavingDto) {
    return this.change(token, 'canceled', (membership) => this.cancellations.cancel(membership, membership.creatorId, kind));
  }

  @Post('undo')
  @Write({ id: 'resumeByLink', summary: 'Takes a cancellation back', view: EndedView })
  async undo(@Param('token') token: string) {
    return this.change(token, 'resumed', (membership) => this.cancellations.undo(membership, membership.creatorId));
  }

  private async change(token: string, press: 'canceled' | 'resumed', act: (membership: Membership) => Promise<void>) {
    const before = await this.find(token);
    await this.limits.take(`cancellation link ${before.id}`, 20, 3600);
    await act(before).catch(asUnavailable);
    const membership = await this.links.read(token);
    return done(membership ? `/mail/cancellation/${token}` : '/', { membership: membership && await this.views.of(membership) }, flashOf(press, membership));
  }

  private async find(token: string): Promise<Membership> {
    const membership = await this.links.read(token);
    if (!membership) throw new NotFound();
    return membership;
  }
}
