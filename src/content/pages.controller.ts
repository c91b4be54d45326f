import { Controller, Get, Param } from '@nestjs/common';
import { type Actor, Clock, DomainError, Elsewhere, Instant, MoneyView, NotFound, Nullable, Page, SignedIn, Signals, Type, Who, type Translate } from '../platform/index.js';
import { CreatorCard, creatorCard, Creators, CreatorView, creatorView, isReadable, LinkView, PageExtrasService, pageLink } from '../members/index.js';
import { Doors, MembershipView, MembershipViews, StandingView, standingView } from '../access/index.js';
import { Tiers, TierView, tierView } from '../tiers/index.js';
import { Numbers, NumberView } from './numbers.service.js';
import { PostRow, postRow, PostView, postView } from './post.view.js';
import { Reading } from './reading.query.js';

const DiscoverView = Type.Object({ creators: Type.Array(CreatorCard) });
const CreatorPage = Type.Object({
  creator: CreatorView, tiers: Type.Array(TierView), posts: Type.Array(PostRow), standing: StandingView, joinFrom: Nullable(MoneyView), closedCount: Type.Integer(),
  closed: Nullable(Type.Object({ at: Instant, readableUntil: Nullable(Instant), farewell: Nullable(Type.String()) })), links: Type.Array(LinkView), numbers: Type.Array(NumberView),
});
const PostPage = Type.Object({ creator: CreatorView, post: PostView, standing: StandingView, more: Type.Array(PostRow) });
const HomeView = Type.Object({ posts: Type.Array(PostRow), memberships: Type.Array(MembershipView) });

/** What people come to read. */
@Controller()
export class PagesController {
  constructor(
    private readonly creators: Creators,
    private readonly tiers: Tiers,
    private readonly doors: Doors,
    private readonly reading: Reading,
    private readonly memberships: MembershipViews,
    private readonly signals: Signals,
    private readonly extras: PageExtrasService,
    private readonly numbers: Numbers,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Page({
    id: 'listCreators', summary: 'The creators of this install', view: DiscoverView, template: 'discover/index', layout: 'page',
    frame: (_, t: Translate) => ({ title: t('discover.title'), description: t('discover.description') }),
  })
  async discover() {
    const creators = (await this.creators.list()).map(creatorCard);
    const [only] = creators;
    return creators.length === 1 ? new Elsewhere({ creators }, only!.url) : { creators };
  }

  @Get('@:handle')
  @Page({
    id: 'getCreator', summary: 'A creator, what they offer and what they wrote', view: CreatorPage, template: 'creators/show', layout: 'page',
    frame: ({ creator }: { creator: CreatorView }) => ({ title: creator.name, description: creator.standfirst || null, accent: creator }),
  })
  async creator(@Who() actor: Actor | null, @Param('handle') handle: string) {
    const creator = await this.creators.byHandle(handle);
    const [tiers, door, lines, extras] = await Promise.all([
      this.tiers.ofCreator(creator.id), this.doors.of(creator.id, actor), this.reading.newest(creator.id, 30), this.extras.of(creator.id),
    ]);
    const posts = (door.viewer.staff || isReadable(creator, this.clock.now()) ? lines : []).map((line) => postRow(line, creator, door));
    const onSale = tiers.filter((tier) => !creator.closedAt && !tier.archivedAt && !tier.hiddenAt);
    const joinable = !door.viewer.staff && !tiers.some((tier) => tier.paid && door.held().some((held) => held.id === tier.id));
    const cheapest = onSale.flatMap((tier) => tier.price ?? []).sort((a, b) => a.amount - b.amount)[0];
    return {
      creator: creatorView(creator), tiers: onSale.map(tierView), posts, standing: standingView(door),
      joinFrom: cheapest && joinable ? { amount: cheapest.amount, currency: cheapest.currency } : null, closedCount: posts.filter((post) => !post.open).length,
      closed: creator.closedAt && { at: creator.closedAt.toISOString(), readableUntil: creator.readableUntil?.toISOString() ?? null, farewell: extras.farewell },
      links: extras.links.map(pageLink), numbers: await this.numbers.shown(creator.id, extras.shownNumbers),
    };
  }

  @Get('@:handle/posts/:slug')
  @Page({
    id: 'getPost', summary: 'A post, as far as the gate lets this reader see it', view: PostPage, template: 'content/post', layout: 'page',
    frame: ({ creator, post }: { creator: CreatorView; post: PostView }) => ({
      title: `${post.title} · ${creator.name}`, description: post.standfirst || null, accent: creator,
    }),
  })
  async post(@Who() actor: Actor | null, @Param('handle') handle: string, @Param('slug') slug: string) {
    const spread = await this.reading.spread(handle, slug);
    // A page that has another address now says so; any other miss is a miss.
    if (!spread) await this.creators.byHandle(handle);
    if (!spread) throw new NotFound();
    const { creator, post } = spread;
    const [door, lines] = await Promise.all([this.doors.of(creator.id, actor), this.reading.newest(creator.id, 3, post.id)]);
    if (!door.viewer.staff && !isReadable(creator, this.clock.now())) throw new DomainError('page_gone', 410, { name: creator.name });
    const { open } = door.decide(post);
    // Prices are asked for only where somebody may want to pay one.
    const view = postView(spread, door, open ? [] : await this.tiers.ofCreator(creator.id));
    if (open && actor && !door.viewer.staff) this.signals.read({ creatorId: creator.id, accountId: actor.accountId, postId: post.id });
    return { creator: creatorView(creator), post: view, standing: standingView(door), more: lines.map((line) => postRow(line, creator, door)) };
  }

  @Get('home')
  @SignedIn()
  @Page({
    id: 'listPosts', summary: 'What everyone I joined has written, newest first', view: HomeView, template: 'content/home', layout: 'page',
    frame: (_, t: Translate) => ({ title: t('home.title'), noindex: true }),
  })
  async home(@Who() actor: Actor) {
    const memberships = await this.memberships.ofAccount(actor.accountId);
    const creators = await this.creators.byHandles(memberships.map((one) => one.creator.handle));
    const doors = new Map(await Promise.all(creators.map(async (creator) => [creator.id, { creator, door: await this.doors.of(creator.id, actor) }] as const)));
    const lines = await this.reading.newestOf(creators.map((creator) => creator.id), 30);
    return {
      memberships,
      posts: lines.map((line) => {
        const { creator, door } = doors.get(line.creatorId)!;
        return postRow(line, creator, door);
      }),
    };
  }
}
