import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { type Actor, Database, NotFound, Page, SignedIn, Who } from '../platform/index.js';
import { type CreatorWithPictures, type CreatorView, Studio } from '../members/index.js';
import { type Door, Doors, type Pretence } from '../access/index.js';
import { Audiences } from './audiences.service.js';
import type { PostView } from './post.view.js';
import { CreatorPage, PostPage, type PreviewView, ReaderPages } from './reader-pages.service.js';
import { Reading } from './reading.query.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The page and its posts as somebody else sees them: the readers' own templates and the same gate, behind another viewer's door. Nothing of it counts as read. */
@Controller('studio/:handle')
@SignedIn()
export class PreviewController {
  constructor(
    private readonly studio: Studio,
    private readonly doors: Doors,
    private readonly reading: Reading,
    private readonly pages: ReaderPages,
    private readonly audiences: Audiences,
    private readonly db: Database,
  ) {}

  @Get('preview')
  @Page({
    id: 'previewCreator', summary: 'The page as a stranger, a follower, a member of a tier or one member sees it', view: CreatorPage, template: 'creators/show', layout: 'page',
    frame: ({ creator }: { creator: CreatorView }) => ({ title: creator.name, accent: creator, noindex: true }),
  })
  async creator(@Who() actor: Actor, @Param('handle') handle: string, @Query('as') as: unknown, @Query('who') who: unknown) {
    const creator = await this.studio.page(actor, handle, 'write');
    const { door, preview } = await this.tryOn(creator, as, who, `/studio/${creator.handle}/preview`);
    return this.pages.creator(creator, door, null, preview);
  }

  @Get('posts/:id/preview')
  @Page({
    id: 'previewPost', summary: 'A post of any state as somebody else would see it', view: PostPage, template: 'content/post', layout: 'page',
    frame: ({ creator, post }: { creator: CreatorView; post: PostView }) => ({ title: `${post.title} · ${creator.name}`, accent: creator, noindex: true }),
  })
  async post(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Query('as') as: unknown, @Query('who') who: unknown) {
    const creator = await this.studio.page(actor, handle, 'write');
    const post = await this.reading.text(creator.id, id);
    if (!post) throw new NotFound();
    const { door, preview } = await this.tryOn(creator, as, who, `/studio/${creator.handle}/posts/${id}/preview`);
    const more = await this.reading.newest(creator.id, 3, id);
    return this.pages.post({ creator, post }, door, preview.as.startsWith('member:') ? preview.name : null, more, preview);
  }

  /** The door of whoever is tried on, and what the bar above the page says of it. */
  private async tryOn(creator: CreatorWithPictures, as: unknown, who: unknown, back: string): Promise<{ door: Door; preview: PreviewView }> {
    const called = typeof who === 'string' && who.trim() ? who.trim().slice(0, 200) : null;
    const found = called ? await this.audiences.called(creator.id, called) : [];
    const wanted = found.length === 1 ? `member:${found[0]}` : typeof as === 'string' ? as : 'stranger';
    const door = await this.doors.as(creator.id, await this.pretence(creator.id, wanted));
    const tiers = door.ladder.filter((rung) => !rung.archived).map((rung) => ({ as: `tier:${rung.id}`, name: rung.name }));
    const [member] = wanted.startsWith('member:') ? await this.audiences.names([wanted.slice('member:'.length)]) : [];
    return {
      door,
      preview: {
        as: wanted, name: member?.name ?? tiers.find((tier) => tier.as === wanted)?.name ?? null, back, unknown: called && found.length !== 1 ? called : null,
        choices: [{ as: 'stranger', name: null }, { as: 'follower', name: null }, ...tiers],
      },
    };
  }

  /** @throws NotFound for a tier of another page, and for an account that was never a member of this one */
  private async pretence(creatorId: string, as: string): Promise<Pretence> {
    if (as === 'stranger' || as === 'follower') return { kind: as };
    const [kind, id = ''] = as.split(':');
    if (!UUID.test(id)) throw new NotFound();
    if (kind === 'tier') return { kind, tierId: id };
    const known = await this.db.sql('preview.member', 'select 1 from membership where creator_id = $1 and account_id = $2 limit 1', [creatorId, id]);
    if (kind !== 'member' || known.length === 0) throw new NotFound();
    return { kind, accountId: id };
  }
}
