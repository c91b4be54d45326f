import { Instant, Nullable, Type, type Static } from '../platform/index.js';
import { type CreatorWithPictures, creatorUrl, PictureView, pictureView } from '../members/index.js';
import { AudienceView, audienceView, type Decision, type Door, GateView, gateView, readAudience, readSteps, type Step } from '../access/index.js';
import type { TierWithPrice } from '../tiers/index.js';
import { CoverView, coverView } from './media/picture.view.js';
import type { PostLine, Spread } from './reading.query.js';

const Byline = Type.Object({
  handle: Type.String(), name: Type.String(), url: Type.String(), language: Type.String(),
  hue: Type.Integer(), chroma: Type.Integer(), portrait: Nullable(PictureView),
});

export const PostRow = Type.Object({
  id: Type.String(), slug: Type.String(), url: Type.String(), title: Type.String(), standfirst: Type.String(), publishedAt: Nullable(Instant),
  minutes: Type.Integer(), audience: AudienceView, open: Type.Boolean(), adult: Type.Boolean(), cover: Nullable(CoverView), creator: Byline,
});
export type PostRow = Static<typeof PostRow>;

export const PostView = Type.Object({
  ...PostRow.properties, teaserHtml: Type.String(), bodyHtml: Nullable(Type.String()), minutesLeft: Type.Integer(), gate: GateView,
  teaser: Type.String(), body: Nullable(Type.String()),
  tags: Type.Array(Type.Object({ name: Type.String(), url: Type.String() })), collections: Type.Array(Type.Object({ name: Type.String(), url: Type.String() })),
  /** When a later step lets this reader in. */
  opens: Nullable(Type.Object({ at: Instant, toAll: Type.Boolean() })),
  /** Who it is for and from when on, while it still opens to more; empty otherwise. */
  stair: Type.Array(Type.Object({ at: Nullable(Instant), past: Type.Boolean(), audience: AudienceView })),
});
export type PostView = Static<typeof PostView>;

/** Whether not even what anyone may read is shown, since it is for adults and this reader has not said to be one. */
export function isHushed(decision: Decision): boolean {
  return !decision.open && decision.reason === 'adult';
}

/** A post in a list; whether it is open is the gate's answer. */
export function postRow(post: PostLine, creator: CreatorWithPictures, door: Door): PostRow {
  const url = creatorUrl(creator);
  const decision = door.decide(post);
  const { open } = decision;
  const hushed = isHushed(decision);
  return {
    id: post.id, slug: post.slug, url: `${url}/posts/${post.slug}`, title: post.title, standfirst: hushed ? '' : post.standfirst,
    publishedAt: post.publishedAt?.toISOString() ?? null, minutes: post.minutes, audience: audienceView(door.inForce(post), door), open, adult: post.adult, cover: hushed ? null : coverView(post.cover, open),
    creator: {
      handle: creator.handle, name: creator.name, url, language: creator.language, hue: creator.hue, chroma: creator.chroma, portrait: pictureView(creator.portrait),
    },
  };
}

/** A post as the gate lets this viewer see it: the body leaves here only through an open gate. */
export function postView({ creator, post }: Spread, door: Door, tiers: TierWithPrice[]): PostView {
  const decision = door.decide(post);
  const steps = readSteps(post.steps);
  const hushed = isHushed(decision);
  return {
    ...postRow(post, creator, door),
    teaserHtml: hushed ? '' : post.teaserHtml, teaser: hushed ? '' : post.teaser, minutesLeft: post.minutesLeft,
    bodyHtml: decision.open ? post.bodyHtml : null, body: decision.open ? post.body : null, gate: gateView(decision, door, tiers),
    tags: hushed ? [] : post.tags.map((name, at) => ({ name, url: `${creatorUrl(creator)}/tags/${encodeURIComponent(post.tagKeys[at]!)}` })),
    collections: post.collections.map(({ slug, title }) => ({ name: title, url: `${creatorUrl(creator)}/collections/${slug}` })),
    opens: opensView(door.opensFor(post)),
    // Drawn only while a step of it is to come.
    stair: steps.some((step) => !door.isPast(step)) ? [{ at: null, past: true, audience: audienceView(readAudience(post.audience), door) },
      ...steps.map((step) => ({ at: step.at.toISOString(), past: door.isPast(step), audience: audienceView(step.audience, door) }))] : [],
  };
}

function opensView(step: Step | null) {
  return step && { at: step.at.toISOString(), toAll: step.audience.anyOf.some((rule) => rule.kind === 'public') };
}
