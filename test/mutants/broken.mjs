/** What is broken in this run; null when nothing is. */
export const MUTANT = process.env.MUTANT ? JSON.parse(process.env.MUTANT) : null;

/** A file's text, broken where it is the mutant's file. @param filename with its path */
export function broken(source, filename, mutant = MUTANT) {
  return mutant && filename.endsWith(`/${mutant.file}`) ? source.replace(mutant.find, () => mutant.put) : source;
}
