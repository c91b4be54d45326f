import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';

import { api } from './api/api.js';
import { decodeForm } from './api/form.js';
import { challenge } from './challenge/challenge.js';
import { checkout } from './checkout/checkout.js';
import { controlApi, type ControlOptions } from './control/control-api.js';
import { controlPage } from './control/control-page.js';
import { hostedInvoice } from './hosted-invoice/hosted-invoice.js';
import { assets } from './pages/assets.js';
import { portal } from './portal/portal.js';
import { routes } from './routes.js';

interface ServerOptions extends ControlOptions {
  secretKey: string;
}

/** Puts together the API, the hosted checkout, the control API and the control page. */
export function buildServer(options: ServerOptions): FastifyInstance {
  const server = Fastify({
    bodyLimit: 1024 * 1024,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  });
  server.removeAllContentTypeParsers();
  server.addHook('onRequest', refuseForeignPages);
  server.addHook('onRequest', refuseNul);
  for (const version of ['v1', 'v2'] as const)
    void server.register(async (scope) => api(scope, { ...options, routes, version }), { prefix: `/${version}` });
  void server.register(async (scope) => controlApi(scope, options), { prefix: '/_sandbox' });
  void server.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      async (_request: FastifyRequest, body: string) => decodeForm(body),
    );
    await assets(scope);
    await checkout(scope, options.core);
    await challenge(scope, options.core);
    await hostedInvoice(scope, options.core);
    await portal(scope, options.core);
    await controlPage(scope, options);
  });
  return server;
}

/** A page of another site must not be able to pay, or to move the clock, from a visitor's browser. */
async function refuseForeignPages(request: FastifyRequest): Promise<void> {
  if (request.method === 'GET' || request.headers['sec-fetch-site'] !== 'cross-site') return;
  throw Object.assign(new Error('Forms of other sites are refused.'), { statusCode: 403 });
}

/** No id has a NUL in it, and PostgreSQL would refuse it. */
async function refuseNul(request: FastifyRequest): Promise<void> {
  if (!request.url.includes('%00')) return;
  throw Object.assign(new Error('There is nothing at this address.'), { statusCode: 404 });
}
