import { setTimeout as wait } from 'node:timers/promises';

import { StripeError } from './stripe-error.js';

export type FaultKind = 'delay' | 'status' | 'drop_before' | 'drop_after';

export interface Fault {
  method: string;
  /** The start of the path: `/v1/customers`. */
  path: string;
  kind: FaultKind;
  status?: number;
  delayMs?: number;
  /** How many more requests it hits. */
  times: number;
}

/** Faults to be met by the next matching requests; kept in memory only. */
export class Faults {
  private faults: Fault[] = [];

  add(fault: Fault): void {
    this.faults.push(fault);
  }

  clear(): void {
    this.faults = [];
  }

  all(): readonly Fault[] {
    return this.faults;
  }

  /** The fault that hits this request, if any; counts it. */
  take(method: string, path: string): Fault | null {
    const fault = this.faults.find(
      (each) => (each.method === '*' || each.method === method) && path.startsWith(each.path),
    );
    if (!fault) return null;
    fault.times -= 1;
    this.faults = this.faults.filter((each) => each.times > 0);
    return fault;
  }
}

/**
 * Lives through a fault before the work is done.
 * @throws {StripeError} with the fault's status
 * @returns what must become of the connection: nothing, or a cut now, or a cut after the work was committed
 */
export async function meet(fault: Fault | null): Promise<'none' | 'cut' | 'cut_after'> {
  if (fault?.kind === 'delay') await wait(fault.delayMs ?? 1000);
  if (fault?.kind === 'status') throw statusError(fault.status ?? 500);
  if (fault?.kind === 'drop_before') return 'cut';
  return fault?.kind === 'drop_after' ? 'cut_after' : 'none';
}

function statusError(status: number): StripeError {
  if (status === 429)
    return new StripeError('Too many requests hit the API too quickly.', { status, code: 'rate_limit' });
  return new StripeError('An unknown error occurred (asked for by the sandbox).', { status, type: 'api_error' });
}
