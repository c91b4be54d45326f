import { Instant, Nullable, Type, type Static, wallTimeOf } from '../platform/index.js';
import { type CreatorWithPictures, creatorUrl } from '../members/index.js';
import { readAudience } from '../access/index.js';
import { writeChoices } from './audience-choice.js';
import type { Post } from './post.entity.js';
import { stepFields } from './steps.js';

export const STATUS = Type.Enum(['draft', 'scheduled', 'published']);

/** A post as its writers see it. */
export const DraftView = Type.Object({
  id: Type.String(), title: Type.String(), standfirst: Type.String(), teaser: Type.String(), body: Type.String(),
  audience: Type.Object({ kind: Type.Enum(['public', 'followers', 'paid', 'tier', 'union']), tierId: Nullable(Type.String()), choice: Type.String() }),
  status: STATUS, url: Type.String(), editUrl: Type.String(), publishedAt: Nullable(Instant), updatedAt: Instant, version: Type.Integer(),
  slug: Type.String(), tags: Type.Array(Type.String()), pinned: Type.Boolean(), adult: Type.Boolean(), tease: Type.Boolean(),
  /** By the creator's clock; empty when it is not scheduled. */
  scheduledAt: Nullable(Instant), publishOn: Type.String(), publishAt: Type.String(), timeZone: Type.String(),
  steps: Type.Array(Type.Object({ number: Type.Integer(), days: Nullable(Type.Integer()), choice: Type.String(), at: Nullable(Instant) })),
});
export type DraftView = Static<typeof DraftView>;

export function statusOf(post: Pick<Post, 'publishedAt' | 'scheduledAt'>): 'draft' | 'scheduled' | 'published' {
  return post.publishedAt ? 'published' : post.scheduledAt ? 'scheduled' : 'draft';
}

export function draftView(post: Post, creator: CreatorWithPictures): DraftView {
  const audience = readAudience(post.audience);
  const [rule, ...others] = audience.anyOf;
  const tierId = rule?.kind === 'from' && others.length === 0 ? rule.tierId : null;
  const alone = rule && others.length === 0 && (rule.kind === 'public' || rule.kind === 'followers' || rule.kind === 'paid') ? rule.kind : 'union';
  const wall = post.scheduledAt && wallTimeOf(post.scheduledAt, creator.timeZone);
  const { id, title, standfirst, teaser, body, version } = post;
  return {
    id, title, standfirst, teaser, body, version, audience: { kind: tierId ? 'tier' : alone, tierId, choice: writeChoices(audience).join(' ') }, status: statusOf(post),
    url: `${creatorUrl(creator)}/posts/${post.slug}`, editUrl: `/studio/${creator.handle}/posts/${id}`, publishedAt: post.publishedAt?.toISOString() ?? null,
    updatedAt: post.updatedAt.toISOString(), scheduledAt: post.scheduledAt?.toISOString() ?? null, publishOn: wall?.day ?? '', publishAt: wall?.time ?? '',
    slug: post.slug, tags: post.tags, pinned: post.pinnedAt !== null, adult: post.adult, tease: post.tease, timeZone: creator.timeZone, steps: stepFields(post.steps),
  };
}
