import pino from 'pino';

import { startSandbox } from './index.js';

const PORT_IN_USE = 69;
const BAD_CONFIGURATION = 78;

/** Ends the process with a sentence for whoever started it. */
function leave(code: number, sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

function setting(name: string): string {
  return process.env[name] || leave(BAD_CONFIGURATION, `The sandbox needs ${name}.`);
}

if (process.env.NODE_ENV === 'production')
  leave(BAD_CONFIGURATION, 'The sandbox does not run with NODE_ENV=production.');

const port = Number(setting('SANDBOX_PORT'));
const sandbox = await startSandbox({
  databaseUrl: setting('SANDBOX_DATABASE_URL'),
  port,
  secretKey: setting('SANDBOX_SECRET_KEY'),
  webhookSecret: setting('SANDBOX_WEBHOOK_SECRET'),
  deliverTo: process.env.SANDBOX_DELIVER_TO,
  clockTo: process.env.SANDBOX_CLOCK_TO,
  beginsDaysAgo: Number(process.env.SANDBOX_BEGINS_DAYS_AGO ?? 0),
}).catch((error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE') leave(PORT_IN_USE, `Port ${port} is in use; the sandbox cannot start on it.`);
  leave(1, `The sandbox could not start: ${error.message}`);
});

pino({ name: 'sandbox' }).info({ ready: true, url: sandbox.url }, 'ready');

let ending = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (ending) return;
    ending = true;
    void sandbox.stop().finally(() => process.exit(0));
  });
}
