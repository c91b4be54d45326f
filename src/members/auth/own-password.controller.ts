import { Body, Controller, Get, Post } from '@nestjs/common';
import { type Actor, Database, done, OK, OkView, Page, SignedIn, Type, Who, Write, type Translate } from '../../platform/index.js';
import { Accounts } from '../accounts.service.js';
import { hashPassword } from './password.js';
import { PasswordAgain } from './password-again.service.js';
import { NewPasswordDto } from './security.dto.js';
import { Sessions } from './sessions.service.js';
import { LinkTokens } from './tokens.service.js';

export const AgainView = Type.Object({ hasPassword: Type.Boolean(), fresh: Type.Boolean(), address: Type.String() });
const frame = (_: unknown, t: Translate) => ({ title: t('security.passwordTitle'), noindex: true });

/** A password for who is signed in: another one, or the first. */
@Controller('account/security/password')
@SignedIn()
export class OwnPasswordController {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly tokens: LinkTokens,
    private readonly again: PasswordAgain,
  ) {}

  @Get()
  @Page({ id: 'getOwnPassword', summary: 'The form for another password', view: AgainView, template: 'account/password', layout: 'page', frame })
  async form(@Who() actor: Actor) {
    return { ...await this.again.state(actor), address: actor.email };
  }

  @Post()
  @Write({
    id: 'changePassword', summary: 'Sets my password, and ends my other sessions', view: OkView,
    refill: { template: 'account/password', layout: 'page', frame, view: (self: OwnPasswordController, request) => self.form(request.actor!) },
  })
  async change(@Who() actor: Actor, @Body() body: NewPasswordDto) {
    await this.again.require(actor, body.password);
    const passwordHash = await hashPassword(body.newPassword);
    await this.db.inTransaction(async () => {
      await this.accounts.setPassword(actor.accountId, passwordHash);
      await this.tokens.end('reset', actor.accountId);
      await this.sessions.closeAll(actor.accountId, actor.sessionId);
    });
    return done('/account/security', OK, 'passwordSet');
  }
}
