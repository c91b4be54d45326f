import Fastify, { type FastifyInstance } from 'fastify';

import { api } from './api/api.js';
import { checkout } from './checkout/checkout.js';
import { controlApi, type ControlOptions } from './control/control-api.js';
import { routes } from './routes.js';

interface ServerOptions extends ControlOptions {
  secretKey: string;
}

/** Puts together the API, the hosted checkout, the control API and the control page. */
export function buildServer(options: ServerOptions): FastifyInstance {
  const server = Fastify({ bodyLimit: 1024 * 1024, forceCloseConnections: true, routerOptions: { maxParamLength: 200 } });
  server.removeAllContentTypeParsers();
  void server.register(async (scope) => api(scope, { ...options, routes }));
  void server.register(async (scope) => checkout(scope, options.core));
  void server.register(
    async (scope) => {
      scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
        try {
          done(null, body === '' ? undefined : JSON.parse(body as string));
        } catch {
          done(Object.assign(new Error('The body is not JSON.'), { statusCode: 400 }), undefined);
        }
      });
      await controlApi(scope, options);
    },
    { prefix: '/_sandbox' },
  );
  return server;
}
