import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config, Conflict, done, Forbidden, Nullable, Type, Write } from '../../platform/index.js';
import { type CreatorView, Creators, MailLimits, SessionView } from '../../members/index.js';
import { asUnavailable } from '../stripe/stripe.client.js';
import { GuestJoinDto } from './guest-join.dto.js';
import { Guests } from './guests.service.js';
import { Offers } from './offers.service.js';

const GuestView = Type.Object({ url: Type.String(), id: Nullable(Type.String()), ...SessionView.properties });

/** An address and a tier, in one form, and on to the till. */
@Controller('@:handle')
export class GuestJoinController {
  constructor(
    private readonly creators: Creators,
    private readonly guests: Guests,
    private readonly mailLimits: MailLimits,
    private readonly offers: Offers,
    private readonly config: Config,
  ) {}

  @Post('join')
  @Write({
    id: 'joinAsGuest', summary: 'Joins a tier by an address, without signing in; a mail asks whether it is yours', view: GuestView, status: 201,
    refill: {
      template: 'tiers/join', layout: 'page',
      view: (self: GuestJoinController, request) => {
        const { period, currency, tierId: tier } = request.body as Record<string, unknown>;
        return self.offers.to(request.actor, (request.params as { handle: string }).handle, { period, currency, tier });
      },
      frame: (view: { creator: CreatorView }, t) => ({ title: t('join.title', { name: view.creator.name }), accent: view.creator, noindex: true }),
    },
  })
  async join(@Param('handle') handle: string, @Body() body: GuestJoinDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    if (this.config.signUp !== 'open') throw new Forbidden(this.config.signUp === 'invite' ? 'sign_up_invite' : 'sign_up_closed');
    if (request.actor) throw new Conflict('signed_in_already');
    const creator = await this.creators.byHandle(handle);
    await this.mailLimits.take('join', request.ip, body.email);
    const started = await this.guests.join(body, creator, request, reply).catch(asUnavailable);
    return done(started.url, started, started.id ? null : 'joined');
  }
}
