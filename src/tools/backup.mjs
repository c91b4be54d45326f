// `npm run backup [-- folder]`: database and media together, as of one moment, into a folder of plain files.
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withDatabases } from './backup/databases.mjs';
import { dumpTables, readRows } from './backup/tables.mjs';
import { dataFolder, readEnvironment } from './environment.mjs';
import { EXIT, explained, Refusal } from './refusal.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const env = readEnvironment(root, process.env);
const say = (sentence) => process.stdout.write(`${sentence}\n`);

try {
  const wanted = resolve(process.argv[2] ?? join(root, 'backups', new Date().toISOString().slice(0, 19).replaceAll(':', '-')));
  if (existsSync(wanted)) throw new Refusal(`${wanted} is there already. Name a folder that is not.`);
  const half = `${wanted}.part`;
  rmSync(half, { recursive: true, force: true });
  const databases = await withDatabases({ root, env, say, stopped: false }, (urls) => dumpAll(urls, half));
  const media = join(dataFolder(root, env), 'media');
  if (existsSync(media)) cpSync(media, join(half, 'media'), { recursive: true });
  writeFileSync(join(half, 'backup.json'), `${JSON.stringify({ format: 1, at: new Date().toISOString(), databases }, null, 2)}\n`);
  renameSync(half, wanted);
  const rows = databases.flatMap(({ tables }) => tables).reduce((sum, table) => sum + table.rows, 0);
  say(`${rows} rows and the media are in ${wanted}. SECRET_KEY is not: keep it elsewhere.`);
} catch (error) {
  const reason = explained(error, root);
  process.stderr.write(`${reason instanceof Refusal ? reason.message : reason.stack}\n`);
  process.exitCode = EXIT.failure;
}

async function dumpAll(urls, folder) {
  const databases = [];
  for (const [name, url] of Object.entries(urls)) {
    const place = join(folder, name);
    mkdirSync(place, { recursive: true, mode: 0o700 });
    const migrations = name === 'thousand' ? (await readRows(url, 'select name from migration order by id')).map((row) => row.name) : null;
    databases.push({ name, migrations, tables: await dumpTables(url, place) });
  }
  return databases;
}
