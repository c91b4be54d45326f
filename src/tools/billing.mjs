// `npm run billing -- inbox | replay [EVENT|all] | reconcile | rebuild [CUSTOMER|all] | explain MEMBER`: money, from a shell.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withDatabases } from './backup/databases.mjs';
import { build } from './build.mjs';
import { copyPurpose, dataFolder, readEnvironment } from './environment.mjs';
import { pinnedNode } from './install.mjs';
import { holder } from './lock.mjs';
import { EXIT, explained, Refusal } from './refusal.mjs';
import { localSecrets } from './secrets.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const env = readEnvironment(root, process.env);
const say = (sentence) => process.stderr.write(`${sentence}\n`);

try {
  const folder = dataFolder(root, env);
  const by = existsSync(folder) ? await holder(folder, copyPurpose(env)) : null;
  // A copy that runs was built from what is here; building again would pull the files from under it.
  if (!by) await build(root, say);
  process.exitCode = await withDatabases({ root, env, say, stopped: false }, (urls) => run({ ...env, ...local(urls, folder, by) }));
} catch (error) {
  const reason = explained(error, root);
  process.stderr.write(`${reason instanceof Refusal ? reason.message : reason.stack}\n`);
  process.exitCode = reason.exitCode ?? EXIT.failure;
}

/** What `npm start` would give the app: the local database and its keys, and the sandbox where one runs. */
function local(urls, folder, by) {
  if (env.NODE_ENV === 'production') return {};
  const secrets = existsSync(join(folder, 'secrets.json')) ? localSecrets(folder) : null;
  const stripe = secrets && !env.STRIPE_SECRET_KEY && env.PAYMENTS !== 'off'
    ? { url: `http://127.0.0.1:${by?.sandbox ?? env.SANDBOX_PORT ?? Number(env.PORT ?? 3000) + 1}`, secretKey: secrets.stripeKey, webhookSecret: secrets.webhookSecret }
    : null;
  const given = {
    ...(env.DATABASE_URL ? {} : { database: urls.thousand }), ...(stripe ? { stripe } : {}), ...(env.SECRET_KEY || !secrets ? {} : { secretKey: secrets.secretKey }),
  };
  return { THOUSAND_LOCAL: JSON.stringify(given), DATA_DIR: folder };
}

function run(given) {
  const child = spawn(pinnedNode(root), ['--no-warnings', join(root, 'dist', 'console.js'), ...process.argv.slice(2)], { cwd: root, env: given, stdio: 'inherit' });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => done(code ?? EXIT.failure));
  });
}
