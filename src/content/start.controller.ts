import { Controller, Get, Param, Post } from '@nestjs/common';
import { type Actor, Config, Database, done, Elsewhere, OK, OkView, Page, SignedIn, Type, Who, Write, type Translate } from '../platform/index.js';
import { Creators, CreatorView, creatorView, type CreatorWithPictures, PageExtrasService, Studio, studioFrame } from '../members/index.js';

const STEPS = ['words', 'accent', 'price', 'post', 'share'] as const;
const StartView = Type.Object({
  creator: CreatorView, address: Type.String(), open: Type.Integer(), ended: Type.Boolean(),
  steps: Type.Array(Type.Object({ step: Type.Enum([...STEPS]), done: Type.Boolean(), url: Type.String() })),
});
const frame = (view: { creator: CreatorView }, t: Translate) => studioFrame(view, 'start', t('start.title'));

/** The colour a page has before anybody chose one. */
const FIRST_ACCENT = { hue: 205, chroma: 75 };

/** From an open page to a first post: what is done already is read from what is there. */
@Controller('studio/:handle')
@SignedIn()
export class StartController {
  constructor(
    private readonly studio: Studio,
    private readonly creators: Creators,
    private readonly extras: PageExtrasService,
    private readonly db: Database,
    private readonly config: Config,
  ) {}

  @Get()
  @Page({ id: 'getStudio', summary: 'Where work on a page begins', view: StartView, template: 'studio/start', layout: 'studio', frame })
  async home(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.studio.page(actor, handle, 'see');
    const role = await this.creators.roleOf(actor.accountId, creator.id);
    const view = await this.view(creator);
    const place = role === 'community' ? 'members' : role === 'editor' || view.ended ? 'posts' : 'start';
    return new Elsewhere(view, `/studio/${creator.handle}/${place}`);
  }

  @Get('start')
  @Page({ id: 'getFirstSteps', summary: 'What a new page still wants', view: StartView, template: 'studio/start', layout: 'studio', frame })
  async show(@Who() actor: Actor, @Param('handle') handle: string) {
    return this.view(await this.studio.page(actor, handle, 'settings'));
  }

  @Post('start/dismissal')
  @Write({ id: 'endFirstSteps', summary: 'Puts the list of first steps away', view: OkView })
  async dismiss(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.studio.page(actor, handle, 'settings');
    await this.extras.endChecklist(creator.id);
    return done(`/studio/${creator.handle}/posts`, OK);
  }

  private async view(creator: CreatorWithPictures) {
    const [facts] = await this.db.sql<{ price: boolean; post: boolean; share: boolean }>(
      'start.facts',
      `select exists (select 1 from tier where creator_id = $1 and paid and archived_at is null) as price,
         exists (select 1 from post where creator_id = $1 and published_at is not null) as post,
         exists (select 1 from membership where creator_id = $1) as share`,
      [creator.id],
    );
    const studio = `/studio/${creator.handle}`;
    const steps = [
      { step: 'words', done: creator.standfirst !== '' && creator.pictureId !== null, url: `${studio}/settings#words` },
      { step: 'accent', done: creator.hue !== FIRST_ACCENT.hue || creator.chroma !== FIRST_ACCENT.chroma, url: `${studio}/settings#hue` },
      { step: 'price', done: facts!.price, url: `${studio}/tiers/new` },
      { step: 'post', done: facts!.post, url: `${studio}/posts/new` },
      { step: 'share', done: facts!.share, url: `/@${creator.handle}` },
    ];
    return {
      creator: creatorView(creator), address: `${this.config.publicUrl}/@${creator.handle}`, steps, open: steps.filter((one) => !one.done).length,
      ended: (await this.extras.of(creator.id)).checklistEndedAt !== null,
    };
  }
}
