import type { FastifyInstance, FastifyRequest } from 'fastify';

import { readFault, type Faults } from '../api/faults.js';
import { StripeError } from '../api/stripe-error.js';
import { paySession } from '../checkout/pay.js';
import type { Payer } from '../checkout/payer.js';
import { nameOfMode, readMode } from '../events/delivery-mode.js';
import type { Deliverer } from '../events/deliverer.js';
import { redeliver } from '../events/redeliver.js';
import { loadEvent } from '../resources/event.js';
import { readSowing, sow } from '../seed/sow.js';
import type { Core } from '../store/core.js';
import { writeSetting } from '../store/settings.js';
import type { Time } from '../time.js';
import { dump, pendingDeliveries, recentAttempts } from './inspect.js';
import { moneyControls } from './money-controls.js';
import { problem } from './problem.js';

export interface ControlOptions {
  core: Core;
  time: Time;
  faults: Faults;
  deliverer: Deliverer;
}

/**
 * The sandbox's own JSON API under /_sandbox; it has no part in Stripe's. Answers that refuse are RFC 9457 problems.
 *
 * - `GET /clock`; `POST /clock {advanceSeconds | to}` moves it and does all that falls due on the way.
 * - `GET /faults`; `POST /faults` adds a rule (see `Fault`); `DELETE /faults/:id`; `DELETE /faults`.
 * - `GET /deliveries` tells the mode and the latest attempts, `GET /deliveries/pending` how many wait;
 *   `POST /deliveries` sets the mode, by name and by part (see `DeliveryMode`); `POST /events/:id/redeliver`.
 * - `POST /sessions/:id/pay {number}` pays a checkout with a test card.
 * - `POST /charges/:id/dispute {reason, inquiry}`, `/charges/:id/warning`, `/disputes/:id/win`, `/disputes/:id/lose`,
 *   `/refunds/:id/fail`: what a bank does of its own accord.
 * - `POST /retries {then: cancel | unpaid}`: what the account does with a subscription whose last attempt failed.
 * - `POST /seed {customers, seed, amount, currency}` fills the sandbox (see `sow`).
 * - `GET /dump`: every object and event.
 */
export async function controlApi(
  server: FastifyInstance,
  { core, time, faults, deliverer }: ControlOptions,
): Promise<void> {
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, _body, done) => done(null, undefined));
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => readJson(body),
  );
  server.setErrorHandler((error, _request, reply) => {
    const { message, status, statusCode } = error as Error & { status?: number; statusCode?: number };
    const known = error instanceof StripeError ? status : error instanceof RangeError ? 400 : statusCode;
    const code = known ?? 500;
    const words =
      error instanceof StripeError ? { ...problem(code, message), error: error.body() } : problem(code, message);
    return reply.status(code).type('application/problem+json').send(JSON.stringify(words));
  });
  const clock = () => ({ now: core.clock.now(), offsetMs: core.clock.offsetMs() });

  server.get('/clock', async () => clock());
  server.post<{ Body: { advanceSeconds?: number; to?: number } | undefined }>('/clock', async ({ body }, reply) => {
    const to = body?.to ?? core.clock.now() + (body?.advanceSeconds ?? Number.NaN);
    if (!Number.isSafeInteger(to))
      return reply.status(400).send(problem(400, 'Say advanceSeconds or to, in whole seconds.'));
    if (!(await time.moveTo(to))) return reply.status(409).send(problem(409, 'The clock moves forward only.'));
    return clock();
  });

  server.get('/faults', async () => faults.all());
  server.post<{ Body: Record<string, unknown> | undefined }>('/faults', async ({ body }, reply) => {
    faults.add(readFault(body));
    return reply.status(201).send(faults.all());
  });
  server.delete<{ Params: { id: string } }>('/faults/:id', async ({ params }, reply) => {
    if (!faults.remove(Number(params.id))) return reply.status(404).send(problem(404, 'There is no such rule.'));
    return reply.status(204).send();
  });
  server.delete('/faults', async (_request, reply) => {
    faults.clear();
    return reply.status(204).send();
  });

  server.post<{ Params: { id: string }; Body: ({ number?: string } & Payer) | undefined }>(
    '/sessions/:id/pay',
    async ({ params, body }) => {
      const { number = '4242424242424242', ...payer } = body ?? {};
      const session = await core.write(null, (work) => paySession(work, params.id, number, payer));
      return { status: session.status, subscription: session.subscription, customer: session.customer };
    },
  );

  server.post<{ Body: { then?: string } | undefined }>('/retries', async ({ body }, reply) => {
    const then = body?.then;
    if (then !== 'cancel' && then !== 'unpaid') return reply.status(400).send(problem(400, 'then is cancel or unpaid.'));
    await writeSetting(core.pool, 'after_retries', then);
    return { then };
  });

  moneyControls(server, core);

  server.get('/deliveries', async () => ({
    mode: nameOfMode(deliverer.currentMode()),
    ...deliverer.currentMode(),
    attempts: await recentAttempts(core.pool),
  }));
  server.get('/deliveries/pending', async () => ({ pending: await pendingDeliveries(core.pool) }));
  server.post<{ Body: Record<string, unknown> | undefined }>('/deliveries', async ({ body }) => {
    await deliverer.setMode(readMode(body));
    return { mode: nameOfMode(deliverer.currentMode()), ...deliverer.currentMode() };
  });
  server.post<{ Params: { id: string } }>('/events/:id/redeliver', async ({ params }, reply) => {
    await core.write(null, async (work) => {
      await loadEvent(work, params.id);
      await redeliver(work, params.id, null);
    });
    return reply.status(202).send({ event: params.id });
  });

  server.post<{ Body: Record<string, unknown> | undefined }>('/seed', async ({ body }, reply) =>
    reply.status(201).send(await sow(core, readSowing(body))),
  );

  server.get('/dump', async () => dump(core.pool));
}

function readJson(body: string): unknown {
  try {
    return body === '' ? undefined : JSON.parse(body);
  } catch {
    throw Object.assign(new Error('The body is not JSON.'), { statusCode: 400 });
  }
}
