// `npm run test:soak`: the properties of money over about a million deliveries (a history brings some 5,000); `npm run test:soak 20` over so many histories, `--seed=N` the same again.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const histories = process.argv[2]?.match(/^\d+$/)?.[0] ?? '200';
const seed = process.argv.find((word) => word.startsWith('--seed='))?.slice('--seed='.length);
const { status } = spawnSync(process.execPath, ['--experimental-vm-modules', '--no-warnings', join(ROOT, 'node_modules/jest/bin/jest.js'), '--runInBand', '--testTimeout=3600000', 'test/properties'], {
  cwd: ROOT, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test', PROPERTY_RUNS: histories, PROPERTY_COPIES: '80', ...(seed && { PROPERTY_SEED: seed }) },
});
process.exitCode = status ?? 1;
