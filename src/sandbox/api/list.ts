import type { Objects, ObjectType } from '../store/wire.js';
import { ripened } from '../store/ripened.js';
import type { Work } from '../store/work.js';
import { integer, text } from './params.js';
import { invalid, missing } from './stripe-error.js';

/** The parameters every list takes. */
export const paging = { limit: integer, starting_after: text, ending_before: text };

export interface Paging {
  limit?: number | null;
  starting_after?: string | null;
  ending_before?: string | null;
}
export interface Page<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}
export type Moment =
  number | { gt?: number | null; gte?: number | null; lt?: number | null; lte?: number | null } | null;

/** Conditions of a list, as SQL over one row and the values it names. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  /** Adds `sql`, in which `?` stands for `value`; nothing when the value is absent. */
  add(sql: string, value: unknown): this {
    if (value === undefined || value === null) return this;
    this.values.push(value);
    this.parts.push(sql.replace('?', `$${this.values.length}`));
    return this;
  }

  /** Adds a condition on one top-level field of the object. */
  field(name: string, value: unknown): this {
    return this.add(`data ->> '${name}' = ?`, value);
  }

  /** Keeps to what goes by a test clock, or, without one, to what goes by none. */
  onClock(clock: string | null | undefined): this {
    return this.add("coalesce(clock, '') = ?", clock ?? '');
  }

  created(moment: Moment | undefined): this {
    return this.moment('created', moment);
  }

  /** Adds a condition on a column or expression that holds seconds. */
  moment(column: string, moment: Moment | undefined): this {
    if (moment === undefined || moment === null) return this;
    if (typeof moment === 'number') return this.add(`${column} = ?`, moment);
    return this.add(`${column} > ?`, moment.gt)
      .add(`${column} >= ?`, moment.gte)
      .add(`${column} < ?`, moment.lt)
      .add(`${column} <= ?`, moment.lte);
  }

  sql(): string {
    return this.parts.map((part) => ` AND ${part}`).join('');
  }
}

/** One page of objects of a type, newest first. */
export async function listObjects<T extends ObjectType>(
  work: Work,
  type: T,
  url: string,
  page: Paging,
  conditions = new Conditions(),
): Promise<Page<Objects[T]>> {
  conditions.add('type = ?', type);
  return listRows(
    work,
    'object',
    `NOT deleted${conditions.sql()}`,
    conditions.values,
    url,
    page,
    type.replace('_', ' '),
  );
}

/** One page of what an object carries itself, in its own order. */
export function pageOf<T extends { id: string }>(all: T[], url: string, page: Paging, noun: string): Page<T> {
  const limit = checkLimit(page.limit);
  const at = (id: string, param: string) => {
    const index = all.findIndex((each) => each.id === id);
    if (index < 0) throw missing(noun, id, param);
    return index;
  };
  if (page.ending_before) {
    const end = at(page.ending_before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', data: all.slice(start, end), has_more: start > 0, url };
  }
  const start = page.starting_after ? at(page.starting_after, 'starting_after') + 1 : 0;
  return { object: 'list', data: all.slice(start, start + limit), has_more: start + limit < all.length, url };
}

function checkLimit(limit: number | null | undefined): number {
  const wished = limit ?? 10;
  if (wished >= 1 && wished <= 100) return wished;
  throw invalid('This value must be between 1 and 100.', 'limit', 'parameter_invalid_integer');
}

/** One page of rows of `table`, newest first, by the given condition. */
export async function listRows<T>(
  work: Work,
  table: 'object' | 'event',
  where: string,
  values: unknown[],
  url: string,
  page: Paging,
  noun: string,
): Promise<Page<T>> {
  const limit = checkLimit(page.limit);
  const backwards = typeof page.ending_before === 'string';
  if (backwards && page.starting_after)
    throw invalid('Name starting_after or ending_before, not both.', 'starting_after');
  const cursor = page.ending_before ?? page.starting_after;
  let sql = `SELECT data FROM ${table} WHERE ${where}`;
  const all = [...values];
  if (cursor) {
    const found = await work.db.query(`SELECT seq FROM ${table} WHERE id = $1`, [cursor]);
    if (!found.rows[0]) throw missing(noun, cursor, backwards ? 'ending_before' : 'starting_after');
    all.push(found.rows[0].seq);
    sql += ` AND seq ${backwards ? '>' : '<'} $${all.length}`;
  }
  const { rows } = await work.db.query(`${sql} ORDER BY seq ${backwards ? 'ASC' : 'DESC'} LIMIT ${limit + 1}`, all);
  const data = rows.slice(0, limit).map((row) => ripened(row.data, work.now) as T);
  if (backwards) data.reverse();
  return { object: 'list', data, has_more: rows.length > limit, url };
}
