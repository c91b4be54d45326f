import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { type Actor, Config, done, Instant, Nullable, Page, SignedIn, Type, Who, Write, type Translate } from '../../platform/index.js';
import { requireOperator } from '../operator/operator.js';
import { PageRequests, type PageRequestWithPerson } from './page-requests.service.js';

export class ApprovalDto {
  @IsOptional() @IsString() @MaxLength(500)
  sentence?: string;
}

export class RefusalDto {
  @IsString() @IsNotEmpty() @MaxLength(500)
  sentence: string;
}

const RequestView = Type.Object({
  id: Type.String(), name: Type.String(), handle: Type.String(), why: Type.String(), askedAt: Instant, person: Type.Object({ name: Type.String(), email: Type.String() }),
  decidedAt: Nullable(Instant), approved: Nullable(Type.Boolean()), sentence: Nullable(Type.String()),
});
const PagesView = Type.Object({ policy: Type.Enum(['anyone', 'approved', 'operator']), waiting: Type.Array(RequestView), decided: Type.Array(RequestView) });
const frame = (_: unknown, t: Translate) => ({ title: t('operator.pagesTitle'), noindex: true });
const page = { template: 'operator/pages', layout: 'page' as const, frame };

/** Who may open a page, and who asked to. */
@Controller('operator/pages')
@SignedIn()
export class OperatorPagesController {
  constructor(private readonly requests: PageRequests, private readonly config: Config) {}

  @Get()
  @Page({ id: 'listPageRequests', summary: 'Who would like to open a page', view: PagesView, ...page })
  async pages(@Who() actor: Actor) {
    requireOperator(actor);
    const all = (await this.requests.all()).map(requestView);
    return { policy: this.config.creators, waiting: all.filter((one) => !one.decidedAt), decided: all.filter((one) => one.decidedAt) };
  }

  @Post(':id/approval')
  @Write({ id: 'approvePage', summary: 'Opens the page that was asked for', view: PagesView, refill: { ...page, view: (self: OperatorPagesController, request) => self.pages(request.actor!) } })
  async approve(@Who() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: ApprovalDto) {
    requireOperator(actor);
    await this.requests.decide(actor, id, true, body.sentence ?? '');
    return done('/operator/pages', await this.pages(actor), 'pageApproved');
  }

  @Post(':id/refusal')
  @Write({ id: 'declinePage', summary: 'Says no to a page, with a sentence', view: PagesView, refill: { ...page, view: (self: OperatorPagesController, request) => self.pages(request.actor!) } })
  async decline(@Who() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: RefusalDto) {
    requireOperator(actor);
    await this.requests.decide(actor, id, false, body.sentence);
    return done('/operator/pages', await this.pages(actor), 'pageDeclined');
  }
}

function requestView(one: PageRequestWithPerson) {
  const { id, name, handle, why, approved, sentence, askedAt, decidedAt, person } = one;
  return { id, name, handle, why, approved, sentence, askedAt: askedAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null, person: { name: person?.name ?? '', email: person?.email ?? '' } };
}
