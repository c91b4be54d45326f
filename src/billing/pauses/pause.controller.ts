import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, Limits, Page, SignedIn, Who, Write, type Translate } from '../../platform/index.js';
import { Creators } from '../../members/index.js';
import { MembershipView, MembershipViews, Memberships } from '../../access/index.js';
import { asUnavailable } from '../stripe/stripe.client.js';
import { PauseView, pauseView } from './pause.view.js';
import { Pauses } from './pauses.service.js';

export class PauseDto {
  /** How many monthly charges are left out, or `open` for all until it is taken back. */
  @IsIn(['1', '2', '3', 'open'])
  months: string;
}

const page = {
  template: 'billing/pause', layout: 'page' as const,
  frame: (view: { membership: MembershipView }, t: Translate) => ({ title: t('pause.title', { name: view.membership.creator.name }), accent: view.membership.creator, noindex: true }),
};

/** Resting for a while, without leaving. */
@Controller('@:handle/membership/pause')
@SignedIn()
export class PauseController {
  constructor(
    private readonly creators: Creators,
    private readonly memberships: Memberships,
    private readonly views: MembershipViews,
    private readonly pauses: Pauses,
    private readonly limits: Limits,
  ) {}

  @Get()
  @Page({ id: 'getPause', summary: 'What pausing would mean, or how a pause stands', view: PauseView, ...page })
  async show(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.creators.byHandle(handle);
    const row = await this.pauses.of(actor, creator.id);
    return pauseView(await this.view(actor, creator.id), row);
  }

  @Post()
  @Write({
    id: 'pauseMembership', summary: 'Charges nothing for a while; what is paid for stays open to its end', view: MembershipView,
    refill: { ...page, view: (self: PauseController, request: FastifyRequest) => self.show(request.actor!, (request.params as { handle: string }).handle) },
  })
  async pause(@Who() actor: Actor, @Param('handle') handle: string, @Body() { months }: PauseDto) {
    return this.change(actor, handle, 'paused', (creatorId) => this.pauses.pause(actor, creatorId, months === 'open' ? null : Number(months)));
  }

  @Post('undo')
  @Write({ id: 'unpauseMembership', summary: 'Goes on with a paused membership; charged today if what was paid for has run out', view: MembershipView })
  async unpause(@Who() actor: Actor, @Param('handle') handle: string) {
    return this.change(actor, handle, 'unpaused', (creatorId) => this.pauses.unpause(actor, creatorId));
  }

  private async change(actor: Actor, handle: string, flash: string, act: (creatorId: string) => Promise<void>) {
    const creator = await this.creators.byHandle(handle);
    await this.limits.take(`pause ${actor.accountId}`, 20, 3600);
    await act(creator.id).catch(asUnavailable);
    return done('/account', await this.view(actor, creator.id), flash);
  }

  private async view(actor: Actor, creatorId: string): Promise<MembershipView> {
    return this.views.of((await this.memberships.find(actor.accountId, creatorId))!);
  }
}
