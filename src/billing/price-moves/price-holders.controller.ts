import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { IsUUID } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, MoneyView, Nullable, Page, SignedIn, Type, Who, Write, type Translate } from '../../platform/index.js';
import { Audit, CreatorView, creatorView, PasswordAgain, PasswordAgainDto, Studio, studioFrame } from '../../members/index.js';
import { Tiers } from '../../tiers/index.js';
import { PriceMoves } from './price-moves.service.js';
import { PriceRecalls } from './price-recalls.service.js';

export class PriceMoveDto extends PasswordAgainDto {
  /** The old price that its members are to leave. */
  @IsUUID()
  priceId: string;
}

export class PriceRecallDto {
  /** The old price that its members are to keep. */
  @IsUUID()
  priceId: string;
}

const HoldersView = Type.Object({
  creator: CreatorView, tier: Type.Object({ id: Type.String(), name: Type.String(), editUrl: Type.String() }), fresh: Type.Boolean(),
  prices: Type.Array(Type.Object({
    id: Type.String(), price: MoneyView, interval: Type.Enum(['month', 'year']), now: Nullable(MoneyView), members: Type.Integer(), told: Type.Integer(), waiting: Type.Integer(), announced: Type.Boolean(),
  })),
});
const page = {
  template: 'studio/price-holders', layout: 'studio' as const,
  frame: (view: { creator: CreatorView }, t: Translate) => studioFrame(view, 'tiers', t('prices.title')),
};

/** Who still pays what a tier once cost, and moving them to what it costs now. */
@Controller('studio/:handle/tiers/:id/holders')
@SignedIn()
export class PriceHoldersController {
  constructor(
    private readonly studio: Studio,
    private readonly tiers: Tiers,
    private readonly moves: PriceMoves,
    private readonly recalls: PriceRecalls,
    private readonly again: PasswordAgain,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Page({ id: 'listPriceHolders', summary: 'Earlier prices of a tier that members still pay', view: HoldersView, ...page })
  async show(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const creator = await this.studio.page(actor, handle, 'money');
    const tier = await this.tiers.ofPage(creator.id, id);
    const prices = await this.moves.oldPrices(tier.id);
    return {
      creator: creatorView(creator), tier: { id: tier.id, name: tier.name, editUrl: `/studio/${creator.handle}/tiers/${tier.id}` }, fresh: await this.again.spares(actor),
      prices: prices.map(({ id: priceId, amount, currency, period, members, told, waiting }) => {
        const now = tier.prices.find((one) => one.currency === currency && one.period === period);
        return { id: priceId, price: { amount, currency }, interval: period, now: now ? { amount: now.amount, currency } : null, members, told, waiting, announced: told + waiting > 0 };
      }),
    };
  }

  @Post()
  @Write({
    id: 'movePriceHolders', summary: 'Tells members at an earlier price that they pay the present one, a month from now at the earliest', view: HoldersView,
    refill: {
      ...page, view: (self: PriceHoldersController, request: FastifyRequest) => {
        const { handle, id } = request.params as { handle: string; id: string };
        return self.show(request.actor!, handle, id);
      },
    },
  })
  async move(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() body: PriceMoveDto) {
    const creator = await this.studio.page(actor, handle, 'money');
    const tier = await this.tiers.ofPage(creator.id, id);
    await this.again.insist(actor, body.password);
    await this.audit.noted(actor, creator.id, 'priceMoved', () => this.moves.announce(tier, body.priceId), (count) => [tier.id, { tier: tier.name, count }]);
    return done(`/studio/${creator.handle}/tiers/${id}/holders`, await this.show(actor, handle, id), 'priceMoved');
  }

  @Post('undo')
  @Write({ id: 'recallPriceMove', summary: 'Takes an announced price back: whoever does not pay it yet keeps theirs, and whoever was told hears of it', view: HoldersView })
  async recall(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() body: PriceRecallDto) {
    const creator = await this.studio.page(actor, handle, 'money');
    const tier = await this.tiers.ofPage(creator.id, id);
    await this.audit.noted(actor, creator.id, 'priceRecalled', () => this.recalls.recall(tier.id, body.priceId), (count) => [tier.id, { tier: tier.name, count }]);
    return done(`/studio/${creator.handle}/tiers/${id}/holders`, await this.show(actor, handle, id), 'priceRecalled');
  }
}
