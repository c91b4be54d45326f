import { globSync, readFileSync } from 'node:fs';

it('takes the time from one file only', () => {
  const files = globSync('src/sandbox/**/*.ts').filter(
    (file) => !file.endsWith('.spec.ts') && !file.endsWith('/clock.ts'),
  );
  const bare = files.filter((file) => /\bnew Date\b|\bDate\./.test(readFileSync(file, 'utf8')));
  expect(files.length).toBeGreaterThan(50);
  expect(bare).toEqual([]);
});
