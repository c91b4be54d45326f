import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { canReach, chooseAccount, isOurs } from './account.mjs';
import { copyBinaries, restoreLinks } from './postgres-binaries.mjs';
import { Refusal } from './refusal.mjs';

/**
 * Decides where a cluster's binaries and data live and as whom it runs. That is `folder` and `native` themselves unless
 * the account cannot reach them (a checkout below a folder of root's own): then a folder in the system's temporary
 * one, remembered in `folder/moved-to` and said.
 * @param {{ folder: string, native: string, say: (sentence: string) => void }} wanted
 * @returns {{ home: string, data: string, log: string, native: string, account: object | null }}
 */
export function choosePlace({ folder, native, say }) {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const account = chooseAccount(join(folder, 'data'));
  if (account) chmodSync(folder, 0o711);
  const here = canReach(folder, account);
  const linked = restoreLinks(native);
  const home = here ? folder : temporaryHome(folder, account, say);
  const usable = linked && canReach(join(native, 'bin', 'postgres'), account) && canReach(join(native, 'lib'), account);
  return {
    home,
    account,
    data: join(home, 'data'),
    log: join(home, 'postgres.log'),
    native: usable ? native : copyBinaries(native, home),
  };
}

function temporaryHome(folder, account, say) {
  const note = join(folder, 'moved-to');
  const known = existsSync(note) ? readFileSync(note, 'utf8').trim() : null;
  if (known && isOurs(known) && canReach(known, account)) {
    say(`The database lives in ${known}, because the user ${account.name} may not enter ${dirname(folder)}.`);
    return known;
  }
  if (known) say(`The database that lived in ${known} is gone, so an empty one is made.`);
  const base = [tmpdir(), '/tmp', '/var/tmp'].find((path) => existsSync(path) && canReach(path, account));
  if (!base) {
    throw new Refusal(
      `PostgreSQL cannot run as root, and the user ${account.name} may enter neither ${folder} nor ${tmpdir()}. ` +
        'Set DATA_DIR or TMPDIR to a folder that everybody may enter, or start as an ordinary user.',
    );
  }
  const home = mkdtempSync(join(base, 'thousand-'));
  chmodSync(home, 0o711);
  rmSync(note, { force: true });
  writeFileSync(note, `${home}\n`);
  say(
    `PostgreSQL does not run as root, and the user ${account.name} may not enter ${dirname(folder)}: ` +
      `its binaries and data live in ${home}, for as long as the system keeps that folder.`,
  );
  return home;
}
