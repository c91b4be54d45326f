import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, Clock, done, NotFound, OK, OkView, Page, SignedIn, Who, Write, type Translate } from '../../platform/index.js';
import { PasswordAgain } from '../auth/password-again.service.js';
import { creatorView, type CreatorWithPictures } from '../creator.view.js';
import { Studio, studioFrame } from '../studio.service.js';
import { Invitations } from './invitations.service.js';
import { InvitationDto, PasswordAgainDto, RoleDto } from './team.dto.js';
import { TeamView } from './team.view.js';
import { Teams } from './teams.service.js';

const frame = (view: TeamView, t: Translate) => studioFrame(view, 'team', t('team.title'));
const page = { template: 'team/show', layout: 'studio' as const, frame };
const refill = { ...page, view: (self: TeamController, request: FastifyRequest) => self.show(request.actor!, (request.params as { handle: string }).handle) };

/** Who works for a page, and as what. */
@Controller('studio/:handle/team')
@SignedIn()
export class TeamController {
  constructor(
    private readonly studio: Studio,
    private readonly teams: Teams,
    private readonly invitations: Invitations,
    private readonly again: PasswordAgain,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Page({ id: 'getTeam', summary: 'Who works for a page and as what; invitations and addresses for its owner', view: TeamView, ...page })
  async show(@Who() actor: Actor, @Param('handle') handle: string): Promise<TeamView> {
    return this.view(actor, await this.studio.page(actor, handle, 'see'));
  }

  @Post('invitations')
  @Write({ id: 'inviteTeamMember', summary: 'Invites somebody by mail; the link works once, for seven days', view: TeamView, status: 201, refill })
  async invite(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: InvitationDto) {
    const creator = await this.studio.page(actor, handle, 'team');
    await this.invitations.invite(actor, creator.id, body);
    return done(`/studio/${creator.handle}/team`, await this.view(actor, creator), 'invited');
  }

  @Post('invitations/:id/resending')
  @Write({ id: 'resendTeamInvitation', summary: 'Sends an invitation again; the earlier link ends', view: TeamView })
  async resend(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const creator = await this.studio.page(actor, handle, 'team');
    await this.invitations.resend(actor, creator.id, id);
    return done(`/studio/${creator.handle}/team`, await this.view(actor, creator), 'invited');
  }

  @Post('invitations/:id/withdrawal')
  @Write({ id: 'withdrawTeamInvitation', summary: 'Takes an invitation back', view: TeamView })
  async withdraw(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const creator = await this.studio.page(actor, handle, 'team');
    await this.invitations.withdraw(actor, creator.id, id);
    return done(`/studio/${creator.handle}/team`, await this.view(actor, creator), 'withdrawn');
  }

  @Post('departure')
  @Write({ id: 'leaveTeam', summary: 'Leaves a team; its owner must hand the page over first', view: OkView })
  async leave(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.studio.page(actor, handle, 'see');
    await this.teams.leave(actor, creator.id);
    return done('/studio', OK, 'teamLeft');
  }

  @Post(':id/role')
  @Write({ id: 'changeTeamRole', summary: 'Changes what somebody on the team may do', view: TeamView, refill })
  async changeRole(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() body: RoleDto) {
    const creator = await this.studio.page(actor, handle, 'team');
    await this.teams.changeRole(actor, creator.id, id, body.role);
    return done(`/studio/${creator.handle}/team`, await this.view(actor, creator), 'saved');
  }

  @Post(':id/removal')
  @Write({ id: 'endTeamRole', summary: 'Ends somebody\'s work on the page', view: TeamView })
  async end(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const creator = await this.studio.page(actor, handle, 'team');
    await this.teams.end(actor, creator.id, id);
    return done(`/studio/${creator.handle}/team`, await this.view(actor, creator), 'roleEnded');
  }

  @Post(':id/ownership')
  @Write({ id: 'transferOwnership', summary: 'Hands the page over to somebody on its team; asks for the password again', view: OkView, refill })
  async handOver(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() body: PasswordAgainDto) {
    const creator = await this.studio.page(actor, handle, 'team');
    if (!(await this.teams.ofPage(creator.id)).some((one) => one.accountId === id)) throw new NotFound();
    await this.again.insist(actor, body.password);
    await this.teams.handOver(actor, creator.id, id);
    return done(`/studio/${creator.handle}/team`, OK, 'handedOver');
  }

  private async view(actor: Actor, creator: CreatorWithPictures): Promise<TeamView> {
    const members = await this.teams.ofPage(creator.id);
    const mine = members.find((one) => one.accountId === actor.accountId)!.role;
    const owner = mine === 'owner';
    const now = this.clock.system();
    const open = owner ? await this.invitations.ofPage(creator.id) : [];
    return {
      creator: creatorView(creator), mine, owner,
      members: members.map(({ accountId, name, email, role, since }) => ({
        id: accountId, name, role, since: since.toISOString(), you: accountId === actor.accountId, email: owner ? email : null,
      })),
      invitations: open.map(({ id, address, role, sentAt, expiresAt }) => ({
        id, email: address, role, sentAt: sentAt.toISOString(), expiresAt: expiresAt.toISOString(), expired: expiresAt <= now,
      })),
    };
  }
}
