// Loaded before the built product: compiles the file that a mutant breaks anew, broken, in the place of what was built of it.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import { broken, MUTANT } from './broken.mjs';

const ROOT = new URL('../../', import.meta.url);
const { jest } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
const [, { sourceMaps: _, ...options }] = jest.transform['^.+\\.ts$'];
const source = new URL(MUTANT.file, ROOT);
const built = new URL(MUTANT.file.replace(/^src\/(.*)\.ts$/, 'dist/$1.js'), ROOT).href;

registerHooks({
  load(url, context, next) {
    if (url !== built) return next(url, context);
    const { code } = transformSync(broken(readFileSync(source, 'utf8'), fileURLToPath(source)), options);
    return { format: 'module', source: code, shortCircuit: true };
  },
});
