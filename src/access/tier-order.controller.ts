import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { IsString, Matches } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, Page, SignedIn, Type, Who, Write, type Translate } from '../platform/index.js';
import { Audit, CreatorView, creatorView, Studio, studioFrame } from '../members/index.js';
import { TierView, tierView, Tiers } from '../tiers/index.js';
import { TierOrders } from './tier-orders.service.js';

export class TierOrderDto {
  /** Every tier's id, lowest first, separated by commas. */
  @IsString() @Matches(/^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,99}$/)
  order: string;
}

const Named = Type.Object({ id: Type.String(), name: Type.String() });
const OrderView = Type.Object({
  creator: CreatorView, order: Type.String(), changed: Type.Boolean(),
  /** Highest first, as they stand one above the other. */
  tiers: Type.Array(Type.Object({ ...TierView.properties, up: Type.Union([Type.String(), Type.Null()]), down: Type.Union([Type.String(), Type.Null()]) })),
  /** Who would gain or lose how many posts, by the tiers they hold. */
  shifts: Type.Array(Type.Object({ tiers: Type.Array(Named), people: Type.Integer(), gains: Type.Integer(), loses: Type.Integer() })),
});
const page = {
  template: 'studio/tier-order', layout: 'studio' as const,
  frame: (view: { creator: CreatorView }, t: Translate) => studioFrame(view, 'tiers', t('tiers.orderTitle')),
};

/** Which tier stands above which: proposed by address, looked at, then saved. */
@Controller('studio/:handle/tiers/order')
@SignedIn()
export class TierOrderController {
  constructor(
    private readonly studio: Studio,
    private readonly tiers: Tiers,
    private readonly orders: TierOrders,
    private readonly audit: Audit,
  ) {}

  @Get()
  @Page({ id: 'getTierOrder', summary: 'The tiers in an order, and who would gain or lose by it', view: OrderView, ...page })
  async show(@Who() actor: Actor, @Param('handle') handle: string, @Query('order') order?: unknown) {
    const creator = await this.studio.page(actor, handle, 'sell');
    const { tiers, shifts } = await this.orders.arranged(creator.id, String(order ?? '').split(','));
    const ids = tiers.map((tier) => tier.id);
    const moved = (from: number, to: number) => {
      if (to < 0 || to >= ids.length) return null;
      const next = ids.toSpliced(from, 1).toSpliced(to, 0, ids[from]!);
      return `/studio/${creator.handle}/tiers/order?order=${next.join(',')}`;
    };
    return {
      creator: creatorView(creator), order: ids.join(','), changed: tiers.some((tier, at) => at > 0 && tiers[at - 1]!.position > tier.position),
      tiers: tiers.map((tier, at) => ({ ...tierView(tier), up: moved(at, at + 1), down: moved(at, at - 1) })).toReversed(),
      shifts: shifts.map(({ tierIds, ...shift }) => ({ ...shift, tiers: tiers.filter((tier) => tierIds.includes(tier.id)).map(({ id, name }) => ({ id, name })) })),
    };
  }

  @Post()
  @Write({
    id: 'reorderTiers', summary: 'Puts the tiers into this order, lowest first', view: OrderView,
    refill: { ...page, view: (self: TierOrderController, request: FastifyRequest) => self.show(request.actor!, (request.params as { handle: string }).handle) },
  })
  async save(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: TierOrderDto) {
    const creator = await this.studio.page(actor, handle, 'sell');
    await this.audit.noted(actor, creator.id, 'tiersReordered', () => this.tiers.reorder(creator.id, body.order.split(',')), () => [creator.id]);
    return done(`/studio/${creator.handle}/tiers`, await this.show(actor, handle), 'tierSaved');
  }
}
