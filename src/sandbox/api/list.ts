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

  created(moment: Moment | undefined): this {
    if (moment === undefined || moment === null) return this;
    if (typeof moment === 'number') return this.add('created = ?', moment);
    return this.add('created > ?', moment.gt)
      .add('created >= ?', moment.gte)
      .add('created < ?', moment.lt)
      .add('created <= ?', moment.lte);
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
  const limit = page.limit ?? 10;
  if (limit < 1 || limit > 100)
    throw invalid('This value must be between 1 and 100.', 'limit', 'parameter_invalid_integer');
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
