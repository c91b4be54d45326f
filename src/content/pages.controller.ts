import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, Config, Cookies, DomainError, Elsewhere, NotFound, Nullable, Page, SignedIn, Signals, type Static, Type, Who, type Translate } from '../platform/index.js';
import { CreatorCard, creatorCard, Creators, type CreatorView, hushedCreator } from '../members/index.js';
import { Doors, MembershipView, MembershipViews } from '../access/index.js';
import { asking } from './adult/asking.js';
import { pageOf, readCursor } from './cursor.js';
import { PostMoved } from './errors.js';
import { PostRow, postRow, type PostView } from './post.view.js';
import { CreatorPage, PostPage, ReaderPages } from './reader-pages.service.js';
import { Reading } from './reading.query.js';

const DiscoverView = Type.Object({ creators: Type.Array(CreatorCard) });
const HomeView = Type.Object({ posts: Type.Array(PostRow), older: Nullable(Type.String()), memberships: Type.Array(MembershipView) });
const HOME_SIZE = 30;

/** What people come to read. */
@Controller()
export class PagesController {
  private readonly cookies: Cookies;

  constructor(
    private readonly creators: Creators,
    private readonly doors: Doors,
    private readonly reading: Reading,
    private readonly pages: ReaderPages,
    private readonly memberships: MembershipViews,
    private readonly signals: Signals,
    config: Config,
  ) {
    this.cookies = new Cookies(config);
  }

  @Get()
  @Page({
    id: 'listCreators', summary: 'The creators of this install', view: DiscoverView, template: 'discover/index', layout: 'page',
    frame: (_, t: Translate) => ({ title: t('discover.title'), description: t('discover.description') }),
  })
  async discover() {
    // A page that is all for adults is found by its address; here it would show its picture to anyone.
    const listed = await this.creators.list();
    const creators = listed.filter((one) => listed.length === 1 || !one.adult).map((one) => (one.adult ? hushedCreator(creatorCard(one)) : creatorCard(one)));
    const [only] = creators;
    return listed.length === 1 ? new Elsewhere({ creators }, only!.url) : { creators };
  }

  @Get('@:handle')
  @Page({
    id: 'getCreator', summary: 'A creator, what they offer and what they wrote', view: CreatorPage, template: 'creators/show', layout: 'page',
    frame: ({ creator }: { creator: CreatorView }) => ({
      title: creator.name, description: creator.standfirst || null, accent: creator, feed: `${creator.url}/feed.xml`,
    }),
  })
  async creator(@Who() actor: Actor | null, @Param('handle') handle: string, @Query('before') before: unknown, @Req() request: FastifyRequest) {
    const creator = await this.creators.byHandle(handle);
    const door = await this.doors.of(creator.id, actor, this.isAdult(request));
    const view = await this.pages.creator(creator, door, readCursor(before));
    return door.hushes(creator) ? new Elsewhere(hushedPage(view), asking(view.creator.url, view.creator.url)) : view;
  }

  @Get('@:handle/posts/:slug')
  @Page({
    id: 'getPost', summary: 'A post, as far as the gate lets this reader see it', view: PostPage, template: 'content/post', layout: 'page',
    frame: ({ creator, post }: { creator: CreatorView; post: PostView }) => ({
      title: `${post.title} · ${creator.name}`, description: post.standfirst || null, accent: creator,
    }),
  })
  async post(@Who() actor: Actor | null, @Param('handle') handle: string, @Param('slug') slug: string, @Req() request: FastifyRequest) {
    const spread = await this.reading.spread(handle, slug);
    if (!spread) return this.elsewhere(handle, slug);
    const { creator, post } = spread;
    const [door, more] = await Promise.all([this.doors.of(creator.id, actor, this.isAdult(request)), this.reading.newest(creator.id, 3, post.id)]);
    if (!this.pages.readable(creator, door)) throw new DomainError('page_gone', 410, { name: creator.name });
    if (actor && !door.viewer.staff && door.decide(post).open) this.signals.read({ creatorId: creator.id, accountId: actor.accountId, postId: post.id });
    const view = await this.pages.post(spread, door, actor?.name ?? null, more);
    if (view.post.gate.closed?.reason !== 'adult') return view;
    return new Elsewhere(creator.adult ? { ...view, creator: hushedCreator(view.creator) } : view, asking(view.creator.url, view.post.url));
  }

  @Get('home')
  @SignedIn()
  @Page({
    id: 'listPosts', summary: 'What everyone I joined has written, newest first', view: HomeView, template: 'content/home', layout: 'page',
    frame: (_, t: Translate) => ({ title: t('home.title'), noindex: true }),
  })
  async home(@Who() actor: Actor, @Query('before') before: unknown, @Req() request: FastifyRequest) {
    const memberships = await this.memberships.ofAccount(actor.accountId);
    const creators = await this.creators.byHandles(memberships.map((one) => one.creator.handle));
    const doors = new Map(await Promise.all(creators.map(async (creator) => [creator.id, { creator, door: await this.doors.of(creator.id, actor, this.isAdult(request)) }] as const)));
    const { lines, older } = pageOf(await this.reading.newestOf(creators.map((creator) => creator.id), readCursor(before), HOME_SIZE + 1), HOME_SIZE, '/home');
    return {
      memberships, older,
      posts: lines.map((line) => {
        const { creator, door } = doors.get(line.creatorId)!;
        return postRow(line, creator, door);
      }),
    };
  }

  private isAdult(request: FastifyRequest): boolean {
    return this.cookies.read(request, 'adult') === 'yes';
  }

  /** A page or a post that has another address now says so; any other miss is a miss. */
  private async elsewhere(handle: string, slug: string): Promise<never> {
    const path = await this.reading.renamed(handle, slug);
    if (path) throw new PostMoved(path);
    await this.creators.byHandle(handle);
    throw new NotFound();
  }
}

function hushedPage(view: Static<typeof CreatorPage>): Static<typeof CreatorPage> {
  return { ...view, creator: hushedCreator(view.creator), pinned: [], posts: [], older: null, collections: [], links: [], numbers: [] };
}
