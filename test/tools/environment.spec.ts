import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Env } from '../../src/platform/config/env.js';
import { readEnvironment } from '../../src/tools/environment.mjs';

const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
const source = readFileSync(new URL('../../src/platform/config/env.ts', import.meta.url), 'utf8');

describe('.env', () => {
  it('is documented by .env.example: every variable the app reads, each with words above it', () => {
    const read = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+)[?:! =]/gm)].map(([, name]) => name);
    expect(read.length).toBeGreaterThan(10);
    expect(Object.keys(new Env()).every((name) => read.includes(name))).toBe(true);
    for (const name of read.filter((each) => each !== 'THOUSAND_LOCAL')) {
      expect(example).toMatch(new RegExp(`^# .*\\n#${name}=`, 'm'));
    }
  });

  it('is overruled by the shell, also by an empty value', () => {
    const root = mkdtempSync(join(tmpdir(), 'thousand-env-'));
    writeFileSync(join(root, '.env'), '# words\nPORT=4000\nMAIL_FROM="A <a@b.c>"\nROLE=web\nLOG_LEVEL=\n');
    expect(readEnvironment(root, { ROLE: '', PORT: '5000' })).toEqual({ PORT: '5000', MAIL_FROM: 'A <a@b.c>' });
    rmSync(root, { recursive: true });
  });
});
