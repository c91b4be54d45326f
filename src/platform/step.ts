/** Where this process is to die; in tests only. */
const KILL_AT = process.env.NODE_ENV === 'test' ? process.env.THOUSAND_KILL_AT : undefined;

/**
 * Names one await on the database, Stripe or mail, so that a test can kill the process right before or right after it
 * (`THOUSAND_KILL_AT=name:before` or `name:after`). `Database.sql` is one by itself, under its statement's name.
 */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (KILL_AT === undefined) return work();
  dieAt(`${name}:before`);
  const result = await work();
  dieAt(`${name}:after`);
  return result;
}

function dieAt(moment: string): void {
  if (KILL_AT === moment) process.kill(process.pid, 'SIGKILL');
}
