import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { DataSource, type EntityManager, type EntityTarget, type ObjectLiteral, type Repository } from 'typeorm';
import { step } from '../step.js';

interface Carried {
  manager: EntityManager;
  client: PoolClient;
}

const carried = new AsyncLocalStorage<Carried | undefined>();
const names = new Map<string, string>();

/** The one way to the database: whatever is called inside `inTransaction` uses its connection without being handed it. */
@Injectable()
export class Database {
  constructor(private readonly source: DataSource) {}

  /** Runs `work` in one transaction, or in the one that is already open; a throw rolls all of it back. */
  async inTransaction<T>(work: () => Promise<T>): Promise<T> {
    if (carried.getStore()) return work();
    return this.source.transaction(async (manager) => {
      const client = await manager.queryRunner!.connect() as PoolClient;
      return carried.run({ manager, client }, work);
    });
  }

  /** The repository of an entity, on the carried connection if there is one. */
  repo<E extends ObjectLiteral>(entity: EntityTarget<E>): Repository<E> {
    return (carried.getStore()?.manager ?? this.source.manager).getRepository(entity);
  }

  /**
   * Runs a named prepared statement, as a step of that name.
   * @param name what it does, e.g. `viewer.load`; the text's hash is added, since a changed text needs a new plan
   * @param text SQL that lists its columns (a cached `select *` breaks when a column is added)
   */
  async sql<R extends QueryResultRow>(name: string, text: string, values: unknown[] = []): Promise<R[]> {
    const client = carried.getStore()?.client ?? this.pool;
    const result = await step(name, () => client.query<R>({ name: statementName(name, text), text, values }));
    return result.rows;
  }

  /** Whether a transaction is open here: what talks to the outside (Stripe, mail, files) refuses to run then. */
  get busy(): boolean {
    return carried.getStore() !== undefined;
  }

  /** @throws Error when a transaction is open: a slow peer must never hold a connection and its locks */
  forbidTransaction(what: string): void {
    if (this.busy) throw new Error(`${what} inside a transaction`);
  }

  get pool(): Pool {
    return (this.source.driver as unknown as { master: Pool }).master;
  }
}

/** Leaves the carried transaction, for work that outlives it (buffers, timers). */
export function outsideTransaction<T>(work: () => T): T {
  return carried.run(undefined, work);
}

function statementName(name: string, text: string): string {
  let full = names.get(text);
  if (!full) {
    full = `${name}.${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
    names.set(text, full);
  }
  return full;
}
