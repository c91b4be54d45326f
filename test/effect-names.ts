import ts from 'typescript';
import { callsOf } from './faults/steps.js';

const SETS_OFF = /\beffects\.(once|announce)$/;

/** The name of every effect that a file sets off; what is not plain to read stands as its own text, after a question mark. */
export function effectNames(file: string): string[] {
  return callsOf(file).filter(({ expression }) => SETS_OFF.test(expression.getText())).flatMap(({ arguments: [name] }) => (name ? named(name) : []));
}

function named(node: ts.Expression): string[] {
  if (ts.isStringLiteral(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...named(node.whenTrue), ...named(node.whenFalse)];
  return [propertyOf(node) ?? `? ${node.getText()}`];
}

/** What `NAMES.one` is, where the same file says `const NAMES = { one: '...' }`. */
function propertyOf(node: ts.Expression): string | null {
  if (!ts.isPropertyAccessExpression(node)) return null;
  for (const statement of node.getSourceFile().statements.filter(ts.isVariableStatement)) {
    const table = statement.declarationList.declarations.find(({ name }) => name.getText() === node.expression.getText())?.initializer;
    const value = table && ts.isObjectLiteralExpression(table) ? table.properties.find((one) => one.name?.getText() === node.name.text) : undefined;
    if (value && ts.isPropertyAssignment(value) && ts.isStringLiteral(value.initializer)) return value.initializer.text;
  }
  return null;
}
