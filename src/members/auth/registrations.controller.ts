import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answer, Config, Cookies, done, DomainError, hashToken, Limits, Nullable, OK, OkView, Page, safeNext, Type, Write, type Translate } from '../../platform/index.js';
import { rememberBrowser } from './asking-browser.js';
import { ConfirmationDto, SignUpDto } from './auth.dto.js';
import { MailLimits } from './mail-limits.js';
import { Invitations } from '../team/invitations.service.js';
import { Registrations } from './registrations.service.js';
import { SessionView, SignIns } from './sign-ins.js';

export const SentView = Type.Object({ kind: Type.Enum(['confirm', 'reset', 'link', 'address']), mailbox: Nullable(Type.String()) });
export const UsableView = Type.Object({ usable: Type.Boolean() });
const ConfirmationView = Type.Object({ usable: Type.Boolean(), needsPassword: Type.Boolean() });
const SignUpPage = Type.Object({ next: Nullable(Type.String()), policy: Type.Enum(['open', 'invite', 'closed']) });
const frame = (_: unknown, t: Translate) => ({ title: t('auth.signUpTitle'), noindex: true });
const confirmFrame = (_: unknown, t: Translate) => ({ title: t('auth.confirmTitle'), noindex: true });

@Controller()
export class RegistrationsController {
  private readonly cookies: Cookies;

  constructor(
    private readonly registrations: Registrations,
    private readonly signIns: SignIns,
    private readonly mailLimits: MailLimits,
    private readonly limits: Limits,
    private readonly config: Config,
    private readonly invitations: Invitations,
  ) {
    this.cookies = new Cookies(config);
  }

  @Get('sign-up')
  @Page({ id: 'getSignUp', summary: 'The form for a new account', view: SignUpPage, template: 'members/sign-up', layout: 'plain', frame })
  form(@Req() request: FastifyRequest) {
    return this.view((request.query as { next?: unknown }).next);
  }

  @Post('sign-up')
  @Write({
    id: 'signUp', summary: 'Asks for an account; a mail proves the address', view: OkView, status: 202,
    refill: { template: 'members/sign-up', layout: 'plain', frame, view: (self: RegistrationsController, request) => self.view((request.body as { next?: unknown }).next) },
  })
  async signUp(@Body() body: SignUpDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.mailLimits.take('sign-up', request.ip, body.email);
    const next = safeNext(body.next);
    const asked = await this.invitations.behind(next, body.email);
    await this.registrations.request(body, request.language, next, rememberBrowser(this.cookies, request, reply), asked);
    return done('/sign-up/sent', OK);
  }

  @Get('sign-up/sent')
  @Page({ id: 'getSignUpSent', summary: 'Says that a mail is on its way', view: SentView, template: 'members/sent', layout: 'plain', frame })
  sent() {
    return { kind: 'confirm', mailbox: this.config.demo ? '/dev/mail' : null };
  }

  @Get('confirmations/:token')
  @Page({
    id: 'getConfirmation', summary: 'Whether a confirmation link still works', view: ConfirmationView, template: 'members/confirm', layout: 'plain',
    frame: confirmFrame,
  })
  async confirmation(@Param('token') token: string, @Req() request: FastifyRequest) {
    const view = await this.registrations.look(token, this.cookies.read(request, 'asked') ?? null);
    return new Answer(view, view.usable ? 200 : 410);
  }

  @Post('confirmations/:token')
  @Write({
    id: 'confirmAddress', summary: 'Proves the address, makes the account and signs in', view: SessionView, status: 201,
    refill: { template: 'members/confirm', layout: 'plain', frame: confirmFrame, view: async () => ({ usable: true, needsPassword: true }) },
  })
  async confirm(
    @Param('token') token: string, @Body() body: ConfirmationDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.limits.take(`confirmation ${hashToken(token).toString('base64url')}`, 10, 900);
    const proved = await this.registrations.confirm(token, this.cookies.read(request, 'asked') ?? null, body?.password ?? null);
    if (!proved) throw new DomainError('link_spent', 410);
    this.cookies.clear(reply, 'asked');
    return done(proved.next ?? '/', await this.signIns.open(proved.account.id, 'link', request, reply), 'confirmed');
  }

  /** Whoever comes from a team's invitation may sign up where people come by invitation. */
  private async view(to: unknown) {
    const next = safeNext(to);
    const asked = this.config.signUp === 'invite' && await this.invitations.behind(next, null);
    return { next, policy: asked ? 'open' as const : this.config.signUp };
  }
}
