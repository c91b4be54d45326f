import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answer, Config, done, DomainError, Limits, OK, OkView, Page, Type, Write, type Translate } from '../../platform/index.js';
import { ResetDto, ResetRequestDto } from './auth.dto.js';
import { MailLimits, placeOf } from './mail-limits.js';
import { PasswordResets } from './password-resets.service.js';
import { SentView, UsableView } from './registrations.controller.js';
import { SessionView, SignIns } from './sign-ins.js';
import { LinkTokens } from './tokens.service.js';

const Empty = Type.Object({});
const frame = (_: unknown, t: Translate) => ({ title: t('auth.resetTitle'), noindex: true });

@Controller('password-resets')
export class PasswordResetsController {
  constructor(
    private readonly resets: PasswordResets,
    private readonly tokens: LinkTokens,
    private readonly signIns: SignIns,
    private readonly mailLimits: MailLimits,
    private readonly limits: Limits,
    private readonly config: Config,
  ) {}

  @Get()
  @Page({ id: 'getPasswordReset', summary: 'The form to ask for a new password', view: Empty, template: 'members/reset-request', layout: 'plain', frame })
  form() {
    return {};
  }

  @Post()
  @Write({
    id: 'requestPasswordReset', summary: 'Sends a link to the address, if it has an account', view: OkView, status: 202,
    refill: { template: 'members/reset-request', layout: 'plain', frame, view: async () => ({}) },
  })
  async request(@Body() body: ResetRequestDto, @Req() request: FastifyRequest) {
    await this.mailLimits.take('reset', request.ip, body.email);
    await this.resets.request(body.email);
    return done('/password-resets/sent', OK);
  }

  @Get('sent')
  @Page({ id: 'getPasswordResetSent', summary: 'Says that a mail is on its way', view: SentView, template: 'members/sent', layout: 'plain', frame })
  sent() {
    return { kind: 'reset', mailbox: this.config.demo ? '/dev/mail' : null };
  }

  @Get(':token')
  @Page({ id: 'getPasswordResetLink', summary: 'Whether a reset link still works', view: UsableView, template: 'members/reset', layout: 'plain', frame })
  async link(@Param('token') token: string) {
    const usable = await this.tokens.usable('reset', token);
    return new Answer({ usable }, usable ? 200 : 410);
  }

  @Post(':token')
  @Write({
    id: 'resetPassword', summary: 'Sets a new password, ends all sessions and signs in', view: SessionView, status: 201,
    refill: { template: 'members/reset', layout: 'plain', frame, view: async () => ({ usable: true }) },
  })
  async reset(@Param('token') token: string, @Body() body: ResetDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.limits.take(`reset link ip ${placeOf(request.ip)}`, 60, 3600);
    const accountId = await this.resets.reset(token, body.password);
    if (!accountId) throw new DomainError('link_spent', 410);
    return done('/home', await this.signIns.open(accountId, 'link', request, reply), 'passwordSet');
  }
}
