import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * What takes money's word, works on it and tells of it: where a process may die at any await. Of `reading` nothing is left half done; all
 * the rest is died at, see `kills.ts`.
 */
export const CROSSINGS = {
  ingress: ['src/billing/inbox'],
  checkout: ['src/billing/checkout', 'src/billing/stripe', 'src/billing/cancellations.service.ts', 'src/billing/period-endings.service.ts'],
  sync: ['src/billing/sync', 'src/billing/effects.service.ts', 'src/access/memberships.service.ts', 'src/platform/signals', 'src/platform/jobs/jobs.ts'],
  payments: ['src/billing/payments/payments.service.ts', 'src/billing/payments/charge-books.service.ts', 'src/billing/surplus.service.ts'],
  money: ['src/billing/ledger', 'src/billing/disputes', 'src/billing/refunds', 'src/billing/withdrawal'],
  mail: ['src/email/deliveries.service.ts', 'src/email/mail-queue.service.ts'],
  changing: ['src/billing/changes', 'src/billing/price-moves', 'src/billing/pauses', 'src/billing/troubles', 'src/billing/trials', 'src/billing/closing'],
  rest: [
    'src/billing/late-syncs.service.ts', 'src/billing/renewals-ahead.service.ts', 'src/billing/addresses.service.ts', 'src/billing/guest-sweeps.service.ts', 'src/billing/operator/replays.service.ts',
    'src/email/mailer.ts', 'src/email/mail-kinds.service.ts',
  ],
  persons: ['src/billing/details', 'src/billing/billing-data.part.ts', 'src/billing/payments/payment-data.part.ts'],
  reading: [
    'src/billing/earnings', 'src/billing/explain', 'src/billing/operator/inbox-log.query.ts', 'src/billing/operator/ledger-totals.query.ts', 'src/billing/endings.query.ts',
    'src/billing/price-holders.service.ts', 'src/billing/payments/invoice-links.controller.ts', 'src/billing/payments/payment-story.part.ts',
  ],
};
export type Crossing = keyof typeof CROSSINGS;

/** Calls that reach the database, Stripe or a mail server, as the text before their arguments. */
const OUTWARD = /^[\w.]+\.inTransaction$|^[\w.]*\bdb\.repo\(|^[\w.]*\bmailer\.submit$|^[\w.]*\bapi\.\w+\.\w+/;
/** A step by their own first argument, or (an operation) one that runs what it is handed in one. */
const STEPS = /^step$|\.sql$/;
const RUNS_IN_STEP = /^step$|\boperations\.run$/;

/** The TypeScript files of a crossing, specs aside. */
export function filesOf(crossing: Crossing): string[] {
  return CROSSINGS[crossing].flatMap((path) => path.endsWith('.ts')
    ? [join(ROOT, path)]
    : readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' }).map((file) => join(ROOT, path, file)))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
}

/** The name of every step in a file: `step('name', ...)` and `sql('name', ...)`. */
export function stepsOf(file: string): string[] {
  return callsOf(file).filter(({ expression }) => STEPS.test(expression.getText())).flatMap(({ arguments: [name] }) => name && ts.isStringLiteral(name) ? [name.text] : []);
}

/** Whether a file reaches anything outside itself: the database, Stripe, a mail server. */
export function reachesOut(file: string): boolean {
  return callsOf(file).some(({ expression }) => STEPS.test(expression.getText()) || OUTWARD.test(expression.getText()));
}

/** Every call outwards of a file that no step holds, and every step without a plain name, as `file:line text`. */
export function outsideSteps(file: string): string[] {
  return callsOf(file).filter((call) => {
    const callee = call.expression.getText();
    if (STEPS.test(callee)) return !call.arguments[0] || !ts.isStringLiteral(call.arguments[0]);
    return OUTWARD.test(callee) && !heldBy(call) && !continuesOutward(call);
  }).map((call) => `${relative(ROOT, file)}:${call.getSourceFile().getLineAndCharacterOfPosition(call.getStart()).line + 1} ${call.expression.getText().split('\n')[0]}`);
}

/** Every call in a file, in order. */
export function callsOf(file: string): ts.CallExpression[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: ts.CallExpression[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) found.push(node);
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

/** Whether a call stands in what is handed to a step, at whatever depth. */
function heldBy(node: ts.Node): boolean {
  for (let at = node; at.parent; at = at.parent) {
    if (ts.isCallExpression(at.parent) && at.parent.expression !== at && RUNS_IN_STEP.test(at.parent.expression.getText())) return true;
  }
  return false;
}

/** Only the last call of a chain, which is the one that is awaited, counts: `api.x.list(..).autoPagingToArray(..)`. */
function continuesOutward(node: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(node.parent) && ts.isCallExpression(node.parent.parent) && OUTWARD.test(node.parent.getText());
}
