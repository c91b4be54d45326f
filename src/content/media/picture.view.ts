import { type FindPicture, Type, type Static } from '../../platform/index.js';
import { PictureView } from '../../members/index.js';
import type { PostPicture } from './post-picture.entity.js';

/** A picture as a reader gets it; the blurred copy has no words, for they are as closed as the picture. */
export const CoverView = Type.Object({ ...PictureView.properties, blurred: Type.Boolean() });

/** A picture as its writer sees it. */
export const MediaView = Type.Object({
  ...PictureView.properties, id: Type.String(), number: Type.Integer(), decorative: Type.Boolean(), open: Type.Boolean(), cover: Type.Boolean(),
  /** What puts it into the text. */
  markdown: Type.String(), blurUrl: Type.String(),
});

/** What of a picture goes along with its post in one statement. */
export type CoverRow = Pick<PostPicture, 'id' | 'width' | 'height' | 'widths' | 'alt' | 'caption' | 'open'>;

export function pictureUrl(id: string, file: number | 'blur'): string {
  return `/media/posts/${id}/${file}.webp`;
}

/** @param open whether the gate lets this reader in */
export function coverView(picture: CoverRow | null, open: boolean): Static<typeof CoverView> | null {
  if (!picture) return null;
  if (open || picture.open) return { ...shown(picture), caption: picture.caption || null, blurred: false };
  return { url: pictureUrl(picture.id, 'blur'), srcset: '', width: picture.width, height: picture.height, alt: '', caption: null, blurred: true };
}

export function mediaView(picture: PostPicture, coverId: string | null): Static<typeof MediaView> {
  const { id, number, decorative, open } = picture;
  return {
    ...shown(picture), caption: picture.caption || null, id, number, decorative, open, cover: id === coverId, markdown: `![](picture:${number})`,
    blurUrl: pictureUrl(id, 'blur'),
  };
}

/** Finds pictures for a text; what anyone may read shows only open ones. */
export function finding(pictures: PostPicture[], onlyOpen: boolean): FindPicture {
  return (number) => {
    const picture = pictures.find((one) => one.number === number && (one.open || !onlyOpen));
    return picture ? { ...shown(picture), caption: picture.caption } : null;
  };
}

function shown(picture: CoverRow) {
  const { id, width, height, widths, alt } = picture;
  return { url: pictureUrl(id, width), srcset: widths.map((one) => `${pictureUrl(id, one)} ${one}w`).join(', '), width, height, alt };
}
