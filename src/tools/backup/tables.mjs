import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import copy from 'pg-copy-streams';

/**
 * Writes every table of a database into `folder`, one gzipped CSV each, as of one moment: people go on using it meanwhile.
 * @param {string} url of the database, past any pooler
 * @param {string} folder an empty one
 * @returns {Promise<Table[]>}
 *
 * @typedef {{ schema: string, table: string, columns: string[], rows: number, file: string }} Table
 */
export async function dumpTables(url, folder) {
  return connected(url, async (db) => {
    await db.query('begin isolation level repeatable read read only');
    const tables = [];
    for (const { schema, table, columns } of await tablesOf(db)) {
      const file = `${schema}.${table}.csv.gz`;
      const from = db.query(copy.to(`copy ${named(schema, table)} (${columns.map(quoted).join(', ')}) to stdout with (format csv)`));
      await pipeline(from, createGzip(), createWriteStream(join(folder, file)));
      tables.push({ schema, table, columns, rows: from.rowCount, file });
    }
    await db.query('commit');
    return tables;
  });
}

/**
 * Puts tables back into a migrated database that holds nothing, all or nothing; foreign keys are checked once all is in.
 * @param {string} url
 * @param {string} folder where `dumpTables` wrote
 * @param {Table[]} tables
 * @throws {Error} when a table is not there, holds something, or gets other than all its rows
 */
export async function loadTables(url, folder, tables) {
  await connected(url, async (db) => {
    await db.query('begin');
    const keys = await takeKeys(db);
    for (const { schema, table, columns, rows, file } of tables) {
      const name = named(schema, table);
      await db.query(`alter table ${name} disable trigger user`);
      await db.query(`delete from ${name}`);
      const into = db.query(copy.from(`copy ${name} (${columns.map(quoted).join(', ')}) from stdin with (format csv)`));
      await pipeline(createReadStream(join(folder, file)), createGunzip(), into);
      if (into.rowCount !== rows) throw new Error(`${name} got ${into.rowCount} of ${rows} rows.`);
      await db.query(`alter table ${name} enable trigger user`);
      await setSequences(db, schema, table);
    }
    for (const { table, name, definition } of keys) await db.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
    // A job that ran when the backup was made runs again.
    for (const table of ['_private_jobs', '_private_job_queues']) {
      if (tables.some((one) => one.table === table)) await db.query(`update graphile_worker.${table} set locked_at = null, locked_by = null where locked_at is not null`);
    }
    await db.query('commit');
  });
}

/** Whether a database holds no tables of ours yet. */
export async function isEmpty(url) {
  return connected(url, async (db) => (await tablesOf(db)).length === 0);
}

/** Runs one read on a database. */
export async function readRows(url, sql) {
  return connected(url, async (db) => (await db.query(sql)).rows);
}

async function connected(url, work) {
  const db = new pg.Client({ connectionString: url, application_name: 'thousand-backup' });
  await db.connect();
  try {
    return await work(db);
  } finally {
    await db.end();
  }
}

async function tablesOf(db) {
  const { rows } = await db.query(
    `select n.nspname as schema, c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and n.nspname in ('public', 'graphile_worker') and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by 1, 2 order by 1, 2`,
  );
  return rows;
}

/** Takes away every foreign key, since tables refer to each other in circles, and says how to put it back. */
async function takeKeys(db) {
  const { rows } = await db.query(
    `select k.conrelid::regclass::text as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_namespace n on n.oid = k.connamespace where k.contype = 'f' and n.nspname in ('public', 'graphile_worker')`,
  );
  for (const { table, name } of rows) await db.query(`alter table ${table} drop constraint ${quoted(name)}`);
  return rows;
}

async function setSequences(db, schema, table) {
  const { rows } = await db.query(
    `select attname as column, pg_get_serial_sequence($1, attname) as sequence from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and pg_get_serial_sequence($1, attname) is not null`, [named(schema, table)],
  );
  for (const { column, sequence } of rows) {
    await db.query(`select setval($1, coalesce((select max(${quoted(column)}) from ${named(schema, table)}), 0) + 1, false)`, [sequence]);
  }
}

function named(schema, table) {
  return `${quoted(schema)}.${quoted(table)}`;
}

function quoted(name) {
  return `"${name.replaceAll('"', '""')}"`;
}
