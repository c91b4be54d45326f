import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, Limits, Page, SignedIn, Type, Who, Write, type Translate } from '../../platform/index.js';
import { Creators, placeOf } from '../../members/index.js';
import { asUnavailable } from '../stripe/stripe.client.js';
import { CardDto } from './card.dto.js';
import { CardPages } from './card-pages.service.js';
import { CardReturnView, CardView } from './card.view.js';

export const cardFrame = (view: CardView, t: Translate) => ({ title: t('card.title', { name: view.creator.name }), accent: view.creator, noindex: true });
export const cardReturnFrame = (view: CardView, t: Translate) => ({ title: t('card.returnTitle', { name: view.creator.name }), accent: view.creator, noindex: true });

/** Which card pays, and another one. */
@Controller('@:handle/membership/card')
@SignedIn()
export class CardController {
  constructor(private readonly creators: Creators, private readonly pages: CardPages, private readonly limits: Limits) {}

  @Get()
  @Page({ id: 'getCard', summary: 'Which card pays for my membership, and what is owed', view: CardView, template: 'billing/card', layout: 'page', frame: cardFrame })
  async show(@Who() actor: Actor, @Param('handle') handle: string) {
    const { row, path } = await this.find(actor, handle);
    return this.pages.view(row, path);
  }

  @Post()
  @Write({ id: 'changeCard', summary: 'Makes an address at Stripe where another card is taken, good for a few minutes', view: Type.Object({ url: Type.String() }) })
  async change(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: CardDto) {
    const { row, path } = await this.find(actor, handle);
    await this.limits.take(`card ${actor.accountId}`, 20, 3600);
    const url = await this.pages.leave(row, path, body.way ?? 'card').catch(asUnavailable);
    return done(url, { url });
  }

  @Get('return')
  @Page({ id: 'getCardReturn', summary: 'Whether what was owed is paid with the new card', view: CardReturnView, template: 'billing/card-return', layout: 'page', frame: cardReturnFrame })
  async back(@Who() actor: Actor, @Param('handle') handle: string, @Req() request: FastifyRequest) {
    await this.limits.take(`card return ${placeOf(request.ip)}`, 300, 600);
    const outcome = await this.pages.back((await this.find(actor, handle)).row);
    const { row, path } = await this.find(actor, handle);
    return { ...await this.pages.view(row, path), outcome, refresh: outcome === 'confirming' ? 3 : null };
  }

  private async find(actor: Actor, handle: string) {
    const creator = await this.creators.byHandle(handle);
    return { row: await this.pages.of(actor, creator.id), path: `/@${creator.handle}/membership/card` };
  }
}
