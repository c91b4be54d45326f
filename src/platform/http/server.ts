import { fileURLToPath } from 'node:url';
import cookie from '@fastify/cookie';
import serveStatic from '@fastify/static';
import type { ArgumentsHost } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { NestLogs, safePath } from '../log/logger.js';
import { ErrorFilter } from './error.filter.js';
import { Metrics } from '../metrics/metrics.js';
import { openApi } from './openapi.js';
import { PageStore } from './page-store.js';
import { securityHeaders } from './security-headers.js';
import { InputPipe } from './validation.pipe.js';

const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const ASSETS = fileURLToPath(new URL('../../../templates/assets', import.meta.url));

/** How often connections that have become idle are closed while the server closes. */
const CLOSING_MS = 100;

/** Builds the web application, ready to listen or to be asked in tests. */
export async function createServer(module: Parameters<typeof NestFactory.create>[0], config: Config, log: Logger): Promise<NestFastifyApplication> {
  const headers = securityHeaders(config);
  const prepare = (request: FastifyRequest, reply: FastifyReply) => {
    request.actor = null;
    request.language = 'en';
    void reply.headers(headers(request.url)).header('x-request-id', request.id);
  };
  const adapter = new FastifyAdapter({
    bodyLimit: 1_048_576, forceCloseConnections: 'idle', requestTimeout: 30_000, connectionTimeout: 30_000, routerOptions: { maxParamLength: 200 },
    trustProxy: config.trustProxy.length > 0 ? config.trustProxy : false, logger: false, genReqId: () => newReference(),
    // An address that cannot be read meets no hook and no filter: it is answered here like everything else.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      prepare(request, reply);
      request.cookies = {};
      app.get(ErrorFilter).catch(error, { switchToHttp: () => ({ getRequest: () => request, getResponse: () => reply }) } as unknown as ArgumentsHost);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { rawBody: true, logger: new NestLogs(log), abortOnError: false });
  app.useGlobalPipes(new InputPipe());
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  const store = app.get(PageStore);
  const metrics = app.get(Metrics);
  fastify.addHook('onRequest', (request, reply, next) => {
    prepare(request, reply);
    if (!store.serve(request, reply)) next();
  });
  fastify.addHook('onSend', (request, reply, payload, next) => {
    store.forgetWritten(request);
    store.keep(request, reply, payload);
    next(null, payload);
  });
  // A connection that was busy as closing began is idle after its answer: it would be waited for as long as its client keeps it.
  fastify.addHook('preClose', (done) => {
    const sweep = setInterval(() => fastify.server.closeIdleConnections(), CLOSING_MS);
    fastify.server.once('close', () => clearInterval(sweep));
    done();
  });
  await fastify.register(cookie as never);
  // Boxes of one name that are ticked together are one field with spaces between: what is sent here is flat.
  fastify.addHook('preValidation', (request, _reply, next) => {
    if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) joinLists(request.body);
    next();
  });
  fastify.addHook('onResponse', (request, reply, next) => {
    metrics.answered(request, reply);
    log.info({ request: request.id, method: request.method, path: safePath(request.url), status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request');
    next();
  });
  const options = { maxAge: '365d', immutable: true, index: false as const };
  await fastify.register(serveStatic as never, { root: ASSETS, prefix: '/assets/', ...options } as never);
  await fastify.register(serveStatic as never, {
    root: [`${MODULES}/@fontsource-variable/newsreader/files`, `${MODULES}/@fontsource-variable/hanken-grotesk/files`], prefix: '/assets/fonts/', decorateReply: false, ...options,
  } as never);
  let description: object | undefined;
  fastify.get('/openapi.json', () => description ??= openApi(app, config.publicUrl));
  fastify.get('/metrics', async (request, reply) => {
    const page = await metrics.page(request.headers.authorization);
    if (!page) return reply.callNotFound();
    return reply.header('cache-control', 'no-store').type(page.type).send(page.text);
  });
  return app;
}

function joinLists(body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  for (const [name, value] of Object.entries(body)) {
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) (body as Record<string, unknown>)[name] = value.join(' ');
  }
}

/** A short reference that people can quote and logs carry. */
function newReference(): string {
  return Math.random().toString(36).slice(2, 8) + Math.random().toString(36).slice(2, 6);
}
