import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, Page, SignedIn, Type, Who, Write, type Translate } from '../platform/index.js';
import { Audit, CreatorView, creatorView, PasswordAgain, Studio, studioFrame } from '../members/index.js';
import { CURRENCIES, Prices, readPrice, takesPlace, TierPriceDto, Tiers, TierView, tierView } from '../tiers/index.js';

const PriceForm = Type.Object({
  creator: CreatorView, currencies: Type.Array(Type.String()), tier: Type.Object({ ...TierView.properties, editUrl: Type.String() }),
});
const page = {
  template: 'studio/tier-price', layout: 'studio' as const,
  frame: (view: { creator: CreatorView }, t: Translate) => studioFrame(view, 'tiers', t('studio.tiersTitle')),
};
const params = (request: FastifyRequest) => request.params as { handle: string; id: string };

/** A tier's prices in more currencies: each the creator's own, none converted. */
@Controller('studio/:handle/tiers/:id/prices')
@SignedIn()
export class TierPricesController {
  constructor(private readonly studio: Studio, private readonly tiers: Tiers, private readonly prices: Prices, private readonly audit: Audit, private readonly again: PasswordAgain) {}

  @Get()
  @Page({ id: 'listTierPrices', summary: 'The form for one more price', view: PriceForm, ...page })
  async show(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const { creator, tier } = await this.find(actor, handle, id);
    return {
      creator: creatorView(creator), currencies: Object.keys(CURRENCIES), tier: { ...tierView(tier), editUrl: `/studio/${creator.handle}/tiers/${tier.id}` },
    };
  }

  @Post()
  @Write({
    id: 'createTierPrice', summary: 'Offers a tier at a price, in place of its other one of the same currency and period', view: TierView, status: 201,
    refill: { ...page, view: (self: TierPricesController, request) => self.show(request.actor!, params(request).handle, params(request).id) },
  })
  async create(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() body: TierPriceDto) {
    const { creator, tier } = await this.find(actor, handle, id);
    const wanted = readPrice(body.price, body.currency, body.period, 'price');
    if (takesPlace(tier.prices, wanted)) await this.again.insist(actor, body.password);
    await this.audit.noted(actor, creator.id, 'priceOffered', () => this.prices.offer(tier.id, wanted), () => [tier.id, { tier: tier.name, ...wanted }]);
    return done(`/studio/${creator.handle}/tiers/${id}`, tierView(await this.tiers.ofPage(creator.id, id)), 'tierSaved');
  }

  @Post(':price/retirement')
  @Write({ id: 'retireTierPrice', summary: 'Takes a price off sale; whoever pays it goes on', view: TierView })
  async retire(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Param('price', ParseUUIDPipe) priceId: string) {
    const { creator, tier } = await this.find(actor, handle, id);
    await this.audit.noted(actor, creator.id, 'priceRetired', () => this.prices.retire(tier.id, priceId), () => [tier.id, { tier: tier.name }]);
    return done(`/studio/${creator.handle}/tiers/${id}`, tierView(await this.tiers.ofPage(creator.id, id)), 'tierSaved');
  }

  private async find(actor: Actor, handle: string, id: string) {
    const creator = await this.studio.page(actor, handle, 'sell');
    return { creator, tier: await this.tiers.ofPage(creator.id, id) };
  }
}
