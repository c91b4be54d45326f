import { Body, Controller, Get, Post } from '@nestjs/common';
import { type Actor, done, Forbidden, Limits, Page, SignedIn, Type, Who, Write, type Translate } from '../platform/index.js';
import { NewCreatorDto } from './creator.dto.js';
import { CreatorCard, creatorCard, CreatorView, creatorView } from './creator.view.js';
import { Creators } from './creators.service.js';
import { Studio } from './studio.service.js';

const PagesView = Type.Object({
  pages: Type.Array(Type.Object({ ...CreatorCard.properties, role: Type.String() })), mayCreate: Type.Boolean(),
});
const frame = (_: unknown, t: Translate) => ({ title: t('studio.pagesTitle'), noindex: true });

/** The pages I work for. */
@Controller('studio')
@SignedIn()
export class StudioController {
  constructor(private readonly creators: Creators, private readonly studio: Studio, private readonly limits: Limits) {}

  @Get()
  @Page({ id: 'listMyPages', summary: 'The pages I work for', view: PagesView, template: 'studio/index', layout: 'page', frame })
  async index(@Who() actor: Actor) {
    const pages = await this.creators.workedOnBy(actor.accountId);
    return { pages: pages.map(({ creator, role }) => ({ ...creatorCard(creator), role })), mayCreate: this.studio.mayOpen(actor) };
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
    return done(`/studio/${creator.handle}/settings`, creatorView({ ...creator, picture: null, portrait: null }), 'pageOpened');
  }
}
