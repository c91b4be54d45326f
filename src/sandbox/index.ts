import { Core } from './store/core.js';
import { openPool } from './store/database.js';
import { migrateSandbox } from './migrate.js';
import { Deliverer } from './events/deliverer.js';
import { Faults } from './api/faults.js';
import { keepOwnEndpoint } from './resources/webhook-endpoint.js';
import { buildServer } from './server.js';
import { Time } from './time.js';

export { migrateSandbox };

export interface SandboxOptions {
  databaseUrl: string;
  /** 0 for any free one. */
  port: number;
  secretKey: string;
  /** Signs what is sent to `deliverTo` and `clockTo`. */
  webhookSecret: string;
  /** Where every event goes. */
  deliverTo?: string;
  /** Who is told when the clock moves. */
  clockTo?: string;
  /** How many days ago the clock of a new sandbox begins; one that there is goes on where it was. */
  beginsDaysAgo?: number;
  /** How long the delivery of an event waits after each failed try. */
  retryDelaysMs?: number[];
}

export interface Sandbox {
  url: string;
  stop(): Promise<void>;
}

/** Starts the local Stripe on 127.0.0.1, on a database of its own, which it brings up to date first. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  await migrateSandbox(options.databaseUrl);
  const pool = openPool(options.databaseUrl);
  const core = await Core.open(pool, -(options.beginsDaysAgo ?? 0) * 86_400_000);
  const deliverer = new Deliverer(pool, () => core.clock.now(), options.retryDelaysMs);
  const time = new Time(core, options.clockTo ? { url: options.clockTo, secret: options.webhookSecret } : null);
  const server = buildServer({ core, time, deliverer, faults: new Faults(), secretKey: options.secretKey });
  core.onDeliverable = () => deliverer.kick();
  core.publicUrl = await server.listen({ host: '127.0.0.1', port: options.port });
  const { deliverTo, webhookSecret } = options;
  if (deliverTo) await core.write(null, (work) => keepOwnEndpoint(work, deliverTo, webhookSecret));
  await deliverer.start();
  time.start();
  return {
    url: core.publicUrl,
    stop: async () => {
      await server.close();
      await time.stop();
      await deliverer.stop();
      await pool.end();
    },
  };
}
