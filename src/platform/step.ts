/**
 * Names one await on the database, Stripe or mail in ingress, worker or outbox, so that a test can kill the process
 * right before or right after it (`THOUSAND_KILL_AT=name:before` or `name:after`, in tests only).
 */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  dieAt(`${name}:before`);
  const result = await work();
  dieAt(`${name}:after`);
  return result;
}

function dieAt(moment: string): void {
  if (process.env.NODE_ENV === 'test' && process.env.THOUSAND_KILL_AT === moment) process.kill(process.pid, 'SIGKILL');
}
