import type { Work } from '../store/work.js';
import { includables } from './includables.js';
import { invalid } from './stripe-error.js';

const DEPTH = 4;
type Json = Record<string, unknown>;

/**
 * Replaces the ids at the given paths (`latest_invoice.payments`, `data.customer`) by the objects they name.
 * @throws {StripeError} 400 for a path that is too deep or names nothing that can be expanded
 */
export async function expand(work: Work, answer: object, paths: string[]): Promise<object> {
  let result = answer as Json;
  for (const path of paths) {
    const steps = path.split('.');
    if (steps.length > DEPTH) {
      throw invalid(`You cannot expand more than ${DEPTH} levels of a property (${path}).`, 'expand');
    }
    result = (await descend(work, result, steps, path)) as Json;
  }
  return result;
}

async function descend(work: Work, value: unknown, steps: string[], path: string): Promise<unknown> {
  if (steps.length === 0 || value === null) return value;
  if (Array.isArray(value)) return Promise.all(value.map((each) => descend(work, each, steps, path)));
  if (typeof value !== 'object') throw unexpandable(path);
  const [step, ...rest] = steps as [string, ...string[]];
  const object = value as Json;
  const child = await resolve(work, object, step, path);
  return { ...object, [step]: await descend(work, child, rest, path) };
}

async function resolve(work: Work, object: Json, step: string, path: string): Promise<unknown> {
  const current = object[step];
  if (typeof current === 'string') return (await work.findAny(current)) ?? fail(path);
  if (Array.isArray(current) && current.every((item) => typeof item === 'string')) {
    return Promise.all(current.map(async (id) => (await work.findAny(id)) ?? fail(path)));
  }
  if (current !== undefined) return typeof current === 'object' ? current : fail(path);
  const include = includables[`${String(object.object)}.${step}`];
  return include ? include(work, String(object.id)) : fail(path);
}

function fail(path: string): never {
  throw unexpandable(path);
}

function unexpandable(path: string): Error {
  return invalid(`This property cannot be expanded (${path}).`, 'expand');
}
