import { Body, Controller, Get, Post } from '@nestjs/common';
import { type Actor, done, Forbidden, Instant, Limits, Nullable, Page, SignedIn, Type, Who, Write, type Translate } from '../platform/index.js';
import { NewCreatorDto, PageRequestDto } from './creator.dto.js';
import { CreatorCard, creatorCard, CreatorView, creatorView } from './creator.view.js';
import { Creators } from './creators.service.js';
import { PageRequests } from './page-requests/page-requests.service.js';
import { Studio } from './studio.service.js';

const PagesView = Type.Object({
  pages: Type.Array(Type.Object({ ...CreatorCard.properties, role: Type.String() })), mayCreate: Type.Boolean(), mayAsk: Type.Boolean(), operator: Type.Boolean(),
  requests: Type.Array(Type.Object({
    name: Type.String(), handle: Type.String(), askedAt: Instant, approved: Nullable(Type.Boolean()), sentence: Nullable(Type.String()),
  })),
});
const frame = (_: unknown, t: Translate) => ({ title: t('studio.pagesTitle'), noindex: true });

/** The pages I work for. */
@Controller('studio')
@SignedIn()
export class StudioController {
  constructor(private readonly creators: Creators, private readonly studio: Studio, private readonly limits: Limits, private readonly requests: PageRequests) {}

  @Get()
  @Page({ id: 'listMyPages', summary: 'The pages I work for', view: PagesView, template: 'studio/index', layout: 'page', frame })
  async index(@Who() actor: Actor) {
    const pages = await this.creators.workedOnBy(actor.accountId);
    const asked = (await this.requests.ofAccount(actor.accountId)).filter((one) => one.approved !== true);
    return {
      pages: pages.map(({ creator, role }) => ({ ...creatorCard(creator), role })), mayCreate: this.studio.mayOpen(actor), mayAsk: this.studio.mayAsk(actor), operator: actor.operator,
      requests: asked.map(({ name, handle, askedAt, approved, sentence }) => ({ name, handle, askedAt: askedAt.toISOString(), approved, sentence })),
    };
  }

  @Post()
  @Write({
    id: 'createCreator', summary: 'Opens a page', view: CreatorView, status: 201,
    refill: { template: 'studio/index', layout: 'page', frame, view: (self: StudioController, request) => self.index(request.actor!) },
  })
  async create(@Who() actor: Actor, @Body() body: NewCreatorDto) {
    if (!this.studio.mayOpen(actor)) throw new Forbidden('pages_by_operator');
    await this.limits.take(`pages ${actor.accountId}`, 10, 86_400);
    const creator = await this.creators.open(actor.accountId, body);
    return done(`/studio/${creator.handle}/start`, creatorView({ ...creator, picture: null, portrait: null }), 'pageOpened');
  }

  @Post('requests')
  @Write({
    id: 'requestCreator', summary: 'Asks the operator for a page', view: PagesView, status: 201,
    refill: { template: 'studio/index', layout: 'page', frame, view: (self: StudioController, request) => self.index(request.actor!) },
  })
  async ask(@Who() actor: Actor, @Body() body: PageRequestDto) {
    if (!this.studio.mayAsk(actor)) throw new Forbidden('pages_by_operator');
    await this.requests.ask(actor, body);
    return done('/studio', await this.index(actor), 'pageAsked');
  }
}
