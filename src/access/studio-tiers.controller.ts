import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, Nullable, Page, SignedIn, Type, Who, Write, type Translate } from '../platform/index.js';
import { Audit, CreatorView, creatorView, PasswordAgain, Studio, studioFrame } from '../members/index.js';
import { CURRENCIES, NewTierDto, PriceView, priceView, TierChangeDto, Tiers, TierView, tierView, writeAmount } from '../tiers/index.js';
import { Memberships } from './memberships.service.js';

const TiersView = Type.Object({
  creator: CreatorView, tiers: Type.Array(Type.Object({ ...TierView.properties, members: Type.Integer(), editUrl: Type.String() })),
});
const TierPage = Type.Object({
  creator: CreatorView, currencies: Type.Array(Type.String()),
  tier: Nullable(Type.Object({
    ...TierView.properties, welcome: Type.String(), version: Type.Integer(), graceDays: Type.Integer(), trialDays: Nullable(Type.Integer()), trialCard: Type.Boolean(), editUrl: Type.String(), priceMajor: Nullable(Type.String()),
    yearlyMajor: Nullable(Type.String()), others: Type.Array(PriceView), joinUrl: Type.String(),
  })),
});
const frame = (view: { creator: CreatorView }, t: Translate) => studioFrame(view, 'tiers', t('studio.tiersTitle'));
const page = { template: 'studio/tier', layout: 'studio' as const, frame };
const params = (request: FastifyRequest) => request.params as { handle: string; id: string };

/** What is on sale, as its owner arranges it. */
@Controller('studio/:handle/tiers')
@SignedIn()
export class StudioTiersController {
  constructor(
    private readonly studio: Studio,
    private readonly tiers: Tiers,
    private readonly memberships: Memberships,
    private readonly audit: Audit,
    private readonly again: PasswordAgain,
  ) {}

  @Get()
  @Page({ id: 'listStudioTiers', summary: 'The tiers of a page, archived ones too', view: TiersView, template: 'studio/tiers', layout: 'studio', frame })
  async index(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.studio.page(actor, handle, 'sell');
    const counts = await this.memberships.countByTier(creator.id);
    const tiers = await this.tiers.ofCreator(creator.id);
    return {
      creator: creatorView(creator),
      tiers: tiers.map((tier) => ({
        ...tierView(tier), members: counts.get(tier.id) ?? 0, editUrl: `/studio/${creator.handle}/tiers/${tier.id}`,
      })),
    };
  }

  @Get('new')
  @Page({ id: 'getNewTier', summary: 'The form for a new tier', view: TierPage, ...page })
  async blank(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.studio.page(actor, handle, 'sell');
    return { creator: creatorView(creator), tier: null, currencies: Object.keys(CURRENCIES) };
  }

  @Post()
  @Write({
    id: 'createTier', summary: 'Puts a new tier on sale, above the others', view: TierView, status: 201,
    refill: { ...page, view: (self: StudioTiersController, request) => self.blank(request.actor!, params(request).handle) },
  })
  async create(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: NewTierDto) {
    const creator = await this.studio.page(actor, handle, 'sell');
    const tier = await this.audit.noted(actor, creator.id, 'tierMade', () => this.tiers.create(creator.id, body), (made) => [made.id, { tier: made.name }]);
    return done(`/studio/${creator.handle}/tiers`, tierView(tier), 'tierSaved');
  }

  @Get(':id')
  @Page({ id: 'getStudioTier', summary: 'A tier as its owner edits it', view: TierPage, ...page })
  async show(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const creator = await this.studio.page(actor, handle, 'sell');
    const tier = await this.tiers.ofPage(creator.id, id);
    const editUrl = `/studio/${creator.handle}/tiers/${tier.id}`;
    const major = (period: string) => {
      const price = tier.prices.find((one) => one.currency === tier.currency && one.period === period);
      return price ? writeAmount(price.amount, price.currency) : null;
    };
    return {
      creator: creatorView(creator), currencies: Object.keys(CURRENCIES),
      tier: { ...tierView(tier), welcome: tier.welcome, version: tier.version, graceDays: tier.graceDays, trialDays: tier.trialDays, trialCard: tier.trialCard, editUrl,
        priceMajor: major('month'), yearlyMajor: major('year'), others: tier.prices.filter((price) => price.currency !== tier.currency).map(priceView),
        joinUrl: `/@${creator.handle}/join?tier=${tier.id}`,
      },
    };
  }

  @Post(':id')
  @Write({
    id: 'updateTier', summary: 'Changes words, and the price for new members; another price asks for the password', view: TierView,
    refill: { ...page, view: (self: StudioTiersController, request) => self.show(request.actor!, params(request).handle, params(request).id) },
  })
  async update(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() body: TierChangeDto) {
    const creator = await this.studio.page(actor, handle, 'sell');
    const before = await this.tiers.ofPage(creator.id, id);
    if (this.tiers.reprices(before, body)) await this.again.insist(actor, body.password);
    const tier = await this.audit.noted(actor, creator.id, 'tierChanged', () => this.tiers.update(before, body), (made) => [made.id, { tier: made.name }]);
    return done(`/studio/${creator.handle}/tiers`, tierView(tier), 'tierSaved');
  }

  @Post(':id/archival')
  @Write({ id: 'archiveTier', summary: 'Takes a tier off sale; members keep it', view: TierView })
  async archive(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const creator = await this.studio.page(actor, handle, 'sell');
    const tier = await this.tiers.ofPage(creator.id, id);
    await this.audit.noted(actor, creator.id, 'tierArchived', () => this.tiers.archive(tier), () => [id, { tier: tier.name }]);
    return done(`/studio/${creator.handle}/tiers`, tierView(await this.tiers.ofPage(creator.id, id)), 'tierArchived');
  }

  @Post(':id/archival/undo')
  @Write({ id: 'restoreTier', summary: 'Puts an archived tier on sale again', view: TierView })
  async restore(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const creator = await this.studio.page(actor, handle, 'sell');
    const tier = await this.tiers.ofPage(creator.id, id);
    await this.audit.noted(actor, creator.id, 'tierRestored', () => this.tiers.restore(tier), () => [id, { tier: tier.name }]);
    return done(`/studio/${creator.handle}/tiers`, tierView(await this.tiers.ofPage(creator.id, id)), 'tierSaved');
  }
}
