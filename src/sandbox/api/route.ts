import type { Work } from '../store/work.js';
import type { Rule, Values } from './params.js';

type Shape = Record<string, Rule<unknown>>;

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** Fastify's spelling: `/v1/customers/:id`, `/v1/customers/:of/tax_ids/:id`. */
  path: string;
  shape: Shape;
  run(work: Work, values: Record<string, unknown>, id: string, of: string): Promise<object>;
}

/** Declares one call of the API: its parameters and what it does. `id` is the path's, or empty; `of` that of the object it is part of. */
export function route<S extends Shape>(
  method: Route['method'],
  path: string,
  shape: S,
  run: (work: Work, values: Values<S>, id: string, of: string) => Promise<object>,
): Route {
  return { method, path, shape, run: run as Route['run'] };
}
