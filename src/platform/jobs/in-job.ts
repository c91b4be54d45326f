import { AsyncLocalStorage } from 'node:async_hooks';

const jobs = new AsyncLocalStorage<string>();

/** Runs the work of a job of this name; whatever it calls knows that nobody sits in front of it. */
export function asJob<T>(name: string, work: () => T): T {
  return jobs.run(name, work);
}

/** Whether a job is at work here, and no person waits for the answer. */
export function inJob(): boolean {
  return jobs.getStore() !== undefined;
}
