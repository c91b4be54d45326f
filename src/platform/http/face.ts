import { SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import type { Translate } from '../words/words.js';

export const FACE = Symbol('face');

/** What a page depends on beside its address: the face, the language and who asks. */
export const VARY = 'Accept, Accept-Language, Cookie';

type Layout = 'page' | 'studio' | 'plain';

/** What a page's frame shows around the view. */
export interface Frame {
  title: string;
  description?: string | null;
  accent?: { hue: number; chroma: number } | null;
  studio?: { handle: string; name: string; section: string; portrait: unknown } | null;
  noindex?: boolean;
  /** Address of a feed of this page. */
  feed?: string | null;
}

interface Common {
  /** OpenAPI's operationId: a verb and a noun, for ever. */
  id: string;
  /** One sentence for `/openapi.json`. */
  summary: string;
  /** The schema of what is answered; the page gets exactly the same. */
  view: TSchema;
}

export interface PageFace extends Common {
  kind: 'page';
  template: string;
  layout: Layout;
  frame: (view: never, t: Translate) => Frame;
}

export interface WriteFace extends Common {
  kind: 'write';
  /** JSON status of success, default 200. */
  status?: number;
  /** The page that shows a browser what was made, instead of sending it on: for what can be seen only once. */
  shows?: { template: string; layout: Layout; frame: (view: never, t: Translate) => Frame };
  /** The name under which a browser saves what was made, instead of being sent on. */
  download?: string;
  /** The page to show again, with what was typed and what was wrong with it. */
  refill?: { template: string; layout: Layout; view: (controller: never, request: FastifyRequest) => Promise<object>; frame: (view: never, t: Translate) => Frame };
}

export type Face = PageFace | WriteFace;

/** A GET that answers a page to browsers and its view to clients. */
export const Page = (face: Omit<PageFace, 'kind'>) => SetMetadata(FACE, { kind: 'page', ...face } satisfies PageFace);

/** A POST that answers a redirect to forms and the resource to clients; it returns `done(...)`. */
export const Write = (face: Omit<WriteFace, 'kind'>) => SetMetadata(FACE, { kind: 'write', ...face } satisfies WriteFace);

/** What a write leaves behind. */
export class Done {
  constructor(readonly location: string, readonly resource: object, readonly flash: string | null) {}
}

/**
 * @param location where a form is sent next: a path of ours, or an address made by us
 * @param resource what a client is answered, by the route's schema
 * @param flash key of the sentence the next page shows (`flash.<key>`)
 */
export function done(location: string, resource: object, flash: string | null = null): Done {
  return new Done(location, resource, flash);
}

/** A view that a browser finds at another address; clients get it here. */
export class Elsewhere {
  constructor(readonly view: object, readonly location: string) {}
}

/** A page that is answered with another status than 200, e.g. a spent link. */
export class Answer {
  constructor(readonly view: object, readonly status: number) {}
}
