import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { type Actor, Conflict, done, Limits, NotFound, Nullable, OK, OkView, Page, SignedIn, Type, Who, Write, type Translate } from '../../platform/index.js';
import { ApiTokens } from './api-tokens.service.js';
import { AgainView } from './own-password.controller.js';
import { PasswordAgain } from './password-again.service.js';
import { NewTokenDto } from './security.dto.js';
import { SCOPES, type Scope } from './permits.js';

const MOST = 30;
const FormView = Type.Object({ ...AgainView.properties, days: Type.Array(Type.String()) });
const MadeView = Type.Object({ id: Type.String(), name: Type.String(), token: Type.String(), scopes: Type.Array(Type.Enum([...SCOPES])), days: Nullable(Type.Integer()) });
const frame = (_: unknown, t: Translate) => ({ title: t('security.newTokenTitle'), noindex: true });

/** Keys for programs. No key makes another: these routes are closed to every scope. */
@Controller('account/security/tokens')
@SignedIn()
export class ApiTokensController {
  constructor(private readonly tokens: ApiTokens, private readonly again: PasswordAgain, private readonly limits: Limits) {}

  @Get()
  @Page({ id: 'getNewApiToken', summary: 'The form for an API token', view: FormView, template: 'account/new-token', layout: 'page', frame })
  async form(@Who() actor: Actor) {
    const { hasPassword, fresh } = await this.again.state(actor);
    return { hasPassword, fresh: fresh && !hasPassword, address: actor.email, days: ['30', '90', '365', 'never'] };
  }

  @Post()
  @HttpCode(201)
  @Write({
    id: 'createApiToken', summary: 'Makes an API token; it is answered this once', view: MadeView, status: 201,
    refill: { template: 'account/new-token', layout: 'page', frame, view: (self: ApiTokensController, request) => self.form(request.actor!) },
    shows: { template: 'account/token', layout: 'page', frame },
  })
  async create(@Who() actor: Actor, @Body() body: NewTokenDto) {
    await this.again.insist(actor, body.password);
    await this.limits.take(`tokens ${actor.accountId}`, 20, 3600);
    if ((await this.tokens.ofAccount(actor.accountId)).length >= MOST) throw new Conflict('many_tokens');
    const scopes: Scope[] = ['read', ...(['posts', 'people', 'page', 'account'] as const).filter((one) => body[one]).map((one) => `write:${one}` as const)];
    const days = body.days === 'never' ? null : Number(body.days ?? 90);
    const name = body.name.trim();
    const { id, token } = await this.tokens.make(actor.accountId, name, scopes, days);
    return done('/account/security', { id, name, token, scopes, days });
  }

  @Post(':id/deletion')
  @Write({ id: 'revokeApiToken', summary: 'Ends an API token', view: OkView })
  async revoke(@Who() actor: Actor, @Param('id', ParseUUIDPipe) id: string) {
    if (!await this.tokens.revoke(actor.accountId, id)) throw new NotFound();
    return done('/account/security', OK, 'tokenRevoked');
  }
}
