import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, matching, Page, SignedIn, Who, Words, type Translate } from '../../platform/index.js';
import { Studio, studioFrame } from '../studio.service.js';
import { ACTS } from './acts.js';
import { Audit } from './audit.service.js';
import { AuditView, auditView } from './audit.view.js';

const PAGE = 50;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Who did what on a page; for its owner. */
@Controller('studio/:handle/team/audit')
@SignedIn()
export class AuditController {
  constructor(private readonly studio: Studio, private readonly audit: Audit, private readonly words: Words) {}

  @Get()
  @Page({
    id: 'listAuditEntries', summary: 'What was done on a page, by whom and when', view: AuditView, template: 'team/audit', layout: 'studio',
    frame: (view: AuditView, t: Translate) => studioFrame(view, 'team', t('audit.title')),
  })
  async show(@Who() actor: Actor, @Param('handle') handle: string, @Query() query: Record<string, unknown>, @Req() request: FastifyRequest) {
    const creator = await this.studio.page(actor, handle, 'team');
    const filter = {
      person: matching(query.person, UUID), act: ACTS.find((act) => act === query.act) ?? null, before: matching(query.before, /^\d{1,18}$/),
    };
    const [found, people] = await Promise.all([this.audit.ofPage(creator.id, filter, PAGE + 1), this.audit.peopleOf(creator.id)]);
    return auditView(creator, { entries: found.slice(0, PAGE), people, filter, more: found.length > PAGE }, this.words.for(request.language), request.language);
  }
}
