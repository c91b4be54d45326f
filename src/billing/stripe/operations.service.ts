import { Injectable } from '@nestjs/common';
import { Clock, Database, DomainError, HOUR, plusMs, step } from '../../platform/index.js';
import { isBroken, isRefusal, patiently, StripeClient } from './stripe.client.js';

interface Row {
  id: string;
  result_id: string | null;
  created_at: Date;
}

/** Stripe forgets an idempotency key after 24 hours; an operation left open longer begins anew. */
const KEY_LIFE = 23 * HOUR;

/**
 * Makes one object at Stripe once, whatever crashes in between: a row is stored before the call, its id is the
 * idempotency key, and every retry sends the same key with the same parameters (Stripe: idempotent requests).
 */
@Injectable()
export class Operations {
  constructor(private readonly db: Database, private readonly stripe: StripeClient, private readonly clock: Clock) {}

  /**
   * @param kind what is made, e.g. `customer`
   * @param subject for what, e.g. an account and a currency: the same subject always gets the same object
   * @param params what is sent; those of the first try are sent again on every later one
   * @param call makes the object with the operation's id as idempotency key and answers its id
   * @throws whatever `call` throws; a refusal of Stripe's or ours, or a 5xx, which would be replayed under the same key, closes the row, so
   *   that the next try is a new operation
   */
  async run<P extends object>(kind: string, subject: string, params: P, call: (params: P, idempotencyKey: string) => Promise<string>): Promise<string> {
    const account = await this.stripe.account();
    const operation = await this.open(account, kind, subject, params);
    if (operation.result_id) return operation.result_id;
    try {
      const id = await step('operation.call', () => patiently(() => call(operation.params as P, operation.id)));
      await this.db.sql('operation.done', 'update operation set result_id = $2, finished_at = $3 where id = $1', [operation.id, id, this.clock.system()]);
      return id;
    } catch (error) {
      if (isRefusal(error) || isBroken(error) || error instanceof DomainError) await this.fail(operation.id, (error as { code?: string }).code ?? 'refused');
      throw error;
    }
  }

  /**
   * Opens an operation in the transaction at hand, so that what it needs is kept for it or it is not begun; `run` carries it out.
   * @param life an earlier try is taken up again for so long, in ms; after that it is left behind
   * @returns the parameters that will be sent: those of an earlier try, if there is one
   */
  async prepare<P extends object>(kind: string, subject: string, params: P, life = KEY_LIFE): Promise<P> {
    return (await this.open(await this.stripe.account(), kind, subject, params, life)).params as P;
  }

  /** What is sent for a subject, or was; null where nothing was begun, or Stripe refused it. */
  async sent<P extends object>(kind: string, subject: string): Promise<P | null> {
    const [row] = await this.db.sql<{ params: P }>(
      'operation.sent', 'select params from operation where stripe_account = $1 and kind = $2 and subject = $3 and failure is null', [await this.stripe.account(), kind, subject],
    );
    return row?.params ?? null;
  }

  private async open(account: string, kind: string, subject: string, params: object, life = KEY_LIFE): Promise<Row & { params: object }> {
    const now = this.clock.system();
    await this.db.sql(
      'operation.expire',
      `update operation set failure = 'left open too long', finished_at = $4
       where stripe_account = $1 and kind = $2 and subject = $3 and failure is null and result_id is null and created_at < $5`,
      [account, kind, subject, now, plusMs(now, -life)],
    );
    const [row] = await this.db.sql<Row & { params: object }>(
      'operation.open',
      `insert into operation (stripe_account, kind, subject, params, attempts, created_at) values ($1, $2, $3, $4, 1, $5)
       on conflict (stripe_account, kind, subject) where failure is null do update set attempts = operation.attempts + 1
       returning id, result_id, created_at, params`,
      [account, kind, subject, JSON.stringify(params), now],
    );
    return row!;
  }

  private async fail(id: string, failure: string): Promise<void> {
    await this.db.sql('operation.fail', 'update operation set failure = $2, finished_at = $3 where id = $1 and result_id is null', [id, failure, this.clock.system()]);
  }
}
