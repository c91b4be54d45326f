import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answer, done, DomainError, Limits, Page, Write, type Translate } from '../../platform/index.js';
import { SetupDto } from './auth.dto.js';
import { UsableView } from './registrations.controller.js';
import { Setup } from './setup.service.js';
import { SessionView, SignIns } from './sign-ins.js';
import { LinkTokens } from './tokens.service.js';

const frame = (_: unknown, t: Translate) => ({ title: t('auth.setupTitle'), noindex: true });

@Controller('setup/:token')
export class SetupController {
  constructor(
    private readonly setup: Setup,
    private readonly tokens: LinkTokens,
    private readonly signIns: SignIns,
    private readonly limits: Limits,
  ) {}

  @Get()
  @Page({ id: 'getSetup', summary: 'Whether the setup link still works', view: UsableView, template: 'members/setup', layout: 'plain', frame })
  async form(@Param('token') token: string) {
    const usable = await this.tokens.usable('setup', token);
    return new Answer({ usable }, usable ? 200 : 410);
  }

  @Post()
  @Write({
    id: 'completeSetup', summary: 'Makes the operator and, if wished, the first page', view: SessionView, status: 201,
    refill: { template: 'members/setup', layout: 'plain', frame, view: async () => ({ usable: true }) },
  })
  async complete(@Param('token') token: string, @Body() body: SetupDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.limits.take(`setup ip ${request.ip}`, 60, 3600);
    const accountId = await this.setup.complete(token, body, request.language);
    if (!accountId) throw new DomainError('link_spent', 410);
    return done('/studio', await this.signIns.open(accountId, 'password', request, reply), 'setUp');
  }
}
