import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answer, Config, done, DomainError, Limits, Nullable, OK, OkView, Page, safeNext, Type, Write, type Translate } from '../../platform/index.js';
import { SignUpDto } from './auth.dto.js';
import { Registrations } from './registrations.service.js';
import { SessionView, SignIns } from './sign-ins.js';
import { LinkTokens } from './tokens.service.js';

export const SentView = Type.Object({ kind: Type.Union([Type.Literal('confirm'), Type.Literal('reset')]), mailbox: Nullable(Type.String()) });
export const UsableView = Type.Object({ usable: Type.Boolean() });
const SignUpPage = Type.Object({ next: Nullable(Type.String()) });
const frame = (_: unknown, t: Translate) => ({ title: t('auth.signUpTitle'), noindex: true });

@Controller()
export class RegistrationsController {
  constructor(
    private readonly registrations: Registrations,
    private readonly tokens: LinkTokens,
    private readonly signIns: SignIns,
    private readonly limits: Limits,
    private readonly config: Config,
  ) {}

  @Get('sign-up')
  @Page({ id: 'getSignUp', summary: 'The form for a new account', view: SignUpPage, template: 'members/sign-up', layout: 'plain', frame })
  form(@Req() request: FastifyRequest): { next: string | null } {
    return { next: safeNext((request.query as { next?: unknown }).next) };
  }

  @Post('sign-up')
  @Write({
    id: 'signUp', summary: 'Asks for an account; a mail proves the address', view: OkView, status: 202,
    refill: { template: 'members/sign-up', layout: 'plain', frame, view: async (_, request) => ({ next: safeNext((request.body as { next?: unknown }).next) }) },
  })
  async signUp(@Body() body: SignUpDto, @Req() request: FastifyRequest) {
    await this.limits.take(`sign-up ip ${request.ip}`, 20, 3600);
    await this.registrations.request(body, request.language, safeNext(body.next));
    return done('/sign-up/sent', OK);
  }

  @Get('sign-up/sent')
  @Page({ id: 'getSignUpSent', summary: 'Says that a mail is on its way', view: SentView, template: 'members/sent', layout: 'plain', frame })
  sent() {
    return { kind: 'confirm', mailbox: this.config.demo ? '/dev/mail' : null };
  }

  @Get('confirmations/:token')
  @Page({
    id: 'getConfirmation', summary: 'Whether a confirmation link still works', view: UsableView, template: 'members/confirm', layout: 'plain',
    frame: (_, t) => ({ title: t('auth.confirmTitle'), noindex: true }),
  })
  async confirmation(@Param('token') token: string) {
    const usable = await this.tokens.usable('registration', token);
    return new Answer({ usable }, usable ? 200 : 410);
  }

  @Post('confirmations/:token')
  @Write({ id: 'confirmAddress', summary: 'Proves the address, makes the account and signs in', view: SessionView, status: 201 })
  async confirm(@Param('token') token: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const proved = await this.registrations.confirm(token);
    if (!proved) throw new DomainError('link_spent', 410);
    return done(proved.next ?? '/', await this.signIns.open(proved.account.id, request, reply), 'confirmed');
  }
}
