import { daysLater, InvalidInput, parseDate } from '../platform/index.js';
import { type Audience, type Ladder, readAudience } from '../access/index.js';
import { readChoices, writeChoices } from './audience-choice.js';
import type { PostDto } from './post.dto.js';

/** A later audience as its writer set it; its date is known once the post is out. */
export interface StoredStep {
  days: number;
  at: string | null;
  audience: Audience;
}

const NUMBERS = [1, 2, 3] as const;

/**
 * The steps of a form, dated where the post has been published.
 * @param kept the steps as they were: they stay where the form does not speak of steps at all
 * @throws InvalidInput for a step without its day or its readers, and for one that is not later than the one before
 */
export function stepsOf(wanted: PostDto, ladder: Ladder, published: Date | null, zone: string, kept: StoredStep[] = []): StoredStep[] {
  if (NUMBERS.every((n) => wanted[`step${n}Days`] === undefined && wanted[`step${n}For`] === undefined)) return kept;
  let before = 0;
  return NUMBERS.flatMap((n) => {
    const [days, choice] = [wanted[`step${n}Days`], wanted[`step${n}For`]?.trim()];
    if (days === undefined && !choice) return [];
    if (days === undefined || days <= before) throw new InvalidInput({ [`step${n}Days`]: { rule: 'stepDays', values: { after: before } } });
    if (!choice) throw new InvalidInput({ [`step${n}For`]: { rule: 'isIn' } });
    before = days;
    return [{ days, at: null, audience: { anyOf: readChoices(choice, ladder, `step${n}For`) } }];
  }).map((step) => (published ? dated(step, published, zone) : step));
}

/** A step on its date: so many days after the post went out, at the same time of day for its creator. */
export function dated(step: StoredStep, published: Date, zone: string): StoredStep {
  return { ...step, at: daysLater(published, step.days, zone).toISOString() };
}

/** The earliest step that nobody has been told of: what comes is waited for, what was told before is not told again. */
export function nextStep(steps: StoredStep[], known: StoredStep[], now: Date): Date | null {
  const told = new Set(known.filter((step) => step.at && parseDate(step.at) <= now).map(key));
  const next = steps.filter((step) => step.at && !told.has(key(step))).map((step) => step.at!).sort()[0];
  return next ? parseDate(next) : null;
}

/** Steps as the fields of the form hold them. */
export function stepFields(steps: StoredStep[]): { number: number; days: number | null; choice: string; at: string | null }[] {
  return NUMBERS.map((number) => {
    const step = steps[number - 1];
    return { number, days: step?.days ?? null, choice: step ? writeChoices(readAudience(step.audience)).join(' ') : '', at: step?.at ?? null };
  });
}

function key(step: StoredStep): string {
  return `${step.at} ${JSON.stringify(step.audience)}`;
}
