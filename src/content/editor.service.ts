import { Injectable } from '@nestjs/common';
import { Nullable, Type, type Static } from '../platform/index.js';
import { type CreatorWithPictures, CreatorView, creatorView } from '../members/index.js';
import { type Audience, type Door, Doors, readAudience } from '../access/index.js';
import { Tiers, TierView, tierView } from '../tiers/index.js';
import { namedIn, writeChoices } from './audience-choice.js';
import { Audiences } from './audiences.service.js';
import { DraftView, draftView } from './draft.view.js';
import { Media } from './media/media.service.js';
import { MediaView, mediaView } from './media/picture.view.js';
import type { Post } from './post.entity.js';

export const EditorView = Type.Object({
  creator: CreatorView, post: Nullable(DraftView),
  /** What may be chosen, with how many members each reaches alone. */
  choices: Type.Array(Type.Object({ choice: Type.String(), people: Type.Integer() })),
  tiers: Type.Array(Type.Object({ ...TierView.properties, choice: Type.String(), people: Type.Integer(), onlyChoice: Type.String(), onlyPeople: Type.Integer() })),
  named: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), choice: Type.String() })),
  /** The choices that are ticked, and whether any of them names a tier alone. */
  chosen: Type.String(), exactly: Type.Boolean(),
  pictures: Type.Array(MediaView),
  /** How many members the saved audience lets in. */
  people: Type.Integer(),
});
export type EditorView = Static<typeof EditorView>;

/** Lays out the sheet that a post is written on. */
@Injectable()
export class Editor {
  constructor(private readonly tiers: Tiers, private readonly doors: Doors, private readonly audiences: Audiences, private readonly media: Media) {}

  async sheet(creator: CreatorWithPictures, door: Door, post: Post | null): Promise<EditorView> {
    const audience = readAudience(post?.audience ?? { anyOf: [{ kind: 'public' }] });
    const reach = (...anyOf: Audience['anyOf']) => this.doors.reach(creator.id, { anyOf }, door.ladder);
    const onSale = (await this.tiers.ofCreator(creator.id)).filter((tier) => !tier.archivedAt);
    const tiers = await Promise.all(onSale.map(async (tier) => ({
      ...tierView(tier), choice: `tier:${tier.id}`, people: await reach({ kind: 'from', tierId: tier.id }),
      onlyChoice: `only:${tier.id}`, onlyPeople: await reach({ kind: 'exactly', tierIds: [tier.id] }),
    })));
    const chosen = writeChoices(audience).join(' ');
    const kinds = ['public', 'followers', 'paid'] as const;
    const pictures = post ? await this.media.ofPost(post.id) : [];
    const [named, people, ...each] = await Promise.all([
      this.audiences.names(namedIn(audience)), reach(...audience.anyOf), ...kinds.map((kind) => reach({ kind })),
    ]);
    return {
      creator: creatorView(creator), post: post && draftView(post, creator), pictures: pictures.map((one) => mediaView(one, post!.coverId)), tiers, people, chosen, exactly: /\bonly:/.test(chosen),
      choices: kinds.map((choice, at) => ({ choice, people: each[at]! })), named: named.map((one) => ({ ...one, choice: `member:${one.id}` })),
    };
  }
}
