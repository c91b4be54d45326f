import { Body, Controller, Get, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config, done, InvalidInput, Nullable, OK, OkView, Page, safeNext, Type, Write, type Translate } from '../../platform/index.js';
import { SignInDto } from './auth.dto.js';
import { DEMO_LOGINS, DemoLogin } from './demo-logins.js';
import { PasswordGuard } from './local.strategy.js';
import { SessionView, SignIns } from './sign-ins.js';

const SignInPage = Type.Object({ next: Nullable(Type.String()), demoLogins: Type.Array(DemoLogin) });
const frame = (_: unknown, t: Translate) => ({ title: t('auth.signInTitle'), noindex: true });

@Controller()
export class SessionsController {
  constructor(private readonly signIns: SignIns, private readonly config: Config) {}

  @Get('sign-in')
  @Page({ id: 'getSignIn', summary: 'The form to sign in', view: SignInPage, template: 'members/sign-in', layout: 'plain', frame })
  form(@Req() request: FastifyRequest) {
    return this.view((request.query as { next?: unknown }).next);
  }

  @Post('sign-in')
  @UseGuards(PasswordGuard)
  @Write({
    id: 'signIn', summary: 'Signs in by address and password: a cookie for a browser, a bearer token for a client', view: SessionView, status: 201,
    refill: {
      template: 'members/sign-in', layout: 'plain', frame,
      view: async (self: SessionsController, request) => self.view((request.body as { next?: unknown } | undefined)?.next),
    },
  })
  async signIn(@Body() body: SignInDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { user } = request as FastifyRequest & { user?: { accountId: string } };
    if (!user) throw new InvalidInput({ password: { rule: 'wrongPassword' } }, 401, 'wrong_password');
    return done(safeNext(body.next) ?? '/home', await this.signIns.open(user.accountId, 'password', request, reply));
  }

  @Post('sign-out')
  @Write({ id: 'signOut', summary: 'Ends this session', view: OkView })
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.signIns.close(request, reply);
    return done('/', OK, 'signedOut');
  }

  private view(next: unknown) {
    return { next: safeNext(next), demoLogins: this.config.demo ? DEMO_LOGINS : [] };
  }
}
