import type { Work } from '../store/work.js';
import type { Rule, Values } from './params.js';

type Shape = Record<string, Rule<unknown>>;

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** Fastify's spelling: `/v1/customers/:id`. */
  path: string;
  shape: Shape;
  run(work: Work, values: Record<string, unknown>, id: string): Promise<object>;
}

/** Declares one call of the API: its parameters and what it does. `id` is the path's, or empty. */
export function route<S extends Shape>(
  method: Route['method'],
  path: string,
  shape: S,
  run: (work: Work, values: Values<S>, id: string) => Promise<object>,
): Route {
  return { method, path, shape, run: run as Route['run'] };
}
