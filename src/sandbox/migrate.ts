import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

const folder = new URL('../../migrations/sandbox/', import.meta.url);

/** Brings the sandbox's database at `url` up to date: runs each file of migrations/sandbox once, in order. */
export async function migrateSandbox(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(7305127)');
    await client.query('CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, at timestamptz DEFAULT now())');
    const done = new Set((await client.query('SELECT name FROM migration')).rows.map((row) => row.name as string));
    const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
    for (const name of names.filter((each) => !done.has(each))) {
      const sql = await readFile(new URL(name, folder), 'utf8');
      await client.query('BEGIN');
      await client.query(sql);
      await client.query('INSERT INTO migration (name) VALUES ($1)', [name]);
      await client.query('COMMIT');
    }
  } finally {
    await client.end();
  }
}
