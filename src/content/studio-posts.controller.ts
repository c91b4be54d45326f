import { Body, Controller, Get, Param, ParseUUIDPipe, Post as HttpPost, Query } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, Instant, NotFound, Nullable, OK, OkView, Page, SignedIn, Type, Who, Write } from '../platform/index.js';
import { Audit, type CreatorWithPictures, CreatorView, creatorView, Studio } from '../members/index.js';
import { type Door, Doors } from '../access/index.js';
import { pageOf, readCursor } from './cursor.js';
import { DraftView, draftView, STATUS, statusOf } from './draft.view.js';
import { editorPage } from './editor.page.js';
import { Editor, EditorView } from './editor.service.js';
import { PostDto } from './post.dto.js';
import { PostRow, postRow } from './post.view.js';
import { type DeskLine, Posts } from './posts.service.js';
import { Publishing } from './publishing.service.js';

const StudioRow = Type.Object({ ...PostRow.properties, status: STATUS, editUrl: Type.String(), updatedAt: Instant, scheduledAt: Nullable(Instant), pinned: Type.Boolean() });
const ListView = Type.Object({ creator: CreatorView, drafts: Type.Array(StudioRow), scheduled: Type.Array(StudioRow), published: Type.Array(StudioRow), timeZone: Type.String(), any: Type.Boolean(), older: Nullable(Type.String()) });
const SIZE = 50;
const params = (request: FastifyRequest) => request.params as { handle: string; id: string };
const editorRefill = {
  ...editorPage, view: (self: StudioPostsController, request: FastifyRequest) => self.show(request.actor!, params(request).handle, params(request).id),
};

/** Writing and publishing. */
@Controller('studio/:handle/posts')
@SignedIn()
export class StudioPostsController {
  constructor(private readonly studio: Studio, private readonly posts: Posts, private readonly publishing: Publishing, private readonly doors: Doors, private readonly editor: Editor, private readonly audit: Audit) {}

  @Get()
  @Page({ id: 'listStudioPosts', summary: 'Every post of a page, drafts too', view: ListView, ...editorPage, template: 'studio/posts' })
  async index(@Who() actor: Actor, @Param('handle') handle: string, @Query('before') before: unknown) {
    const { creator, door } = await this.enter(actor, handle);
    const cursor = readCursor(before);
    const [waiting, found] = await Promise.all([cursor ? [] : this.posts.unpublished(creator.id), this.posts.published(creator.id, cursor, SIZE + 1)]);
    const { lines, older } = pageOf(found, SIZE, `/studio/${creator.handle}/posts`);
    const rows = waiting.map((post) => studioRow(post, creator, door));
    return {
      creator: creatorView(creator), timeZone: creator.timeZone, any: waiting.length + found.length > 0, older, drafts: rows.filter((row) => row.status === 'draft'),
      scheduled: rows.filter((row) => row.status === 'scheduled').sort((a, b) => a.scheduledAt!.localeCompare(b.scheduledAt!)),
      published: lines.map((post) => studioRow(post, creator, door)),
    };
  }

  @Get('new')
  @Page({ id: 'getNewPost', summary: 'An empty sheet', view: EditorView, ...editorPage })
  async blank(@Who() actor: Actor, @Param('handle') handle: string) {
    const { creator, door } = await this.enter(actor, handle);
    return this.editor.sheet(creator, door, null);
  }

  @HttpPost()
  @Write({
    id: 'createPost', summary: 'Keeps a new post as a draft; with ?publish=1 publishes it, with ?schedule=1 at the time that comes along', view: DraftView, status: 201,
    refill: { ...editorPage, view: (self: StudioPostsController, request) => self.blank(request.actor!, params(request).handle) },
  })
  async create(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: PostDto, @Query('publish') publish: unknown, @Query('schedule') schedule: unknown) {
    const { creator, door } = await this.enter(actor, handle);
    if (schedule === '1') await this.publishing.timeFor(creator.id, body);
    const post = await this.posts.create(actor, creator.id, body, door.ladder);
    if (publish === '1') await this.audit.noted(actor, creator.id, 'postPublished', () => this.publishing.publish(post), () => [post.id, { title: post.title }]);
    else if (schedule === '1') await this.publishing.schedule(post, body);
    return this.answer(creator, post.id, publish === '1' ? 'published' : schedule === '1' ? 'scheduled' : 'saved');
  }

  @Get(':id')
  @Page({ id: 'getStudioPost', summary: 'A post as its writer edits it', view: EditorView, ...editorPage })
  async show(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const { creator, door } = await this.enter(actor, handle);
    return this.editor.sheet(creator, door, await this.posts.ofPage(creator.id, id));
  }

  @HttpPost(':id')
  @Write({ id: 'updatePost', summary: 'Saves a post', view: DraftView, refill: editorRefill })
  async update(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() body: PostDto) {
    const { creator, door } = await this.enter(actor, handle);
    const post = await this.posts.update(actor, await this.posts.ofPage(creator.id, id), body, door.ladder);
    return this.answer(creator, post.id, 'saved');
  }

  @HttpPost(':id/publication')
  @Write({ id: 'publishPost', summary: 'Saves a post, if its words come along, and shows it to its audience', view: DraftView, refill: editorRefill })
  async publish(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() body: PostDto) {
    const { creator, door } = await this.enter(actor, handle);
    const post = await this.posts.update(actor, await this.posts.ofPage(creator.id, id), body, door.ladder);
    await this.audit.noted(actor, creator.id, 'postPublished', () => this.publishing.publish(post), () => [post.id, { title: post.title }]);
    return this.answer(creator, id, 'published');
  }

  @HttpPost(':id/schedule')
  @Write({ id: 'schedulePost', summary: 'Saves a post and lets it go out by itself, by the creator\'s clock', view: DraftView, refill: editorRefill })
  async schedule(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() body: PostDto) {
    const { creator, door } = await this.enter(actor, handle);
    const post = await this.posts.update(actor, await this.posts.ofPage(creator.id, id), body, door.ladder);
    await this.publishing.schedule(post, body);
    return this.answer(creator, id, 'scheduled');
  }

  @HttpPost(':id/schedule/undo')
  @Write({ id: 'unschedulePost', summary: 'Makes a scheduled post a draft again', view: DraftView })
  async unschedule(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const { creator } = await this.enter(actor, handle);
    await this.publishing.unschedule(await this.posts.ofPage(creator.id, id));
    return this.answer(creator, id, 'unscheduled');
  }

  @HttpPost(':id/publication/undo')
  @Write({ id: 'unpublishPost', summary: 'Hides a post from everyone but the team', view: DraftView })
  async unpublish(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const { creator } = await this.enter(actor, handle);
    const post = await this.posts.ofPage(creator.id, id);
    await this.audit.noted(actor, creator.id, 'postUnpublished', () => this.publishing.unpublish(post), () => [post.id, { title: post.title }]);
    return this.answer(creator, id, 'unpublished');
  }

  @HttpPost(':id/pin')
  @Write({ id: 'pinPost', summary: 'Lets a post stand above the others on its page', view: DraftView })
  async pin(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const { creator } = await this.enter(actor, handle);
    await this.publishing.pin(await this.posts.ofPage(creator.id, id));
    return this.answer(creator, id, 'pinned');
  }

  @HttpPost(':id/pin/undo')
  @Write({ id: 'unpinPost', summary: 'Lets a post take its turn again', view: DraftView })
  async unpin(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const { creator } = await this.enter(actor, handle);
    await this.publishing.unpin(await this.posts.ofPage(creator.id, id));
    return this.answer(creator, id, 'saved');
  }

  @HttpPost(':id/deletion')
  @Write({ id: 'deletePost', summary: 'Deletes a post for good', view: OkView })
  async delete(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const { creator } = await this.enter(actor, handle);
    const post = await this.posts.ofPage(creator.id, id);
    await this.audit.noted(actor, creator.id, 'postDeleted', () => this.posts.delete(post), () => [post.id, { title: post.title }]);
    return done(`/studio/${creator.handle}/posts`, OK, 'postDeleted');
  }

  private async enter(actor: Actor, handle: string): Promise<{ creator: CreatorWithPictures; door: Door }> {
    const creator = await this.studio.page(actor, handle, 'write');
    return { creator, door: await this.doors.of(creator.id, actor) };
  }

  private async answer(creator: CreatorWithPictures, id: string, flash: string) {
    const post = await this.posts.byId(id);
    if (!post) throw new NotFound();
    return done(`/studio/${creator.handle}/posts/${id}`, draftView(post, creator), flash);
  }
}

function studioRow(post: DeskLine, creator: CreatorWithPictures, door: Door) {
  return {
    ...postRow(post, creator, door), status: statusOf(post), editUrl: `/studio/${creator.handle}/posts/${post.id}`,
    updatedAt: post.updatedAt.toISOString(), scheduledAt: post.scheduledAt?.toISOString() ?? null, pinned: post.pinnedAt !== null,
  };
}
