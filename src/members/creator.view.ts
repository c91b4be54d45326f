import { Nullable, Type, type Static } from '../platform/index.js';
import type { CreatorRow } from './creator.entity.js';
import type { Picture } from './picture.entity.js';

export const PictureView = Type.Object({
  url: Type.String(), width: Type.Integer(), height: Type.Integer(), alt: Type.String(), caption: Nullable(Type.String()), srcset: Type.String(),
});

export const CreatorCard = Type.Object({
  handle: Type.String(), name: Type.String(), url: Type.String(), language: Type.String(), standfirst: Type.String(),
  hue: Type.Integer(), chroma: Type.Integer(), picture: Nullable(PictureView), portrait: Nullable(PictureView),
});

export const CreatorView = Type.Object({ ...CreatorCard.properties, about: Type.String(), aboutHtml: Type.String() });

/** A link of the creator's own, to somewhere else. */
export const LinkView = Type.Object({ label: Type.String(), url: Type.String(), host: Type.String() });

export function pageLink({ label, url }: { label: string; url: string }): Static<typeof LinkView> {
  return { label, url, host: new URL(url).host.replace(/^www\./, '') };
}

export type CreatorCard = Static<typeof CreatorCard>;
export type CreatorView = Static<typeof CreatorView>;

/** A page with its pictures at hand. */
export type CreatorWithPictures = CreatorRow & { picture: Picture | null; portrait: Picture | null };

export function creatorUrl(creator: { handle: string }): string {
  return `/@${creator.handle}`;
}

export function creatorCard(creator: CreatorWithPictures): CreatorCard {
  return {
    handle: creator.handle, name: creator.name, url: creatorUrl(creator), language: creator.language, standfirst: creator.standfirst,
    hue: creator.hue, chroma: creator.chroma, picture: pictureView(creator.picture), portrait: pictureView(creator.portrait),
  };
}

export function creatorView(creator: CreatorWithPictures): CreatorView {
  return { ...creatorCard(creator), about: creator.about, aboutHtml: creator.aboutHtml };
}

/** No more of a page than its name: what a visitor gets of one for adults before they said to be one. */
export function hushedCreator<C extends CreatorCard>(creator: C): C {
  const { about } = creator as Partial<CreatorView>;
  return { ...creator, standfirst: '', picture: null, portrait: null, ...(about !== undefined && { about: '', aboutHtml: '' }) };
}

export function pictureView(picture: Picture | null): Static<typeof PictureView> | null {
  if (!picture) return null;
  const url = (width: number) => `/media/pictures/${picture.id}/${width}.webp`;
  return {
    url: url(picture.width), width: picture.width, height: picture.height, alt: picture.alt, caption: picture.caption,
    srcset: picture.widths.map((width) => `${url(width)} ${width}w`).join(', '),
  };
}
