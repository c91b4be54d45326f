import { fileURLToPath } from 'node:url';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { DataSource } from 'typeorm';

/** A number that two starting processes agree on, so that only one migrates at a time. */
const LOCK = 1_000_000_001;

/**
 * Brings a database to this version's schema, forward only. Safe to call from several processes at once.
 * @param url a PostgreSQL address that is not behind a transaction pooler
 */
export async function migrate(url: string): Promise<void> {
  const folder = fileURLToPath(new URL('../../../migrations/', import.meta.url));
  const lock = new pg.Client({ connectionString: url });
  await lock.connect();
  const source = new DataSource({
    type: 'postgres', url, migrations: [`${folder}*.ts`], migrationsTableName: 'migration', logging: ['error'],
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
