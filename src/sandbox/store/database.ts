import pg from 'pg';

/** A query runner: the pool, or one connection inside a transaction. */
export type Queryable = Pick<pg.Pool, 'query'>;

// bigint columns hold counters and seconds, far below 2^53.
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === 20 ? Number : pg.types.getTypeParser(oid, format as 'text'),
};

/** Opens a pool on the sandbox's own database. */
export function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 8, types: types as pg.CustomTypesConfig });
  // A lost idle connection must not end the process; the next query opens another.
  pool.on('error', () => {});
  return pool;
}
