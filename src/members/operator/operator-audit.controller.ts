import { Controller, Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, Instant, matching, Nullable, Page, SignedIn, Type, Who, Words, type Translate } from '../../platform/index.js';
import { Audit } from '../audit/audit.service.js';
import { auditSentence } from '../audit/audit.view.js';
import { requireOperator } from './operator.js';

const Line = Type.Object({ id: Type.String(), at: Instant, act: Type.String(), handle: Nullable(Type.String()), sentence: Type.String() });
const InstallAuditView = Type.Object({ entries: Type.Array(Line), olderUrl: Nullable(Type.String()) });
const PAGE = 50;

/** Who did what on this install, on all pages. */
@Controller('operator/audit')
@SignedIn()
export class OperatorAuditController {
  constructor(private readonly audit: Audit, private readonly words: Words) {}

  @Get()
  @Page({
    id: 'listInstallAudit', summary: 'What was done on this install, by whom and when', view: InstallAuditView, template: 'operator/audit', layout: 'page',
    frame: (_, t: Translate) => ({ title: t('audit.installTitle'), noindex: true }),
  })
  async index(@Who() actor: Actor, @Query('before') before: unknown, @Req() request: FastifyRequest) {
    requireOperator(actor);
    const t = this.words.for(request.language);
    const found = await this.audit.ofInstall(matching(before, /^\d{1,18}$/), PAGE + 1);
    const entries = found.slice(0, PAGE);
    return {
      entries: entries.map((entry) => ({ id: entry.id, at: entry.at.toISOString(), act: entry.act, handle: entry.handle, sentence: auditSentence(entry, t, request.language) })),
      olderUrl: found.length > PAGE ? `/operator/audit?before=${entries.at(-1)!.id}` : null,
    };
  }
}
