import { parseDate } from '../platform/index.js';
import type { CreatorWithPictures } from './creator.view.js';

const picture = (column: string) => `(select json_build_object('id', p.id, 'width', p.width, 'height', p.height, 'widths', p.widths, 'alt', p.alt,
  'caption', p.caption) from picture p where p.id = ${column})`;

/** A page with its pictures as one JSON value, of the row `c` of `creator`: hot reads take it along in their own statement. */
export const CREATOR_JSON = `json_build_object('id', c.id, 'handle', c.handle, 'handleKey', c.handle_key, 'name', c.name, 'standfirst', c.standfirst,
  'about', c.about, 'aboutHtml', c.about_html, 'hue', c.hue, 'chroma', c.chroma, 'language', c.language, 'timeZone', c.time_zone, 'adult', c.adult, 'pictureId', c.picture_id,
  'portraitId', c.portrait_id, 'createdAt', c.created_at, 'closedAt', c.closed_at, 'readableUntil', c.readable_until, 'version', c.version, 'picture', ${picture('c.picture_id')}, 'portrait', ${picture('c.portrait_id')})`;

export type CreatorJson = Omit<CreatorWithPictures, 'createdAt' | 'closedAt' | 'readableUntil'> & { createdAt: string; closedAt: string | null; readableUntil: string | null };

export function creatorFrom(json: CreatorJson): CreatorWithPictures {
  const { createdAt, closedAt, readableUntil, ...page } = json;
  return {
    ...page, createdAt: parseDate(createdAt), closedAt: closedAt === null ? null : parseDate(closedAt),
    readableUntil: readableUntil === null ? null : parseDate(readableUntil),
  };
}
