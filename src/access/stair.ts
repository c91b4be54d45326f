import { parseDate } from '../platform/index.js';
import { type Audience, type Ladder, readAudience } from './audience.js';
import { gate } from './gate.js';
import type { Viewer } from './viewer.js';

/** From when on something is for these, too. */
export interface Step {
  at: Date;
  audience: Audience;
}

/** Who something is for, as it is stored: at first, and from later dates on. */
export interface Stair {
  audience: unknown;
  steps: unknown;
  /** Marked for adults: whoever has not said to be one is asked first, whatever they pay. */
  adult?: boolean;
}

/** The steps that have a date, earliest first; anything that is none is left out. */
export function readSteps(value: unknown): Step[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: { at?: unknown; audience?: unknown } | null) => {
    const at = typeof one?.at === 'string' ? parseDate(one.at) : null;
    return at && !Number.isNaN(at.getTime()) ? [{ at, audience: readAudience(one!.audience) }] : [];
  }).sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** The audience in force: the first and every step that has come. Steps only ever add to it. */
export function audienceAt(thing: Stair, now: Date): Audience {
  const come = readSteps(thing.steps).filter((step) => step.at <= now);
  return { anyOf: [readAudience(thing.audience), ...come.map((step) => step.audience)].flatMap((audience) => audience.anyOf) };
}

/** When a step lets this viewer in, as they stand now; null when none will, or when they are in already. */
export function opensFor(thing: Stair, ladder: Ladder, viewer: Viewer, now: Date): Step | null {
  if (gate(audienceAt(thing, now), ladder, viewer, now).open) return null;
  return readSteps(thing.steps).find((step) => step.at > now && gate(audienceAt(thing, step.at), ladder, viewer, now).open) ?? null;
}
