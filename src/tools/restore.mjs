// `npm run restore -- folder`: puts a backup into an install that holds nothing yet, and brings it up to this version.
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '../platform/database/migrate.ts';
import { withDatabases } from './backup/databases.mjs';
import { isEmpty, loadTables } from './backup/tables.mjs';
import { dataFolder, readEnvironment } from './environment.mjs';
import { EXIT, explained, Refusal } from './refusal.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const env = readEnvironment(root, process.env);
/** What each schema writes down of its own versions. */
const MADE_BY_MIGRATING = new Set(['migration', 'migrations']);
const say = (sentence) => process.stdout.write(`${sentence}\n`);

try {
  if (!process.argv[2]) throw new Refusal('Name the folder of a backup: npm run restore -- backups/2026-11-24T03-00-00');
  const folder = resolve(process.argv[2]);
  const backup = readBackup(folder);
  await withDatabases({ root, env, say, stopped: true }, (urls) => loadAll(urls, backup, folder));
  const media = join(folder, 'media');
  if (existsSync(media)) cpSync(media, join(dataFolder(root, env), 'media'), { recursive: true });
  say(`What was there on ${backup.at} is there again. npm start brings it up${env.SECRET_KEY ? '' : ', with a new SECRET_KEY: people sign in again'}.`);
} catch (error) {
  const reason = explained(error, root);
  process.stderr.write(`${reason instanceof Refusal ? reason.message : reason.stack}\n`);
  process.exitCode = EXIT.failure;
}

function readBackup(folder) {
  const file = join(folder, 'backup.json');
  if (!existsSync(file)) throw new Refusal(`${folder} is no backup: it has no backup.json.`);
  const backup = JSON.parse(readFileSync(file, 'utf8'));
  if (backup.format !== 1) throw new Refusal(`${folder} is of a newer version than this one.`);
  return backup;
}

async function loadAll(urls, { databases }, folder) {
  for (const { name, migrations, tables } of databases) {
    const url = urls[name];
    if (!url) {
      say(`The backup has a ${name} database and this install has none: left out.`);
      continue;
    }
    if (!(await isEmpty(url))) throw new Refusal(`The database ${name} of this install holds something. Restore into a new DATA_DIR or an empty database.`);
    if (migrations) await migrate(url, migrations);
    else await (await import('../../dist/sandbox/migrate.js')).migrateSandbox(url);
    await loadTables(url, join(folder, name), tables.filter(({ table }) => !MADE_BY_MIGRATING.has(table)));
    // From the version of the backup to this one.
    if (migrations) await migrate(url);
  }
}
