// `npm run migrate`: brings the database of DATABASE_URL to this version's schema, before or without starting the app.
import { fileURLToPath } from 'node:url';
import { migrate } from '../platform/database/migrate.ts';
import { readEnvironment } from './environment.mjs';
import { EXIT } from './refusal.mjs';

const env = readEnvironment(fileURLToPath(new URL('../../', import.meta.url)), process.env);
const url = env.DATABASE_DIRECT_URL ?? env.DATABASE_URL;
if (url) {
  await migrate(url);
  process.stdout.write('The database is up to date.\n');
} else {
  process.stdout.write('DATABASE_URL names no database; the local one is migrated by npm start.\n');
  process.exitCode = EXIT.configuration;
}
