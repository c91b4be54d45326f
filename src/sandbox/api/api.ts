import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Core } from '../store/core.js';
import { newId } from '../store/ids.js';
import type { Cause, Work } from '../store/work.js';
import { API_VERSION } from './version.js';
import { checkKey } from './authentication.js';
import { expand } from './expand.js';
import { meet, type Faults } from './faults.js';
import { decodeForm } from './form.js';
import { Idempotency, fingerprintOf, type Answer } from './idempotency.js';
import { list, readShape, text } from './params.js';
import type { Route } from './route.js';
import { StripeError, invalid } from './stripe-error.js';

interface ApiOptions {
  core: Core;
  faults: Faults;
  secretKey: string;
  routes: Route[];
}

declare module 'fastify' {
  interface FastifyRequest {
    cutAfter?: boolean;
  }
}

/** Serves Stripe's v1 API. Every call: key, fault, version, idempotency, parameters, work, expansion, answer. */
export async function api(server: FastifyInstance, { core, faults, secretKey, routes }: ApiOptions): Promise<void> {
  const idempotency = new Idempotency();

  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    if (body.length === 0) done(null, '');
    else done(invalid('Requests to the v1 API carry form fields (application/x-www-form-urlencoded).'));
  });

  server.addHook('onRequest', async (request, reply) => {
    reply.header('request-id', newId('req', 14)).header('stripe-version', API_VERSION);
    const key = request.headers['idempotency-key'];
    if (key) reply.header('idempotency-key', key);
    const fate = await meet(faults.take(request.method, request.url));
    if (fate === 'cut') cut(request, reply);
    request.cutAfter = fate === 'cut_after';
    checkKey(request.headers.authorization, secretKey);
    checkVersion(request.headers['stripe-version']);
  });
  server.addHook('onSend', async (request, reply) => {
    if (request.cutAfter) cut(request, reply);
  });

  server.setErrorHandler((error, _request, reply) => answerError(reply, error));
  server.setNotFoundHandler((request, reply) => {
    const message = `The sandbox does not have this call (${request.method}: ${request.url.split('?')[0]}).`;
    return answerError(reply, new StripeError(message, { status: 404 }));
  });

  for (const route of routes) {
    server.route({
      method: route.method,
      url: route.path.replace('/v1', ''),
      handler: async (request, reply) => {
        const { id = '' } = request.params as { id?: string };
        const query = request.url.split('?')[1] ?? '';
        const body = typeof request.body === 'string' ? request.body : '';
        if (route.method === 'GET') return send(reply, 200, format(await run(core.reader(), route, query, id)));
        const cause = { id: String(reply.getHeader('request-id')), idempotencyKey: keyOf(request) };
        const source = [query, body].filter(Boolean).join('&');
        const answer = await write(core, idempotency, route, source, id, cause, request.url.split('?')[0] ?? '');
        if (answer.request !== cause.id)
          reply.header('idempotent-replayed', 'true').header('original-request', answer.request);
        return send(reply, answer.status, answer.text);
      },
    });
  }
}

async function run(work: Work, route: Route, source: string, id: string): Promise<object> {
  const { expand: paths, ...values } = readShape({ ...route.shape, expand: list(text) }, decodeForm(source));
  const answer = await route.run(work, values, id);
  return expand(work, answer, (paths as string[] | undefined) ?? []);
}

async function write(
  core: Core,
  idempotency: Idempotency,
  route: Route,
  source: string,
  id: string,
  cause: Cause,
  path: string,
): Promise<Answer> {
  const key = route.method === 'POST' ? cause.idempotencyKey : null;
  if (!key)
    return core.write(cause, async (work) => ({
      request: cause.id,
      status: 200,
      text: format(await run(work, route, source, id)),
    }));
  const fingerprint = fingerprintOf(path, source);
  const known = await idempotency.claim(core.pool, key, fingerprint);
  try {
    if (known) return known;
    return await core.write(cause, async (work) => {
      const answer = await outcome(() => run(work, route, source, id), cause.id);
      await idempotency.keep(work.db, key, fingerprint, answer.answer);
      if (answer.error) throw answer.error;
      return answer.answer;
    });
  } finally {
    idempotency.release(key);
  }
}

/** The answer to be remembered. Errors that leave nothing behind are not remembered, they simply pass. */
async function outcome(task: () => Promise<object>, request: string): Promise<{ answer: Answer; error?: StripeError }> {
  try {
    return { answer: { request, status: 200, text: format(await task()) } };
  } catch (error) {
    if (!(error instanceof StripeError) || !error.keep) throw error;
    return { answer: { request, status: error.status, text: format({ error: error.body() }) }, error };
  }
}

function answerError(reply: FastifyReply, error: unknown): FastifyReply {
  const known = error instanceof StripeError ? error : asStripeError(error as Error & { statusCode?: number });
  if (known.status === 409) reply.header('stripe-should-retry', 'true');
  else if (known.status < 500 && known.status !== 429) reply.header('stripe-should-retry', 'false');
  return send(reply, known.status, format({ error: known.body() }));
}

function asStripeError(error: Error & { statusCode?: number }): StripeError {
  if (error.statusCode && error.statusCode < 500) return new StripeError(error.message, { status: error.statusCode });
  process.stderr.write(`${error.stack ?? error.message}\n`);
  return new StripeError('The sandbox failed; its log says why.', { status: 500, type: 'api_error' });
}

function send(reply: FastifyReply, status: number, body: string): FastifyReply {
  return reply.status(status).type('application/json').send(body);
}

function format(body: object): string {
  return `${JSON.stringify(body, null, 2)}\n`;
}

function keyOf(request: FastifyRequest): string | null {
  return (request.headers['idempotency-key'] as string | undefined) || null;
}

function checkVersion(version: unknown): void {
  if (version === undefined || version === API_VERSION) return;
  throw invalid(`Invalid Stripe API version: ${String(version)}. The sandbox speaks ${API_VERSION} only.`);
}

function cut(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  request.raw.socket.destroy();
}
