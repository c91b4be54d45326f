import { Body, Controller, Get, Param, ParseUUIDPipe, Post as HttpPost } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, OK, OkView, Page, SignedIn, Type, Who, Write, type Static, type Translate } from '../../platform/index.js';
import { type CreatorWithPictures, CreatorView, creatorUrl, creatorView, Studio, studioFrame } from '../../members/index.js';
import { CollectionDto, CollectionMoveDto, CollectionPostDto } from './collection.dto.js';
import type { Collection } from './collection.entity.js';
import { Collections } from './collections.service.js';

const Shown = Type.Object({ id: Type.String(), slug: Type.String(), title: Type.String(), about: Type.String(), version: Type.Integer(), url: Type.String(), editUrl: Type.String() });
const ListView = Type.Object({ creator: CreatorView, collections: Type.Array(Type.Object({ ...Shown.properties, count: Type.Integer() })) });
const InIt = Type.Object({ id: Type.String(), title: Type.String(), published: Type.Boolean(), first: Type.Boolean(), last: Type.Boolean() });
const OneView = Type.Object({
  creator: CreatorView, collection: Shown, posts: Type.Array(InIt), others: Type.Array(Type.Object({ id: Type.String(), title: Type.String() })),
});
const frame = (view: { creator: CreatorView }, t: Translate) => studioFrame(view, 'posts', t('collections.title'));
const params = (request: FastifyRequest) => request.params as { handle: string; id: string };
const oneRefill = {
  template: 'studio/collection', layout: 'studio' as const, frame,
  view: (self: StudioCollectionsController, request: FastifyRequest) => self.show(request.actor!, params(request).handle, params(request).id),
};

/** Posts that belong together, as their writer arranges them. */
@Controller('studio/:handle/collections')
@SignedIn()
export class StudioCollectionsController {
  constructor(private readonly studio: Studio, private readonly collections: Collections) {}

  @Get()
  @Page({ id: 'listStudioCollections', summary: 'The collections of a page', view: ListView, template: 'studio/collections', layout: 'studio', frame })
  async index(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.studio.page(actor, handle, 'write');
    const collections = await this.collections.ofCreator(creator.id);
    return { creator: creatorView(creator), collections: collections.map((one) => ({ ...shown(one, creator), count: one.count })) };
  }

  @HttpPost()
  @Write({
    id: 'createCollection', summary: 'Begins a collection', view: Shown, status: 201,
    refill: { template: 'studio/collections', layout: 'studio', frame, view: (self: StudioCollectionsController, request) => self.index(request.actor!, params(request).handle) },
  })
  async create(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: CollectionDto) {
    const creator = await this.studio.page(actor, handle, 'write');
    const made = shown(await this.collections.create(creator.id, body), creator);
    return done(made.editUrl, made, 'saved');
  }

  @Get(':id')
  @Page({ id: 'getStudioCollection', summary: 'A collection as its writer arranges it', view: OneView, template: 'studio/collection', layout: 'studio', frame })
  async show(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const creator = await this.studio.page(actor, handle, 'write');
    const collection = await this.collections.ofPage(creator.id, id);
    const inIt = await this.collections.posts(id);
    const others = await this.collections.others(collection);
    return {
      creator: creatorView(creator), collection: shown(collection, creator), others,
      posts: inIt.map(({ id: postId, title, published }, at) => ({ id: postId, title, published, first: at === 0, last: at === inIt.length - 1 })),
    };
  }

  @HttpPost(':id')
  @Write({ id: 'updateCollection', summary: 'Changes the words of a collection', view: Shown, refill: oneRefill })
  async update(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() body: CollectionDto) {
    const { creator, collection } = await this.enter(actor, handle, id);
    await this.collections.update(collection, body);
    return this.answer(creator, id, 'saved');
  }

  @HttpPost(':id/deletion')
  @Write({ id: 'deleteCollection', summary: 'Takes a collection apart; its posts stay', view: OkView })
  async delete(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const { creator, collection } = await this.enter(actor, handle, id);
    await this.collections.delete(collection);
    return done(`/studio/${creator.handle}/collections`, OK, 'collectionGone');
  }

  @HttpPost(':id/posts')
  @Write({ id: 'addCollectionPost', summary: 'Puts a post at the end of a collection', view: Shown, refill: oneRefill })
  async add(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() body: CollectionPostDto) {
    const { creator, collection } = await this.enter(actor, handle, id);
    await this.collections.add(collection, body.postId);
    return this.answer(creator, id, 'saved');
  }

  @HttpPost(':id/posts/:postId/removal')
  @Write({ id: 'removeCollectionPost', summary: 'Takes a post out of a collection', view: Shown })
  async remove(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Param('postId', ParseUUIDPipe) postId: string) {
    const { creator, collection } = await this.enter(actor, handle, id);
    await this.collections.remove(collection, postId);
    return this.answer(creator, id, 'saved');
  }

  @HttpPost(':id/posts/:postId/place')
  @Write({ id: 'moveCollectionPost', summary: 'Moves a post one place up or down', view: Shown })
  async move(
    @Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Param('postId', ParseUUIDPipe) postId: string, @Body() body: CollectionMoveDto,
  ) {
    const { creator, collection } = await this.enter(actor, handle, id);
    await this.collections.move(collection, postId, body.way);
    return this.answer(creator, id, 'saved');
  }

  private async enter(actor: Actor, handle: string, id: string) {
    const creator = await this.studio.page(actor, handle, 'write');
    return { creator, collection: await this.collections.ofPage(creator.id, id) };
  }

  private async answer(creator: CreatorWithPictures, id: string, flash: string) {
    const view = shown(await this.collections.ofPage(creator.id, id), creator);
    return done(view.editUrl, view, flash);
  }
}

function shown({ id, slug, title, about, version }: Collection, creator: CreatorWithPictures): Static<typeof Shown> {
  return { id, slug, title, about, version, url: `${creatorUrl(creator)}/collections/${slug}`, editUrl: `/studio/${creator.handle}/collections/${id}` };
}
