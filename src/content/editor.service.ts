import { Injectable } from '@nestjs/common';
import { Instant, Nullable, Type, type Static } from '../platform/index.js';
import { type CreatorWithPictures, CreatorView, creatorView } from '../members/index.js';
import { type Audience, type Door, Doors, readAudience } from '../access/index.js';
import { Tiers, TierView, tierView } from '../tiers/index.js';
import { namedIn, writeChoices } from './audience-choice.js';
import { Audiences } from './audiences.service.js';
import { DraftView, draftView } from './draft.view.js';
import { Media } from './media/media.service.js';
import { MediaView, mediaView } from './media/picture.view.js';
import type { Post } from './post.entity.js';
import { stepFields } from './steps.js';

export const EditorView = Type.Object({
  creator: CreatorView, post: Nullable(DraftView),
  /** What may be chosen, with how many members each reaches alone. */
  choices: Type.Array(Type.Object({ choice: Type.String(), people: Type.Integer() })),
  tiers: Type.Array(Type.Object({ ...TierView.properties, choice: Type.String(), people: Type.Integer(), onlyChoice: Type.String(), onlyPeople: Type.Integer() })),
  named: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), choice: Type.String() })),
  /** The choices that are ticked, and whether any of them names a tier alone. */
  chosen: Type.String(), exactly: Type.Boolean(),
  pictures: Type.Array(MediaView),
  /** The later steps as fields, and whether there are any. */
  steps: Type.Array(Type.Object({
    number: Type.Integer(), days: Nullable(Type.Integer()), choice: Type.String(), at: Nullable(Instant), daysName: Type.String(), forName: Type.String(), custom: Type.Boolean(),
  })),
  tagLine: Type.String(), adult: Type.Boolean(), tease: Type.Boolean(), stepped: Type.Boolean(), scheduling: Type.Boolean(), timeZone: Type.String(),
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
    const known = new Set<string>(['', ...kinds, ...tiers.map((tier) => tier.choice)]);
    const steps = stepFields(post?.steps ?? []).map((step) => ({
      ...step, daysName: `step${step.number}Days`, forName: `step${step.number}For`, custom: !known.has(step.choice),
    }));
    const [named, people, ...each] = await Promise.all([
      this.audiences.names(namedIn(audience)), reach(...audience.anyOf), ...kinds.map((kind) => reach({ kind })),
    ]);
    return {
      tagLine: post?.tags.join(', ') ?? '', adult: post?.adult ?? false, tease: post?.tease ?? false, steps, stepped: steps.some((step) => step.days !== null), scheduling: Boolean(post?.scheduledAt && !post.publishedAt), timeZone: creator.timeZone,
      creator: creatorView(creator), post: post && draftView(post, creator), pictures: pictures.map((one) => mediaView(one, post!.coverId)), tiers, people, chosen, exactly: /\bonly:/.test(chosen),
      choices: kinds.map((choice, at) => ({ choice, people: each[at]! })), named: named.map((one) => ({ ...one, choice: `member:${one.id}` })),
    };
  }
}
