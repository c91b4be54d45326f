/** Where this process is to die; in tests only. */
const KILL_AT = process.env.NODE_ENV === 'test' ? process.env.THOUSAND_KILL_AT : undefined;

type Watch = (moment: string) => void;

let watch: Watch | undefined = KILL_AT === undefined ? undefined : (moment) => { if (moment === KILL_AT) process.kill(process.pid, 'SIGKILL'); };

/**
 * Names one await on the database, Stripe or mail, so that a test can kill the process right before or right after it
 * (`THOUSAND_KILL_AT=name:before` or `name:after`). `Database.sql` is one by itself, under its statement's name.
 */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (!watch) return work();
  watch(`${name}:before`);
  const result = await work();
  watch(`${name}:after`);
  return result;
}

/** Tells a test of each moment that is come by, in its order: `name:before` and `name:after`. What it throws cuts the work off there. */
export function watchSteps(next: Watch | undefined): void {
  watch = next;
}
