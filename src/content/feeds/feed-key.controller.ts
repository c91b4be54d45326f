import { Controller, Get, Param, Post } from '@nestjs/common';
import { type Actor, Config, done, Instant, Limits, NotFound, Nullable, Page, SignedIn, Type, Who, Write } from '../../platform/index.js';
import { CreatorCard, creatorCard, Creators, creatorUrl } from '../../members/index.js';
import { Memberships } from '../../access/index.js';
import { FeedKeys } from './feed-keys.service.js';

const FeedView = Type.Object({ creator: CreatorCard, feed: Nullable(Type.Object({ url: Nullable(Type.String()), since: Instant })), publicUrl: Type.String() });

/** My own feed of a creator: its address, another one, none. */
@Controller('@:handle/membership/feed')
@SignedIn()
export class FeedKeyController {
  constructor(
    private readonly creators: Creators,
    private readonly memberships: Memberships,
    private readonly keys: FeedKeys,
    private readonly limits: Limits,
    private readonly config: Config,
  ) {}

  @Get()
  @Page({
    id: 'getMyFeed', summary: 'The address of my own feed of this creator', view: FeedView, template: 'content/feed', layout: 'page',
    frame: (view: { creator: CreatorCard }, t) => ({ title: t('feed.title', { name: view.creator.name }), accent: view.creator, noindex: true }),
  })
  async show(@Who() actor: Actor, @Param('handle') handle: string) {
    return this.view(actor, await this.enter(actor, handle));
  }

  @Post()
  @Write({ id: 'renewMyFeed', summary: 'Makes my own feed, or gives it another address; the one before stops', view: FeedView, status: 201 })
  async renew(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.enter(actor, handle);
    await this.limits.take(`feed ${actor.accountId}`, 20, 86_400);
    await this.keys.renew(actor.accountId, creator.id);
    return done(`${creatorUrl(creator)}/membership/feed`, await this.view(actor, creator), 'feedRenewed');
  }

  @Post('deletion')
  @Write({ id: 'deleteMyFeed', summary: 'Stops my own feed', view: FeedView })
  async revoke(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.enter(actor, handle);
    await this.keys.revoke(actor.accountId, creator.id);
    return done(`${creatorUrl(creator)}/membership/feed`, await this.view(actor, creator), 'feedGone');
  }

  private async view(actor: Actor, creator: Awaited<ReturnType<Creators['byHandle']>>) {
    const key = await this.keys.of(actor.accountId, creator.id);
    const page = this.config.publicUrl + creatorUrl(creator);
    return {
      creator: creatorCard(creator), publicUrl: `${page}/feed.xml`,
      feed: key && { url: key.token && `${page}/feed/${key.token}.xml`, since: key.createdAt.toISOString() },
    };
  }

  private async enter(actor: Actor, handle: string) {
    const creator = await this.creators.byHandle(handle);
    if (!await this.memberships.find(actor.accountId, creator.id)) throw new NotFound();
    return creator;
  }
}
