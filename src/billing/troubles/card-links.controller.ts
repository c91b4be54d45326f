import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { done, Limits, NotFound, Page, Type, Write } from '../../platform/index.js';
import { placeOf } from '../../members/index.js';
import { asUnavailable } from '../stripe/stripe.client.js';
import type { Subscription } from '../subscription.entity.js';
import { CardDto } from './card.dto.js';
import { CardLinks } from './card-links.service.js';
import { CardPages } from './card-pages.service.js';
import { cardFrame, cardReturnFrame } from './card.controller.js';
import { CardReturnView, CardView } from './card.view.js';

/** Setting a payment right from a mail: the link shows what is owed, the button leads to Stripe. Scanners that follow links change nothing. */
@Controller('mail/card/:token')
export class CardLinksController {
  constructor(private readonly links: CardLinks, private readonly pages: CardPages, private readonly limits: Limits) {}

  @Get()
  @Page({ id: 'getCardLink', summary: 'What is owed, for what, and until when it stays open', view: CardView, template: 'billing/card', layout: 'page', frame: cardFrame })
  async show(@Param('token') token: string) {
    return this.pages.view(await this.find(token), `/mail/card/${token}`);
  }

  @Post()
  @Write({ id: 'changeCardByLink', summary: 'Makes an address at Stripe where another card is taken, good for a few minutes', view: Type.Object({ url: Type.String() }) })
  async change(@Param('token') token: string, @Body() body: CardDto) {
    const row = await this.find(token);
    await this.limits.take(`card link ${row.subscriptionId}`, 20, 3600);
    const url = await this.pages.leave(row, `/mail/card/${token}`, body.way ?? 'card').catch(asUnavailable);
    return done(url, { url });
  }

  @Get('return')
  @Page({ id: 'getCardLinkReturn', summary: 'Whether what was owed is paid with the new card', view: CardReturnView, template: 'billing/card-return', layout: 'page', frame: cardReturnFrame })
  async back(@Param('token') token: string, @Req() request: FastifyRequest) {
    await this.limits.take(`card return ${placeOf(request.ip)}`, 300, 600);
    const outcome = await this.pages.back(await this.find(token));
    return { ...await this.show(token), outcome, refresh: outcome === 'confirming' ? 3 : null };
  }

  private async find(token: string): Promise<Subscription> {
    const row = await this.links.read(token);
    if (!row) throw new NotFound();
    return row;
  }
}
