// `npm run migration:check`: do the migrations make the tables that the entities describe?
import { DataSource } from 'typeorm';
import { migrate } from '../platform/database/migrate.ts';
import { throwAwayCluster } from './throw-away.mjs';

// The database's own invariants (checks, keys, partial indexes) are written in migrations alone; entities need not
// repeat them, so that TypeORM, which would drop what it does not know, is not heard on those.
const KEPT_BY_MIGRATIONS = /^(DROP INDEX|ALTER TABLE "\w+" DROP CONSTRAINT) /;

const cluster = await throwAwayCluster();
try {
  const url = cluster.url('thousand');
  await migrate(url);
  await import('../../dist/app.module.js');
  const { dataSourceOptions } = await import('../../dist/platform/database/data-source.js');
  const source = await new DataSource(dataSourceOptions(url)).initialize();
  try {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    const needed = upQueries.map(({ query }) => query).filter((query) => !KEPT_BY_MIGRATIONS.test(query));
    if (needed.length > 0) {
      const statements = needed.map((query) => `  ${query};`).join('\n');
      process.stdout.write(`The entities and the migrations disagree. To bring the database to the entities:\n${statements}\n`);
      process.exitCode = 1;
    } else {
      process.stdout.write(`${source.entityMetadatas.length} entities agree with the migrations.\n`);
    }
  } finally {
    await source.destroy();
  }
} finally {
  await cluster.remove();
}
