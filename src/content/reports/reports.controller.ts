import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, NotFound, OK, OkView, Page, Type, Who, Write, type Translate } from '../../platform/index.js';
import { CreatorCard, creatorCard, hushedCreator } from '../../members/index.js';
import { Reading } from '../reading.query.js';
import { ReportDto } from './report.dto.js';
import { REASONS } from './report.entity.js';
import { Reports } from './reports.service.js';

const AskView = Type.Object({ creator: CreatorCard, post: Type.Object({ title: Type.String(), url: Type.String() }), reasons: Type.Array(Type.Enum([...REASONS])) });
const frame = (view: { creator: CreatorCard }, t: Translate) => ({ title: t('report.title'), accent: view.creator, noindex: true });
const params = (request: FastifyRequest) => request.params as { handle: string; slug: string };

/** Telling the operator that a post should not be here. */
@Controller('@:handle/posts/:slug/reports')
export class ReportsController {
  constructor(private readonly reading: Reading, private readonly reports: Reports) {}

  @Get()
  @Page({ id: 'getReportForm', summary: 'The form to report a post', view: AskView, template: 'content/report', layout: 'page', frame })
  async ask(@Param('handle') handle: string, @Param('slug') slug: string) {
    const { creator, post } = await this.find(handle, slug);
    const card = creator.adult ? hushedCreator(creatorCard(creator)) : creatorCard(creator);
    return { creator: card, post: { title: post.title, url: `${card.url}/posts/${post.slug}` }, reasons: [...REASONS] };
  }

  @Post()
  @Write({
    id: 'reportPost', summary: 'Reports a post to the operator; anonymous where nobody is signed in', view: OkView, status: 201,
    refill: { template: 'content/report', layout: 'page', frame, view: (self: ReportsController, request) => self.ask(params(request).handle, params(request).slug) },
  })
  async report(@Who() actor: Actor | null, @Param('handle') handle: string, @Param('slug') slug: string, @Body() body: ReportDto, @Req() request: FastifyRequest) {
    const { creator, post } = await this.find(handle, slug);
    await this.reports.make(actor, request.ip, post, body);
    return done(`/@${creator.handle}/posts/${post.slug}`, OK, 'reported');
  }

  private async find(handle: string, slug: string) {
    const spread = await this.reading.spread(handle, slug);
    if (!spread) throw new NotFound();
    return spread;
  }
}
