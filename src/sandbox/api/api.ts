import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Core } from '../store/core.js';
import { newId } from '../store/ids.js';
import type { Cause, Work } from '../store/work.js';
import { API_VERSION } from './version.js';
import { checkKey } from './authentication.js';
import { expand } from './expand.js';
import type { Faults } from './faults.js';
import { decodeForm } from './form.js';
import { decodeJson } from './json.js';
import { Idempotency, fingerprintOf, type Answer } from './idempotency.js';
import { meetAfter, meetBefore } from './meet-fault.js';
import { list, readShape, text } from './params.js';
import type { Route } from './route.js';
import { StripeError, invalid } from './stripe-error.js';

interface ApiOptions {
  core: Core;
  faults: Faults;
  secretKey: string;
  routes: Route[];
  /** Which of the routes to serve, and how their bodies are written. */
  version: 'v1' | 'v2';
}

/**
 * Serves Stripe's API: v1 takes forms, v2 JSON. Every call: key, fault, version, idempotency, parameters, work,
 * expansion, answer.
 */
export async function api(server: FastifyInstance, options: ApiOptions): Promise<void> {
  const { core, faults, secretKey, version } = options;
  const idempotency = new Idempotency();
  const decode = version === 'v1' ? decodeForm : decodeJson;
  const own = options.routes.filter(({ path }) => path.startsWith(`/${version}/`));

  const type = version === 'v1' ? 'application/x-www-form-urlencoded' : 'application/json';
  server.addContentTypeParser(type, { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    if (body.length === 0) done(null, '');
    else done(invalid(`Requests to the ${version} API carry ${type}.`));
  });

  server.addHook('onRequest', async (request, reply) => {
    reply.header('request-id', newId('req', 14)).header('stripe-version', API_VERSION);
    const key = request.headers['idempotency-key'];
    if (key) reply.header('idempotency-key', key);
    await meetBefore(faults.take(request.method, request.url), request, reply);
    if (reply.sent) return;
    checkKey(request.headers.authorization, secretKey);
    checkVersion(request.headers['stripe-version']);
  });
  server.addHook('onSend', async (request, reply, answer) => meetAfter(request, reply, answer));

  server.setErrorHandler((error, _request, reply) => answerError(reply, error));
  server.setNotFoundHandler((request, reply) => {
    const message = `The sandbox does not have this call (${request.method}: ${request.url.split('?')[0]}).`;
    return answerError(reply, new StripeError(message, { status: 404 }));
  });

  for (const route of own) {
    server.route({
      method: route.method,
      url: route.path.slice(version.length + 1),
      handler: async (request, reply) => {
        const { id = '', of = '' } = request.params as { id?: string; of?: string };
        const query = request.url.split('?')[1] ?? '';
        const body = typeof request.body === 'string' ? request.body : '';
        const call: Call = { route, id, of, fields: () => ({ ...decodeForm(query), ...decode(body) }) };
        if (route.method === 'GET') return send(reply, 200, format(await run(core.reader(), call)));
        const cause = { id: String(reply.getHeader('request-id')), idempotencyKey: keyOf(request) };
        const source = [query, body].filter(Boolean).join('&');
        const fingerprint = fingerprintOf(request.url.split('?')[0] ?? '', source);
        const answer = await write(core, idempotency, call, fingerprint, cause);
        if (answer.request !== cause.id)
          reply.header('idempotent-replayed', 'true').header('original-request', answer.request);
        return send(reply, answer.status, answer.text);
      },
    });
  }
}

interface Call {
  route: Route;
  id: string;
  of: string;
  /** Decodes the parameters; throws a StripeError when they cannot be read. */
  fields: () => Record<string, unknown>;
}

async function run(work: Work, { route, id, of, fields }: Call): Promise<object> {
  const { expand: paths, ...values } = readShape({ ...route.shape, expand: list(text) }, fields());
  const answer = await route.run(work, values, id, of);
  return expand(work, answer, (paths as string[] | undefined) ?? []);
}

async function write(
  core: Core,
  idempotency: Idempotency,
  call: Call,
  fingerprint: string,
  cause: Cause,
): Promise<Answer> {
  const key = call.route.method === 'POST' ? cause.idempotencyKey : null;
  if (!key)
    return core.write(cause, async (work) => ({
      request: cause.id,
      status: 200,
      text: format(await run(work, call)),
    }));
  const known = await idempotency.claim(core.pool, key, fingerprint);
  try {
    if (known) return known;
    return await core.write(cause, async (work) => {
      const answer = await outcome(() => run(work, call), cause.id);
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
  if (reply.hasHeader('stripe-should-retry')) return send(reply, known.status, format({ error: known.body() }));
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
