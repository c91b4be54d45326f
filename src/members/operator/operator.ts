import { type Actor, NotFound } from '../../platform/index.js';

/** @throws NotFound for everybody but the operator: to others there is nothing here */
export function requireOperator(actor: Actor): void {
  if (!actor.operator) throw new NotFound();
}
