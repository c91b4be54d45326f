import { readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { DataSource } from 'typeorm';

const FOLDER = fileURLToPath(new URL('../../../migrations/', import.meta.url));

/** A number that two starting processes agree on, so that only one migrates at a time. */
const LOCK = 1_000_000_001;

/**
 * Brings a database to this version's schema, forward only. Safe to call from several processes at once.
 * @param url a PostgreSQL address that is not behind a transaction pooler
 * @param only names of the migrations to stop after, those of an older version whose backup is to be put back
 * @throws Error when `only` names one that this version does not have
 */
export async function migrate(url: string, only?: string[]): Promise<void> {
  const lock = new pg.Client({ connectionString: url });
  await lock.connect();
  const source = new DataSource({
    type: 'postgres', url, migrations: only ? await named(only) : [`${FOLDER}*.ts`], migrationsTableName: 'migration', logging: ['error'],
    migrationsTransactionMode: 'each',
  });
  try {
    await lock.query('select pg_advisory_lock($1)', [LOCK]);
    await runMigrations({ connectionString: url });
    await source.initialize();
    await source.runMigrations();
  } finally {
    if (source.isInitialized) await source.destroy();
    await lock.end();
  }
}

async function named(names: string[]): Promise<Function[]> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.ts')).sort();
  const classes = (await Promise.all(files.map((file) => import(pathToFileURL(FOLDER + file).href) as Promise<Record<string, Function>>))).flatMap((module) => Object.values(module));
  const missing = names.filter((name) => !classes.some((one) => one.name === name));
  if (missing.length > 0) throw new Error(`This version has no migration ${missing.join(', ')}: a newer one made the backup.`);
  return classes.filter((one) => names.includes(one.name));
}
