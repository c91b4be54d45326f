import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, Answer, done, DomainError, Limits, OkView, OK, Page, SignedIn, Who, Write, type Translate } from '../../platform/index.js';
import { Accounts } from '../accounts.service.js';
import { creatorCard } from '../creator.view.js';
import { Creators } from '../creators.service.js';
import { Invitations } from './invitations.service.js';
import { InvitationView } from './team.view.js';

/** Where an invitation's link leads. Opening it changes nothing, since scanners open links too; its button does. */
@Controller('invitations/:token')
export class InvitationsController {
  constructor(
    private readonly invitations: Invitations,
    private readonly creators: Creators,
    private readonly accounts: Accounts,
    private readonly limits: Limits,
  ) {}

  @Get()
  @Page({
    id: 'getTeamInvitation', summary: 'Which page an invitation is for, and as what', view: InvitationView, template: 'team/invitation', layout: 'plain',
    frame: (_, t: Translate) => ({ title: t('team.invitationTitle'), noindex: true }),
  })
  async show(@Who() actor: Actor | null, @Param('token') token: string) {
    const found = await this.invitations.find(token);
    if (!found) return new Answer({ usable: false, creator: null, role: null, from: null, expiresAt: null, standing: 'stranger', here: '/studio' }, 410);
    const [creator] = await this.creators.byIds([found.creatorId]);
    const from = found.invitedBy && await this.accounts.byId(found.invitedBy);
    return {
      usable: true, creator: creatorCard(creator!), role: found.role, from: from ? from.name : null, expiresAt: found.expiresAt.toISOString(),
      standing: actor ? (this.invitations.isFor(found, actor) ? 'invited' : 'another') : 'stranger', here: `/invitations/${token}`,
    };
  }

  @Post('acceptance')
  @HttpCode(201)
  @SignedIn()
  @Write({ id: 'acceptTeamInvitation', summary: 'Takes up an invitation that was sent to me', view: OkView, status: 201 })
  async accept(@Who() actor: Actor, @Param('token') token: string, @Req() request: FastifyRequest) {
    await this.limits.take(`invitation ip ${request.ip}`, 60, 3600);
    const creatorId = await this.invitations.accept(actor, token);
    if (!creatorId) throw new DomainError('link_spent', 410);
    return done('/studio', OK, 'onTeam');
  }
}
