import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, Config, Cookies, Elsewhere, NotFound, Page, type Static, Who } from '../platform/index.js';
import { Creators, creatorUrl, type CreatorView, type CreatorWithPictures, hushedCreator } from '../members/index.js';
import { type Door, Doors } from '../access/index.js';
import { asking } from './adult/asking.js';
import { readCursor } from './cursor.js';
import { ReaderPages, ShelfPage } from './reader-pages.service.js';

const frame = ({ creator, shelf }: { creator: CreatorView; shelf: { title: string; about: string } }) => ({
  title: `${shelf.title} · ${creator.name}`, description: shelf.about || null, accent: creator,
});

/** Posts that belong together: by a word, or in an order of their own. */
@Controller('@:handle')
export class ShelvesController {
  private readonly cookies: Cookies;

  constructor(private readonly creators: Creators, private readonly doors: Doors, private readonly pages: ReaderPages, config: Config) {
    this.cookies = new Cookies(config);
  }

  @Get('tags/:tag')
  @Page({ id: 'listTaggedPosts', summary: 'The posts of a tag, newest first', view: ShelfPage, template: 'content/shelf', layout: 'page', frame })
  async tag(@Who() actor: Actor | null, @Param('handle') handle: string, @Param('tag') tag: string, @Query('before') before: unknown, @Req() request: FastifyRequest) {
    const creator = await this.creators.byHandle(handle);
    const door = await this.doors.of(creator.id, actor, this.cookies.read(request, 'adult') === 'yes');
    return this.answer(creator, door, await this.pages.tag(creator, door, tag, readCursor(before)));
  }

  @Get('collections/:slug')
  @Page({ id: 'getCollection', summary: 'The posts of a collection, in its order', view: ShelfPage, template: 'content/shelf', layout: 'page', frame })
  async collection(@Who() actor: Actor | null, @Param('handle') handle: string, @Param('slug') slug: string, @Query('page') page: unknown, @Req() request: FastifyRequest) {
    const creator = await this.creators.byHandle(handle);
    const number = typeof page === 'string' && /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1;
    const door = await this.doors.of(creator.id, actor, this.cookies.read(request, 'adult') === 'yes');
    return this.answer(creator, door, await this.pages.collection(creator, door, slug, number));
  }

  private answer(creator: CreatorWithPictures, door: Door, shelf: Static<typeof ShelfPage> | null) {
    if (!shelf) throw new NotFound();
    if (!door.hushes(creator)) return shelf;
    return new Elsewhere({ ...shelf, creator: hushedCreator(shelf.creator), posts: [], older: null }, asking(creatorUrl(creator), shelf.shelf.url));
  }
}
