import { StripeError, missing } from '../api/stripe-error.js';
import { secondsOf } from '../clock.js';
import type { Queryable } from './database.js';
import { difference } from './difference.js';
import { dueAt } from './due.js';
import { enqueueEvents, type PendingEvent } from './events.js';
import { newId } from './ids.js';
import { ripened } from './ripened.js';
import type { Objects, ObjectType, StoredObject, Tombstone } from './wire.js';

/** Where the change came from: an API request, or null for the clock. */
export interface Cause {
  id: string;
  idempotencyKey: string | null;
}

/** What the sandbox remembers of an object and never shows: the card behind a payment method, a secret. */
export type Hidden = Record<string, unknown>;

/** One unit of work: reads objects, saves them, and collects the events that tell of it. */
export class Work {
  private readonly events: PendingEvent[] = [];
  private woken = false;

  constructor(
    readonly db: Queryable,
    private moment: number,
    readonly cause: Cause | null,
    /** The address people reach the hosted pages at. */
    readonly publicUrl: string,
    /** The test clock whose time this is; null for the sandbox's own. */
    private clock: string | null = null,
  ) {}

  /**
   * The sandbox clock's seconds, or, from the first object on that is on a test clock, that one's. Does not move while
   * the work runs.
   */
  get now(): number {
    return this.moment;
  }

  /**
   * Goes by a test clock from now on; what is made is on it too.
   * @throws {StripeError} resource_missing
   */
  async follow(clock: string, param?: string): Promise<void> {
    const { frozen_time } = await this.load('test_helpers.test_clock', clock, param);
    [this.clock, this.moment] = [clock, frozen_time];
  }

  /** The object, or null when there is none or it was deleted. */
  async find<T extends ObjectType>(type: T, id: string): Promise<Objects[T] | null> {
    const sql = 'SELECT data, clock FROM object WHERE id = $1 AND type = $2 AND NOT deleted';
    const { rows } = await this.db.query({ name: 'find', text: sql, values: [id, type] });
    if (!rows[0]) return null;
    if (rows[0].clock && !this.clock) await this.follow(rows[0].clock);
    return ripened(rows[0].data, this.now);
  }

  /**
   * The object.
   * @throws {StripeError} resource_missing: 404, or 400 when `param` names the parameter that carried the id
   */
  async load<T extends ObjectType>(type: T, id: string, param?: string): Promise<Objects[T]> {
    const object = await this.find(type, id);
    if (!object) throw missing(type.replace('_', ' '), id, param);
    return object;
  }

  /** Any object by its id alone, deleted ones as their tombstone. */
  async findAny(id: string): Promise<StoredObject | Tombstone | null> {
    const { rows } = await this.db.query({
      name: 'find-any',
      text: 'SELECT data FROM object WHERE id = $1',
      values: [id],
    });
    return rows[0] ? ripened(rows[0].data, this.now) : null;
  }

  async hidden(id: string): Promise<Hidden> {
    const { rows } = await this.db.query({
      name: 'hidden',
      text: 'SELECT hidden FROM object WHERE id = $1',
      values: [id],
    });
    return rows[0]?.hidden ?? {};
  }

  /** Stores a new object and tells of it when `event` is given. */
  async create<T extends ObjectType>(
    type: T,
    object: Objects[T],
    event?: string,
    hidden?: Hidden,
  ): Promise<Objects[T]> {
    const own = this.stamped(object);
    await this.store(type, own, hidden);
    if (event) this.emit(event, own);
    return own;
  }

  /** Stores `changes` of an object; tells of them, if `event` is given and something differs. */
  async change<T extends ObjectType>(
    type: T,
    object: Objects[T],
    changes: Partial<Objects[T]>,
    event?: string,
  ): Promise<Objects[T]> {
    const before = this.stamped(object);
    const next = { ...before, ...changes };
    const previous = difference(before as never, next as never);
    if (Object.keys(previous).length === 0) return object;
    await this.store(type, next);
    if (event) this.emit(event, next, event.endsWith('.updated') ? previous : undefined);
    return next;
  }

  /** Has the clock look again at when an object is due next, nothing in it having changed. */
  async reschedule<T extends ObjectType>(type: T, object: Objects[T]): Promise<void> {
    await this.store(type, object);
  }

  async remember(id: string, hidden: Hidden): Promise<void> {
    await this.db.query('UPDATE object SET hidden = $2 WHERE id = $1', [id, JSON.stringify(hidden)]);
  }

  /** Replaces an object by its tombstone and tells of it. */
  async remove<T extends ObjectType>(object: Objects[T], tombstone: Tombstone, event?: string): Promise<Tombstone> {
    const sql = 'UPDATE object SET data = $2, deleted = true, due = null WHERE id = $1';
    await this.db.query(sql, [tombstone.id, JSON.stringify(tombstone)]);
    if (event) this.emit(event, object);
    return tombstone;
  }

  /** Takes an object out of use and tells of it; what refers to it still finds it. */
  async retire(object: StoredObject, event: string): Promise<void> {
    await this.db.query('UPDATE object SET deleted = true, due = null WHERE id = $1', [object.id]);
    this.emit(event, object);
  }

  /** What `task` would bring about: it runs, and all that it did is taken back. */
  async rehearse<T>(task: () => Promise<T>): Promise<T> {
    const told = this.events.length;
    await this.db.query('SAVEPOINT rehearsal');
    try {
      return await task();
    } finally {
      await this.db.query('ROLLBACK TO SAVEPOINT rehearsal');
      this.events.splice(told);
    }
  }

  /** Tells of a change: the event carries the object as it is now. */
  emit(type: string, object: object, previous?: Record<string, unknown>): void {
    const data = structuredClone({ object, ...(previous && { previous_attributes: previous }) });
    this.events.push({ id: newId('evt'), type, created: this.now, data });
  }

  /** Has deliveries looked for after the commit, although no event was collected. */
  wake(): void {
    this.woken = true;
  }

  /** Writes the collected events and their deliveries; returns whether there is anything to deliver. */
  async flush(): Promise<boolean> {
    const events = this.events.splice(0);
    if (events.length > 0) await enqueueEvents(this.db, events, this.cause);
    return this.woken || events.length > 0;
  }

  /** An object with the name of the test clock that this work goes by, if its type has a place for it. */
  private stamped<T extends StoredObject>(object: T): T {
    return this.clock && 'test_clock' in object ? { ...object, test_clock: this.clock } : object;
  }

  private async store<T extends ObjectType>(type: T, object: Objects[T], hidden?: Hidden): Promise<void> {
    const text = `INSERT INTO object (id, type, created, customer, due, data, hidden, clock)
      VALUES ($1, $2, $3, $4, $5, $6, coalesce($7::json, '{}'), $8)
      ON CONFLICT (id) DO UPDATE SET customer = excluded.customer, due = excluded.due, data = excluded.data,
        hidden = coalesce($7::json, object.hidden)`;
    const { customer = null } = object as { customer?: unknown };
    if (customer !== null && typeof customer !== 'string')
      throw new StripeError('An expanded object cannot be stored', { status: 500, type: 'api_error' });
    const values = [
      object.id,
      type,
      createdOf(object),
      customer,
      dueAt(type, object, this.now),
      JSON.stringify(object),
      hidden ? JSON.stringify(hidden) : null,
      this.clock,
    ];
    await this.db.query({ name: 'store', text, values });
  }
}

/** Most types say when they were created; a discount says when it starts, an invoice item has a date. */
function createdOf(object: StoredObject): number {
  if ('created' in object) return typeof object.created === 'string' ? secondsOf(object.created)! : object.created;
  return 'date' in object ? object.date : object.start;
}
