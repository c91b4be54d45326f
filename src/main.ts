import 'reflect-metadata';
import { AppModule } from './app.module.js';
import { Demo } from './demo/index.js';
import { DEMO_LOGINS, Setup } from './members/index.js';
import { Config, ConfigurationError, createLogger, createServer, Jobs, migrate, Worker } from './platform/index.js';
import { SCHEDULE } from './schedule.js';

/** Exit codes of sysexits.h: the starter tells people what they mean. */
const WRONG_CONFIGURATION = 78;
const PORT_TAKEN = 69;

async function start(): Promise<void> {
  const config = new Config(process.env);
  const log = createLogger(config.logLevel);
  await migrate(config.databaseDirectUrl);
  const app = await createServer(AppModule.with(config, log), config, log);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  await app.init();
  if (config.role !== 'web') {
    await app.get(Worker).start(SCHEDULE);
    // What an earlier process left undone does not wait for the next tick.
    for (const task of ['billing.lateSyncs', 'billing.ledger', 'email.retry']) await app.get(Jobs).add(task, {});
  }
  if (config.role !== 'worker') await app.listen(config.port, config.host);
  const setup = await app.get(Setup).link();
  log.info({ ready: true, url: config.publicUrl, role: config.role, ...(config.demo && { demoLogins: DEMO_LOGINS }), ...(setup && { setup }) }, 'ready');
  if (config.demo && config.role !== 'web') void app.get(Demo).fill();
}

start().catch((error: unknown) => {
  const { code, message, stack } = error as NodeJS.ErrnoException;
  process.stderr.write(`${error instanceof ConfigurationError || code === 'EADDRINUSE' ? message : stack}\n`);
  process.exit(error instanceof ConfigurationError ? WRONG_CONFIGURATION : code === 'EADDRINUSE' ? PORT_TAKEN : 1);
});
