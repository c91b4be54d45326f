import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, Clock, done, NotFound, Page, SignedIn, Who, Write, type Translate } from '../../platform/index.js';
import { Creators, type CreatorWithPictures } from '../../members/index.js';
import { Tiers } from '../../tiers/index.js';
import { Memberships } from '../memberships.service.js';
import { AskDto } from './request.dto.js';
import { AskView, askView } from './request.view.js';
import { TierRequests } from './tier-requests.service.js';

const page = {
  template: 'access/ask', layout: 'page' as const,
  frame: ({ creator }: AskView, t: Translate) => ({ title: t('asking.title', { name: creator.name }), accent: creator, noindex: true }),
};

/** Asking a creator for the smaller price, without saying why. */
@Controller('@:handle/ask')
@SignedIn()
export class AskingController {
  constructor(
    private readonly creators: Creators,
    private readonly tiers: Tiers,
    private readonly memberships: Memberships,
    private readonly requests: TierRequests,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Page({ id: 'getTierRequest', summary: 'How my request for the smaller price stands', view: AskView, ...page })
  async show(@Who() actor: Actor, @Param('handle') handle: string) {
    const view = await this.view(actor, await this.creators.byHandle(handle));
    if (view.state === 'none' && !view.mayAsk) throw new NotFound();
    return view;
  }

  @Post()
  @Write({
    id: 'requestTier', summary: 'Asks for the smaller price; no reason is needed', view: AskView, status: 201,
    refill: { ...page, view: (self: AskingController, request: FastifyRequest) => self.show(request.actor!, (request.params as { handle: string }).handle) },
  })
  async ask(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: AskDto) {
    const creator = await this.creators.byHandle(handle);
    await this.requests.ask(actor, creator, body.words ?? '');
    return done(`/@${creator.handle}/ask`, await this.view(actor, creator), 'asked');
  }

  @Post('withdrawal')
  @Write({ id: 'withdrawTierRequest', summary: 'Takes a request back that waits; its words are forgotten', view: AskView })
  async withdraw(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.creators.byHandle(handle);
    await this.requests.withdraw(actor, creator.id);
    const view = await this.view(actor, creator);
    return done(view.mayAsk ? view.action : view.creator.url, view, 'askedNoMore');
  }

  private async view(actor: Actor, creator: CreatorWithPictures): Promise<AskView> {
    const [request, membership, tiers] = await Promise.all([
      this.requests.find(actor.accountId, creator.id), this.memberships.find(actor.accountId, creator.id), this.tiers.ofCreator(creator.id),
    ]);
    return askView(creator, request, tiers, membership, this.clock.now());
  }
}
