import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answer, Config, Cookies, done, DomainError, Limits, Nullable, OK, OkView, Page, safeNext, Type, Write, type Translate } from '../../platform/index.js';
import { rememberBrowser } from './asking-browser.js';
import { SignInLinkDto } from './auth.dto.js';
import { DEMO_LOGINS } from './demo-logins.js';
import { MailLimits, placeOf } from './mail-limits.js';
import { SentView } from './registrations.controller.js';
import { SignInLinks } from './sign-in-links.service.js';
import { SessionView, SignIns } from './sign-ins.js';

const LinkView = Type.Object({ usable: Type.Boolean(), address: Nullable(Type.String()), sameBrowser: Type.Boolean() });
const frame = (_: unknown, t: Translate) => ({ title: t('auth.signInTitle'), noindex: true });

@Controller('sign-in-links')
export class SignInLinksController {
  private readonly cookies: Cookies;

  constructor(
    private readonly links: SignInLinks,
    private readonly signIns: SignIns,
    private readonly mailLimits: MailLimits,
    private readonly limits: Limits,
    private readonly config: Config,
  ) {
    this.cookies = new Cookies(config);
  }

  @Post()
  @Write({
    id: 'requestSignInLink', summary: 'Sends a link to sign in with to the address, if it is known', view: OkView, status: 202,
    refill: {
      template: 'members/sign-in', layout: 'plain', frame,
      view: async (self: SignInLinksController, request) => ({
        next: safeNext((request.body as { next?: unknown } | undefined)?.next), demoLogins: self.config.demo ? DEMO_LOGINS : [],
      }),
    },
  })
  async request(@Body() body: SignInLinkDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.mailLimits.take('sign-in link', request.ip, body.email);
    await this.links.request(body.email, safeNext(body.next), rememberBrowser(this.cookies, request, reply));
    return done('/sign-in-links/sent', OK);
  }

  @Get('sent')
  @Page({ id: 'getSignInLinkSent', summary: 'Says that a mail is on its way', view: SentView, template: 'members/sent', layout: 'plain', frame })
  sent() {
    return { kind: 'link', mailbox: this.config.demo ? '/dev/mail' : null };
  }

  @Get(':token')
  @Page({ id: 'getSignInLink', summary: 'Whether a link still works, and for which address', view: LinkView, template: 'members/sign-in-link', layout: 'plain', frame })
  async show(@Param('token') token: string, @Req() request: FastifyRequest) {
    const view = await this.links.look(token, this.cookies.read(request, 'asked') ?? null);
    return new Answer(view, view.usable ? 200 : 410);
  }

  @Post(':token')
  @Write({ id: 'useSignInLink', summary: 'Signs in, and proves the address', view: SessionView, status: 201 })
  async use(@Param('token') token: string, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.limits.take(`link ip ${placeOf(request.ip)}`, 60, 3600);
    const used = await this.links.use(token);
    if (!used) throw new DomainError('link_spent', 410);
    this.cookies.clear(reply, 'asked');
    return done(used.next ?? '/home', await this.signIns.open(used.accountId, 'link', request, reply));
  }
}
