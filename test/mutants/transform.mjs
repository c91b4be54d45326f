// Compiles as every test does, but for the one place of one file that a mutant breaks.
import swc from '@swc/jest';
import { broken } from './broken.mjs';

/** A spec may start the product as a process of its own, which runs what was built: it is broken there as well, as its files are loaded. */
const OWN_PROCESS = { file: 'test/faults/process.ts', find: "['--no-warnings', join(ROOT, 'dist/main.js')]", put: "['--no-warnings', '--import', join(ROOT, 'test/mutants/built.mjs'), join(ROOT, 'dist/main.js')]" };
const OWN_ENV = { file: OWN_PROCESS.file, find: 'env: { PATH: process.env.PATH,', put: 'env: { PATH: process.env.PATH, MUTANT: process.env.MUTANT,' };

const changed = (source, filename) => [OWN_PROCESS, OWN_ENV].reduce((text, one) => broken(text, filename, one), broken(source, filename));

export default {
  createTransformer(options) {
    const whole = swc.createTransformer(options);
    return {
      canInstrument: whole.canInstrument,
      process: (source, filename, context) => whole.process(changed(source, filename), filename, context),
      processAsync: (source, filename, context) => whole.processAsync(changed(source, filename), filename, context),
      getCacheKey: (source, filename, ...rest) => whole.getCacheKey(changed(source, filename), filename, ...rest),
    };
  },
};
