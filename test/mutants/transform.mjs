// Compiles as every test does, but for the one place of one file that a mutant breaks.
import swc from '@swc/jest';

const mutant = process.env.MUTANT ? JSON.parse(process.env.MUTANT) : null;

function broken(source, filename) {
  return mutant && filename.endsWith(`/${mutant.file}`) ? source.replace(mutant.find, () => mutant.put) : source;
}

export default {
  createTransformer(options) {
    const whole = swc.createTransformer(options);
    return {
      canInstrument: whole.canInstrument,
      process: (source, filename, context) => whole.process(broken(source, filename), filename, context),
      processAsync: (source, filename, context) => whole.processAsync(broken(source, filename), filename, context),
      getCacheKey: (source, filename, ...rest) => whole.getCacheKey(broken(source, filename), filename, ...rest),
    };
  },
};
