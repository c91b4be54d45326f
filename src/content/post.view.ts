import { Instant, Nullable, Type, type Static } from '../platform/index.js';
import { type CreatorWithPictures, creatorUrl, PictureView, pictureView } from '../members/index.js';
import { AudienceView, audienceView, type Door, GateView, gateView, readAudience } from '../access/index.js';
import type { TierWithPrice } from '../tiers/index.js';
import { CoverView, coverView } from './media/picture.view.js';
import type { PostLine, Spread } from './reading.query.js';

const Byline = Type.Object({
  handle: Type.String(), name: Type.String(), url: Type.String(), language: Type.String(),
  hue: Type.Integer(), chroma: Type.Integer(), portrait: Nullable(PictureView),
});

export const PostRow = Type.Object({
  id: Type.String(), slug: Type.String(), url: Type.String(), title: Type.String(), standfirst: Type.String(), publishedAt: Nullable(Instant),
  minutes: Type.Integer(), audience: AudienceView, open: Type.Boolean(), cover: Nullable(CoverView), creator: Byline,
});
export type PostRow = Static<typeof PostRow>;

export const PostView = Type.Object({
  ...PostRow.properties, teaserHtml: Type.String(), bodyHtml: Nullable(Type.String()), minutesLeft: Type.Integer(), gate: GateView,
  teaser: Type.String(), body: Nullable(Type.String()),
});
export type PostView = Static<typeof PostView>;

/** A post in a list; whether it is open is the gate's answer. */
export function postRow(post: PostLine, creator: CreatorWithPictures, door: Door): PostRow {
  const audience = readAudience(post.audience);
  const url = creatorUrl(creator);
  const { open } = door.ask(audience);
  return {
    id: post.id, slug: post.slug, url: `${url}/posts/${post.slug}`, title: post.title, standfirst: post.standfirst,
    publishedAt: post.publishedAt?.toISOString() ?? null, minutes: post.minutes, audience: audienceView(audience, door.ladder), open, cover: coverView(post.cover, open),
    creator: {
      handle: creator.handle, name: creator.name, url, language: creator.language, hue: creator.hue, chroma: creator.chroma, portrait: pictureView(creator.portrait),
    },
  };
}

/** A post as the gate lets this viewer see it: the body leaves here only through an open gate. */
export function postView({ creator, post }: Spread, door: Door, tiers: TierWithPrice[]): PostView {
  const decision = door.ask(readAudience(post.audience));
  return {
    ...postRow(post, creator, door),
    teaserHtml: post.teaserHtml, teaser: post.teaser, minutesLeft: post.minutesLeft,
    bodyHtml: decision.open ? post.bodyHtml : null, body: decision.open ? post.body : null, gate: gateView(decision, door, tiers),
  };
}
