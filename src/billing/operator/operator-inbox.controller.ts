import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, matching, NotFound, OK, OkView, Page, SignedIn, Who, Words, Write, type Translate } from '../../platform/index.js';
import { requireOperator } from '../../members/index.js';
import { INBOX_STATES, InboxLog } from './inbox-log.query.js';
import { InboxEventView, inboxEventView, InboxView, inboxView } from './inbox.view.js';
import { Replays } from './replays.service.js';

const PAGE = 50;
const RUNS = 20;
const ID = /^\d{1,18}$/;
const frame = (_: unknown, t: Translate) => ({ title: t('inbox.title'), noindex: true });

/** What Stripe sent, and what became of each event. */
@Controller('operator/inbox')
@SignedIn()
export class OperatorInboxController {
  constructor(private readonly log: InboxLog, private readonly replays: Replays, private readonly words: Words) {}

  @Get()
  @Page({ id: 'listInboxEvents', summary: 'What Stripe sent, newest first', view: InboxView, template: 'operator/inbox', layout: 'page', frame })
  async index(@Who() actor: Actor, @Query() query: Record<string, unknown>) {
    requireOperator(actor);
    const filter = {
      state: INBOX_STATES.find((state) => state === query.state) ?? null, before: matching(query.before, ID),
      search: typeof query.search === 'string' ? matching(query.search.trim(), /^[\w.]{1,100}$/) : null,
    };
    const [lines, backlog] = await Promise.all([this.log.list(filter, PAGE + 1), this.log.backlog()]);
    return inboxView(lines.slice(0, PAGE), backlog, filter, lines.length > PAGE);
  }

  @Get(':id')
  @Page({ id: 'getInboxEvent', summary: 'One event, and what it caused', view: InboxEventView, template: 'operator/inbox-event', layout: 'page', frame })
  async show(@Who() actor: Actor, @Param('id') id: string, @Req() request: FastifyRequest) {
    requireOperator(actor);
    const line = ID.test(id) ? await this.log.find(id) : null;
    if (!line) throw new NotFound();
    const [runs, effects] = await Promise.all([this.log.runs(line, RUNS), line.object ? this.log.effectsOf(line.object) : []]);
    return inboxEventView(line, runs, effects, this.words, request.language);
  }

  @Post('replays')
  @Write({ id: 'replayQuarantined', summary: 'Works through everything again that was put aside', view: OkView })
  async replayAll(@Who() actor: Actor) {
    requireOperator(actor);
    await this.replays.quarantined(actor);
    return done('/operator/inbox', OK, 'replayed');
  }

  @Post(':id/replays')
  @Write({ id: 'replayEvent', summary: 'Works through one event again', view: OkView })
  async replay(@Who() actor: Actor, @Param('id') id: string) {
    requireOperator(actor);
    if (!ID.test(id)) throw new NotFound();
    await this.replays.one(actor, id);
    return done(`/operator/inbox/${id}`, OK, 'replayed');
  }
}
