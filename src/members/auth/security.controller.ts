import { Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, done, Instant, NotFound, Nullable, OK, OkView, Page, SignedIn, Type, Who, Write, type Translate } from '../../platform/index.js';
import { ApiTokens } from './api-tokens.service.js';
import { TokenView, tokenView } from './api-token.view.js';
import { PasswordAgain } from './password-again.service.js';
import { SignIns } from './sign-ins.js';
import { type Session, Sessions } from './sessions.service.js';

const SessionLine = Type.Object({
  id: Type.String(), kind: Type.Enum(['cookie', 'token']), device: Nullable(Type.String()), since: Instant, lastSeen: Instant, current: Type.Boolean(),
});
const SecurityView = Type.Object({
  address: Type.String(), proved: Type.Boolean(), hasPassword: Type.Boolean(), sessions: Type.Array(SessionLine), tokens: Type.Array(TokenView),
});
const frame = (_: unknown, t: Translate) => ({ title: t('security.title'), noindex: true });

/** My doors and keys: address, password, where I am signed in, and what programs may. */
@Controller('account/security')
@SignedIn()
export class SecurityController {
  constructor(
    private readonly sessions: Sessions,
    private readonly tokens: ApiTokens,
    private readonly signIns: SignIns,
    private readonly again: PasswordAgain,
  ) {}

  @Get()
  @Page({ id: 'getSecurity', summary: 'My address, password, sessions and API tokens', view: SecurityView, template: 'account/security', layout: 'page', frame })
  async show(@Who() actor: Actor) {
    const [sessions, tokens, { hasPassword }] = await Promise.all([
      this.sessions.ofAccount(actor.accountId), this.tokens.ofAccount(actor.accountId), this.again.state(actor),
    ]);
    return { address: actor.email, proved: actor.proved, hasPassword, sessions: sessions.map((one) => line(one, actor)), tokens: tokens.map(tokenView) };
  }

  @Post('sessions/deletion')
  @Write({ id: 'signOutEverywhere', summary: 'Ends all my sessions, this one too', view: OkView })
  async signOutEverywhere(@Who() actor: Actor, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.sessions.closeAll(actor.accountId);
    await this.signIns.close(request, reply);
    return done('/sign-in', OK, 'signedOutEverywhere');
  }

  @Post('sessions/:id/deletion')
  @Write({ id: 'endSession', summary: 'Ends one of my sessions', view: OkView })
  async end(@Who() actor: Actor, @Param('id', ParseUUIDPipe) id: string) {
    if (!await this.sessions.closeOf(actor.accountId, id)) throw new NotFound();
    return done(id === actor.sessionId ? '/sign-in' : '/account/security', OK, 'sessionEnded');
  }
}

/** When somebody was last there is told to the hour. */
function line({ id, kind, device, created_at: since, seen_at: seen }: Session, actor: Actor) {
  const hour = `${seen.toISOString().slice(0, 13)}:00:00.000Z`;
  return { id, kind, device: device || null, since: since.toISOString(), lastSeen: hour, current: id === actor.sessionId };
}
