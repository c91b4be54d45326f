import { Controller, Get, Param, ParseUUIDPipe, Post as HttpPost } from '@nestjs/common';
import { type Actor, done, Instant, Nullable, Page, SignedIn, toHtml, Type, Who, Write, type Translate } from '../../platform/index.js';
import { CreatorView, creatorView, Studio, studioFrame } from '../../members/index.js';
import { DraftView, draftView } from '../draft.view.js';
import { Posts } from '../posts.service.js';
import { History } from './history.service.js';

const Line = Type.Object({
  id: Type.String(), savedAt: Instant, title: Type.String(), aside: Type.Boolean(), authorName: Nullable(Type.String()), characters: Type.Integer(), url: Type.String(), current: Type.Boolean(),
});
const VersionsView = Type.Object({ creator: CreatorView, post: DraftView, versions: Type.Array(Line) });
const VersionView = Type.Object({
  creator: CreatorView, post: DraftView,
  version: Type.Object({
    ...Line.properties, standfirst: Type.String(), teaser: Type.String(), body: Type.String(), teaserHtml: Type.String(), bodyHtml: Type.String(),
  }),
});
const frame = (view: { creator: CreatorView }, t: Translate) => studioFrame(view, 'posts', t('history.title'));

/** What a post was before, and the way back. */
@Controller('studio/:handle/posts/:id/versions')
@SignedIn()
export class HistoryController {
  constructor(private readonly studio: Studio, private readonly posts: Posts, private readonly history: History) {}

  @Get()
  @Page({ id: 'listPostVersions', summary: 'Every version of a post that was saved, newest first', view: VersionsView, template: 'content/versions', layout: 'studio', frame })
  async index(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const { creator, post, versions } = await this.enter(actor, handle, id);
    return { creator: creatorView(creator), post: draftView(post, creator), versions };
  }

  @Get(':versionId')
  @Page({ id: 'getPostVersion', summary: 'One version of a post', view: VersionView, template: 'content/version', layout: 'studio', frame })
  async show(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Param('versionId', ParseUUIDPipe) versionId: string) {
    const { creator, post, versions } = await this.enter(actor, handle, id);
    const { standfirst, teaser, body } = await this.history.version(id, versionId);
    const line = versions.find((one) => one.id === versionId)!;
    return {
      creator: creatorView(creator), post: draftView(post, creator),
      version: { ...line, standfirst, teaser, body, teaserHtml: toHtml(teaser), bodyHtml: toHtml(body) },
    };
  }

  @HttpPost(':versionId/restoration')
  @Write({ id: 'restorePostVersion', summary: 'Brings the words of an earlier version back, as a new one', view: DraftView })
  async restore(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Param('versionId', ParseUUIDPipe) versionId: string) {
    const { creator, post } = await this.enter(actor, handle, id);
    const restored = await this.posts.rewrite(actor, post, await this.history.version(id, versionId));
    return done(`/studio/${creator.handle}/posts/${id}`, draftView(restored, creator), 'versionRestored');
  }

  private async enter(actor: Actor, handle: string, id: string) {
    const creator = await this.studio.page(actor, handle, 'write');
    const post = await this.posts.ofPage(creator.id, id);
    const lines = await this.history.ofPost(id);
    const current = lines.find((line) => !line.aside)?.id;
    const versions = lines.map((line) => ({
      ...line, savedAt: line.savedAt.toISOString(), url: `/studio/${creator.handle}/posts/${id}/versions/${line.id}`, current: line.id === current,
    }));
    return { creator, post, versions };
  }
}
