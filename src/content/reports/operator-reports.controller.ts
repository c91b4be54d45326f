import { Body, Controller, Get, type OnModuleInit, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, Instant, Nullable, OK, OkView, Page, SignedIn, Type, Who, Write, type Translate } from '../../platform/index.js';
import { OperatorRooms, requireOperator } from '../../members/index.js';
import { ResolutionDto } from './report.dto.js';
import { OUTCOMES, REASONS } from './report.entity.js';
import { type ReportLine, Reports } from './reports.service.js';

const Line = Type.Object({
  id: Type.String(), title: Type.String(), url: Nullable(Type.String()), creator: Type.Object({ name: Type.String(), url: Type.String() }), reason: Type.Enum([...REASONS]),
  words: Type.String(), at: Instant, reporter: Nullable(Type.String()), resolvedAt: Nullable(Instant), outcome: Nullable(Type.Enum([...OUTCOMES])), note: Type.String(),
});
const ListView = Type.Object({ open: Type.Array(Line), resolved: Type.Array(Line), outcomes: Type.Array(Type.Enum([...OUTCOMES])) });
const frame = (_: unknown, t: Translate) => ({ title: t('report.listTitle'), noindex: true });
const refill = { template: 'operator/reports', layout: 'page' as const, frame, view: (self: OperatorReportsController, request: FastifyRequest) => self.index(request.actor!) };

/** What people told whoever runs this install. */
@Controller('operator/reports')
@SignedIn()
export class OperatorReportsController implements OnModuleInit {
  constructor(private readonly reports: Reports, private readonly rooms: OperatorRooms) {}

  onModuleInit(): void {
    this.rooms.register({
      url: '/operator/reports', title: 'report.listTitle',
      look: async (t) => {
        const count = await this.reports.openCount();
        return { says: count > 0 ? t('report.openCount', { count }) : t('report.none'), worry: count > 0 };
      },
    });
  }

  @Get()
  @Page({ id: 'listReports', summary: 'Posts that were reported, open ones first', view: ListView, template: 'operator/reports', layout: 'page', frame })
  async index(@Who() actor: Actor) {
    requireOperator(actor);
    const { open, resolved } = await this.reports.list();
    return { open: open.map(lineView), resolved: resolved.map(lineView), outcomes: [...OUTCOMES] };
  }

  @Post(':id/resolution')
  @Write({ id: 'resolveReport', summary: 'Says what came of a report', view: OkView, refill })
  async resolve(@Who() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: ResolutionDto) {
    requireOperator(actor);
    await this.reports.resolve(actor, id, body);
    return done('/operator/reports', OK, 'resolved');
  }
}

function lineView(line: ReportLine) {
  return {
    id: line.id, title: line.title, url: line.slug && `/@${line.handle}/posts/${line.slug}`, creator: { name: line.creatorName, url: `/@${line.handle}` }, reason: line.reason,
    words: line.words, at: line.createdAt.toISOString(), reporter: line.reporterName, resolvedAt: line.resolvedAt?.toISOString() ?? null, outcome: line.outcome, note: line.note,
  };
}
