import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { BillingConsole } from './billing/index.js';
import { Config, ConfigurationError, createLogger, DomainError, type Language, NestLogs, Words } from './platform/index.js';

const WRONG_CONFIGURATION = 78;
const USAGE = `npm run billing -- inbox                        what waits, what was put aside, the newest events
npm run billing -- replay [EVENT|all]           works one event through again, or all that were put aside
npm run billing -- reconcile                    compares every customer with Stripe, and mends what differs
npm run billing -- rebuild [CUSTOMER|all]       drops what is known of a customer and reads it from Stripe anew
npm run billing -- explain MEMBER               why somebody sees what they see: an address, an account's id or a customer's`;

/** The whole product without its web server and its worker, for one command: what is queued is done by the install that runs. */
async function main([command, subject]: string[]): Promise<number> {
  const say = (line: string) => { process.stdout.write(`${line}\n`); };
  const language: Language = /^it/i.test(process.env.LC_ALL ?? process.env.LANG ?? '') ? 'it' : 'en';
  const commands: Record<string, (console: BillingConsole) => Promise<boolean>> = {
    inbox: (console) => console.inbox(say), replay: (console) => console.replay(subject, say), reconcile: (console) => console.reconcile(say),
    rebuild: (console) => console.rebuild(subject, say), explain: (console) => console.explain(subject, language, say),
  };
  const run = commands[command ?? ''];
  if (!run) {
    say(USAGE);
    return command ? 1 : 0;
  }
  const config = new Config(process.env);
  // What is asked for is on the screen; of the rest only what went wrong, beside it.
  const log = createLogger('error', process.stderr);
  const app = await NestFactory.createApplicationContext(AppModule.with(config, log), { logger: new NestLogs(log), abortOnError: false });
  try {
    return await run(app.get(BillingConsole)) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    say(app.get(Words).for(language)(`error.${error.code}.detail`, error.values));
    return 1;
  } finally {
    await app.close();
  }
}

// Whoever reads only the first lines (`| head`) has what they wanted.
process.stdout.on('error', () => process.exit(0));
main(process.argv.slice(2)).then((code) => process.exit(code), (error: unknown) => {
  const { message, stack } = error as Error;
  process.stderr.write(`${error instanceof ConfigurationError ? message : stack}\n`);
  process.exit(error instanceof ConfigurationError ? WRONG_CONFIGURATION : 1);
});
