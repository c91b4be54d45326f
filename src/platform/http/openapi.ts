import { type INestApplication, RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { FACE, type Face } from './face.js';
import { SIGNED_IN } from './actor.js';

interface Route {
  method: string;
  path: string;
  face: Face | undefined;
  signedIn: boolean;
  body: string | null;
}

/** Every route of the app, from Nest's own metadata: the API's description and the tests both walk this table. */
export function routeTable(app: INestApplication): Route[] {
  const scanner = new MetadataScanner();
  return app.get(DiscoveryService).getControllers().flatMap(({ metatype, instance }) => {
    const base = String(Reflect.getMetadata(PATH_METADATA, metatype as object) ?? '');
    const prototype = Object.getPrototypeOf(instance as object) as Record<string, object>;
    return scanner.getAllMethodNames(prototype).flatMap((name): Route[] => {
      const handler = prototype[name]!;
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (method === undefined) return [];
      const paths = [Reflect.getMetadata(PATH_METADATA, handler) as string | string[]].flat();
      return paths.map((path) => ({
        method: RequestMethod[method],
        path: `/${[base, path].map((part) => part.replaceAll(/^\/|\/$/g, '')).filter(Boolean).join('/')}`,
        face: Reflect.getMetadata(FACE, handler) as Face | undefined,
        signedIn: Boolean(Reflect.getMetadata(SIGNED_IN, handler) ?? Reflect.getMetadata(SIGNED_IN, metatype as object)),
        body: bodyClass(metatype as object, prototype, name),
      }));
    });
  });
}

/** OpenAPI 3.1 of every route that has a JSON face. */
export function openApi(app: INestApplication, publicUrl: string): object {
  const schemas = validationMetadatasToSchemas({ refPointerPrefix: '#/components/schemas/' });
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routeTable(app)) {
    if (!route.face) continue;
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(route, route.face, path);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Thousand', version: '1', description: 'Every page is also this API: ask for application/json. Sign in for a bearer token.' },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: { ...schemas, Problem: PROBLEM },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function operation(route: Route, face: Face, path: string): object {
  const status = String((face.kind === 'write' && face.status) || 200);
  const problem = { description: 'What went wrong, in words', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
  return {
    operationId: face.id,
    summary: face.summary,
    parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...(route.signedIn && { security: [{ bearer: [] }] }),
    ...(route.body && { requestBody: { required: true, content: { 'application/json': { schema: { $ref: `#/components/schemas/${route.body}` } } } } }),
    responses: { [status]: { description: 'Done', content: { 'application/json': { schema: face.view } } }, default: problem },
  };
}

function bodyClass(controller: object, prototype: object, name: string): string | null {
  const types = (Reflect.getMetadata('design:paramtypes', prototype, name) ?? []) as { name: string }[];
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<string, { index: number }>;
  // Nest keys arguments as `<kind>:<index>`; 3 is the body.
  const body = Object.entries(args).find(([key]) => key.startsWith('3:'))?.[1];
  const type = body && types[body.index]?.name;
  return type && type !== 'Object' ? type : null;
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'detail', 'status', 'code', 'reference'],
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, detail: { type: 'string' }, status: { type: 'integer' },
    code: { type: 'string' }, reference: { type: 'string' }, errors: { type: 'object', additionalProperties: { type: 'string' } },
  },
};
