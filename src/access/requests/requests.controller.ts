import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, Page, SignedIn, Who, Write, type Translate } from '../../platform/index.js';
import { type CreatorView, creatorView, Studio, studioFrame } from '../../members/index.js';
import { Tiers } from '../../tiers/index.js';
import { onRequest } from './asking.js';
import { AnswerDto } from './request.dto.js';
import { requestLine, RequestsView } from './request.view.js';
import { Requests } from './requests.query.js';
import { TierRequests } from './tier-requests.service.js';

const frame = (view: { creator: CreatorView }, t: Translate) => studioFrame(view, 'members', t('asking.listTitle'));
const page = { template: 'people/requests', layout: 'studio' as const, frame };
const refill = { ...page, view: (self: RequestsController, request: FastifyRequest) => self.index(request.actor!, (request.params as { handle: string }).handle) };

/** Who asks for the smaller price, and the answer. Whoever works with people answers; what it costs is the owner's to say, on the tier. */
@Controller('studio/:handle/members/requests')
@SignedIn()
export class RequestsController {
  constructor(private readonly studio: Studio, private readonly tiers: Tiers, private readonly list: Requests, private readonly requests: TierRequests) {}

  @Get()
  @Page({ id: 'listTierRequests', summary: 'Who asks for the smaller price, and who was answered', view: RequestsView, ...page })
  async index(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.studio.page(actor, handle, 'people');
    const [{ waiting, answered }, tiers, mayChange] = await Promise.all([this.list.ofPage(creator.id), this.tiers.ofCreator(creator.id), this.studio.may(actor, creator, 'sell')]);
    return {
      creator: creatorView(creator), tiers: onRequest(tiers).map(({ id, name }) => ({ id, name })), mayChange,
      waiting: waiting.map((line) => requestLine(line, creator.handle)), answered: answered.map((line) => requestLine(line, creator.handle)),
    };
  }

  @Post(':id/acceptance')
  @Write({ id: 'acceptTierRequest', summary: 'Lets somebody in: the tier is sold to them from now on; they are told by mail', view: RequestsView, refill })
  async accept(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() { tierId, says }: AnswerDto) {
    const creator = await this.studio.page(actor, handle, 'people');
    await this.requests.letIn(actor, creator, id, tierId ?? null, says ?? '');
    return done(`/studio/${creator.handle}/members/requests`, await this.index(actor, handle), 'letIn');
  }

  @Post(':id/refusal')
  @Write({ id: 'declineTierRequest', summary: 'Says not now, with words or without; they are told by mail', view: RequestsView, refill })
  async decline(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() { says }: AnswerDto) {
    const creator = await this.studio.page(actor, handle, 'people');
    await this.requests.notNow(actor, creator, id, says ?? '');
    return done(`/studio/${creator.handle}/members/requests`, await this.index(actor, handle), 'notLetIn');
  }

  @Post(':id/closing')
  @Write({ id: 'closeTierRequest', summary: 'Sells them the tier no more; whoever is in it stays', view: RequestsView })
  async close(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const creator = await this.studio.page(actor, handle, 'people');
    await this.requests.close(actor, creator, id);
    return done(`/studio/${creator.handle}/members/requests`, await this.index(actor, handle), 'doorClosed');
  }
}
