import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { type Actor, Config, done, Instant, Limits, MoneyView, Nullable, Page, SignedIn, Type, Who, Write } from '../../platform/index.js';
import { CreatorView, creatorView, Creators, placeOf, hushedCreator } from '../../members/index.js';
import { CURRENCIES, PERIODS, type Period, TierView, tierView, Tiers } from '../../tiers/index.js';
import { Doors, Memberships, StandingView, standingView } from '../../access/index.js';
import { asUnavailable, StripeClient } from '../stripe/stripe.client.js';
import { Checkout } from './checkout.service.js';
import { tillOf, TillView, tillView, toldAt } from './offers.js';
import { CheckoutReturns } from './returns.service.js';
import { Seats } from './seats.service.js';

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

const Offer = Type.Object({
  ...TierView.properties, yours: Type.Boolean(), since: Nullable(Instant), featured: Type.Boolean(), payable: Type.Boolean(),
  saving: Nullable(MoneyView), seatsLeft: Nullable(Type.Integer()),
});
const JoinView = Type.Object({ creator: CreatorView, offers: Type.Array(Offer), standing: StandingView, seller: Type.String(), payments: Type.Boolean(), guests: Type.Boolean(), till: TillView });
const StartedView = Type.Object({ id: Type.String(), url: Type.String() });
const ReturnView = Type.Object({
  creator: CreatorView, state: Type.Enum(['confirming', 'open', 'unpaid']), tier: Nullable(Type.Object({ id: Type.String(), name: Type.String() })),
  refresh: Nullable(Type.Integer()),
});

/** What a creator offers, the way to the till and back. */
@Controller('@:handle')
export class JoinController {
  constructor(
    private readonly creators: Creators,
    private readonly tiers: Tiers,
    private readonly doors: Doors,
    private readonly memberships: Memberships,
    private readonly checkout: Checkout,
    private readonly seats: Seats,
    private readonly returns: CheckoutReturns,
    private readonly stripe: StripeClient,
    private readonly limits: Limits,
    private readonly config: Config,
  ) {}

  @Get('join')
  @Page({
    id: 'listTiers', summary: 'What this creator offers', view: JoinView, template: 'tiers/join', layout: 'page',
    frame: (view: { creator: CreatorView }, t) => ({ title: t('join.title', { name: view.creator.name }), accent: view.creator, description: view.creator.standfirst || null }),
  })
  async join(@Who() actor: Actor | null, @Param('handle') handle: string, @Query() query: { period?: unknown; currency?: unknown; tier?: unknown }) {
    const creator = await this.creators.byHandle(handle);
    const [tiers, door, left] = await Promise.all([this.tiers.ofCreator(creator.id), this.doors.of(creator.id, actor), this.seats.left(creator.id)]);
    const membership = actor && await this.memberships.find(actor.accountId, creator.id);
    const held = new Set(door.held().map((tier) => tier.id));
    // A hidden tier is offered to whoever has its address: ?tier=<id>.
    const onSale = tiers.filter((tier) => held.has(tier.id) || (!tier.archivedAt && (!tier.hiddenAt || tier.id === query.tier)));
    const till = tillOf(onSale, query);
    const featured = onSale.filter((tier) => tier.paid && !held.has(tier.id) && left.get(tier.id) !== 0)[0]?.id;
    return {
      creator: door.hushes(creator) ? hushedCreator(creatorView(creator)) : creatorView(creator),
      offers: onSale.map((tier) => ({
        ...tierView(tier), yours: held.has(tier.id) && (tier.paid || !membership?.paidTierId),
        since: held.has(tier.id) ? (tier.paid ? membership?.paidSince ?? membership?.since : membership?.since)?.toISOString() ?? null : null,
        featured: tier.id === featured, payable: tier.paid && this.stripe.enabled && !membership?.paidTierId && left.get(tier.id) !== 0,
        ...toldAt(tier, till), seatsLeft: left.get(tier.id) ?? null,
      })),
      standing: standingView(door), seller: new URL(this.config.publicUrl).host, payments: this.stripe.enabled, guests: this.config.signUp === 'open',
      till: tillView(onSale, till, `/@${creator.handle}/join`),
    };
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
    const { tierId, state } = await this.returns.look(actor, creator.id, String(sessionId));
    const tier = await this.tiers.byId(tierId);
    return { creator: creatorView(creator), state, tier: tier && { id: tier.id, name: tier.name }, refresh: state === 'confirming' ? 2 : null };
  }
}
