import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, Limits, Nullable, Page, SignedIn, Type, Who, Write } from '../../platform/index.js';
import { CreatorView, creatorView, Creators, placeOf } from '../../members/index.js';
import { CURRENCIES, PERIODS, type Period, Tiers } from '../../tiers/index.js';
import { asUnavailable } from '../stripe/stripe.client.js';
import { Checkout } from './checkout.service.js';
import { JoinView, Offers, type Wish } from './offers.service.js';
import { CheckoutReturns } from './returns.service.js';

export class CheckoutDto {
  @IsUUID()
  tierId: string;

  /** The tier's own, if left out. */
  @IsOptional() @IsIn(PERIODS)
  period?: Period;

  /** The tier's own, if left out. */
  @IsOptional() @IsIn(Object.keys(CURRENCIES))
  currency?: string;
}

const StartedView = Type.Object({ id: Type.String(), url: Type.String() });
const ReturnView = Type.Object({
  creator: CreatorView, state: Type.Enum(['confirming', 'open', 'unpaid']), tier: Nullable(Type.Object({ id: Type.String(), name: Type.String() })),
  refresh: Nullable(Type.Integer()), trial: Type.Boolean(),
});

/** What a creator offers, the way to the till and back. */
@Controller('@:handle')
export class JoinController {
  constructor(
    private readonly creators: Creators,
    private readonly tiers: Tiers,
    private readonly offers: Offers,
    private readonly checkout: Checkout,
    private readonly returns: CheckoutReturns,
    private readonly limits: Limits,
  ) {}

  @Get('join')
  @Page({
    id: 'listTiers', summary: 'What this creator offers', view: JoinView, template: 'tiers/join', layout: 'page',
    frame: (view: { creator: CreatorView }, t) => ({ title: t('join.title', { name: view.creator.name }), accent: view.creator, description: view.creator.standfirst || null }),
  })
  async join(@Who() actor: Actor | null, @Param('handle') handle: string, @Query() query: Wish) {
    return this.offers.to(actor, handle, query);
  }

  @Post('checkout')
  @HttpCode(201)
  @SignedIn()
  @Write({ id: 'startCheckout', summary: 'Opens a hosted checkout for a tier', view: StartedView, status: 201 })
  async start(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: CheckoutDto, @Req() request: FastifyRequest) {
    await this.limits.take(`checkout ${actor.accountId}`, 40, 600);
    await this.limits.take(`checkout ip ${placeOf(request.ip)}`, 300, 600);
    await this.limits.take('checkout all', 6000, 600);
    const creator = await this.creators.byHandle(handle);
    const started = await this.checkout.start(actor, creator, body).catch(asUnavailable);
    return done(started.url, started);
  }

  @Get('checkout/return')
  @SignedIn()
  @Page({
    id: 'getCheckoutReturn', summary: 'How a checkout ended', view: ReturnView, template: 'billing/return', layout: 'page',
    frame: (view: { creator: CreatorView }, t) => ({ title: t('billing.returnTitle', { name: view.creator.name }), accent: view.creator, noindex: true }),
  })
  async back(@Who() actor: Actor, @Param('handle') handle: string, @Query('session_id') sessionId: unknown, @Req() request: FastifyRequest) {
    await this.limits.take(`return ${placeOf(request.ip)}`, 300, 600);
    const creator = await this.creators.byHandle(handle);
    const { tierId, state, trial } = await this.returns.look(actor, creator.id, String(sessionId));
    const tier = await this.tiers.byId(tierId);
    return { creator: creatorView(creator), state, tier: tier && { id: tier.id, name: tier.name }, refresh: state === 'confirming' ? 2 : null, trial };
  }
}
