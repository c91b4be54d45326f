import { existsSync, readFileSync } from 'node:fs';

const ROWS = 30;
const table = readFileSync('test/hostile/threats.md', 'utf8').split('\n').flatMap((line) => {
  const found = /^\| (\d+|–) \| [^|]*\| `([^`]+)` (.+) \|$/.exec(line);
  return found ? [{ row: found[1]!, file: found[2]!, name: found[3]! }] : [];
});

describe('the table of threats', () => {
  it('has a test for every row, and each of them is there', () => {
    for (let row = 1; row <= ROWS; row++) expect([row, table.some((one) => one.row === String(row))]).toEqual([row, true]);
    const missing = table.filter(({ file, name }) => !existsSync(file) || !readFileSync(file, 'utf8').includes(`'${name}'`));
    expect(missing).toEqual([]);
  });
});
