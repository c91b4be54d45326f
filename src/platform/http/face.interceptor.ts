import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, from, map, mergeMap, type Observable } from 'rxjs';
import Value from 'typebox/value';
import { Config } from '../config/config.js';
import { Words } from '../words/words.js';
import { Cookies } from './cookies.js';
import { Conflict, InvalidInput } from './errors.js';
import { Answer, Done, Elsewhere, FACE, type Face, type PageFace, VARY, type WriteFace } from './face.js';
import { formOf } from './form.js';
import { Pages } from './pages.js';
import { wantsJson } from './wants-json.js';

const CHECKED = process.env.NODE_ENV === 'test';

/** Gives each route its two faces: the same view as a page to a browser and as JSON to a client. */
@Injectable()
export class FaceInterceptor implements NestInterceptor {
  private readonly cookies: Cookies;

  constructor(
    private readonly reflector: Reflector,
    private readonly pages: Pages,
    private readonly words: Words,
    config: Config,
  ) {
    this.cookies = new Cookies(config);
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const face = this.reflector.get<Face | undefined>(FACE, context.getHandler());
    if (!face) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const json = wantsJson(request.headers.accept);
    void reply.header('vary', VARY);
    if (face.kind === 'page') return next.handle().pipe(map((result: object) => this.page(face, result, json, request, reply)));
    return next.handle().pipe(
      mergeMap(async (result: object) => this.write(face, result, json, request, reply)),
      catchError((error: unknown) => from(this.refill(face, error, json, request, reply, context.getClass()))),
    );
  }

  /** Kept by the module so that a form can be shown again by the controller that made it. */
  controllers = new Map<unknown, object>();

  private page(face: PageFace, result: object, json: boolean, request: FastifyRequest, reply: FastifyReply): unknown {
    const view = result instanceof Answer || result instanceof Elsewhere ? result.view : result;
    if (result instanceof Answer) void reply.status(result.status);
    if (request.actor && !reply.hasHeader('cache-control')) void reply.header('cache-control', 'private, no-store');
    this.check(face, view);
    if (json) return view;
    if (result instanceof Elsewhere) {
      void reply.status(302).header('location', result.location);
      return '';
    }
    void reply.type('text/html; charset=utf-8');
    const frame = face.frame(view as never, this.words.for(request.language));
    return this.pages.html(request, reply, { template: face.template, layout: face.layout, frame, view });
  }

  private write(face: WriteFace, result: object, json: boolean, request: FastifyRequest, reply: FastifyReply): unknown {
    const { location, resource, flash } = result as Done;
    void reply.header('cache-control', 'private, no-store');
    this.check(face, resource);
    if (json) {
      void reply.status(face.status ?? 200);
      return resource;
    }
    if (face.download) {
      void reply.status(200).type('application/json; charset=utf-8').header('content-disposition', `attachment; filename="${face.download}"`);
      return JSON.stringify(resource, null, 2);
    }
    if (face.shows) {
      const { template, layout, frame } = face.shows;
      void reply.status(200).type('text/html; charset=utf-8');
      return this.pages.html(request, reply, { template, layout, frame: frame(resource as never, this.words.for(request.language)), view: resource });
    }
    if (flash) this.cookies.set(reply, 'flash', flash);
    void reply.status(303).header('location', location);
    return '';
  }

  private async refill(face: WriteFace, error: unknown, json: boolean, request: FastifyRequest, reply: FastifyReply, controller: unknown): Promise<unknown> {
    const instance = this.controllers.get(controller);
    if (json || !face.refill || !instance || !(error instanceof InvalidInput || error instanceof Conflict)) throw error;
    const t = this.words.for(request.language);
    const view = await face.refill.view(instance as never, request);
    void reply.status(error.status).type('text/html; charset=utf-8').header('cache-control', 'private, no-store');
    return this.pages.html(request, reply, {
      template: face.refill.template, layout: face.refill.layout, frame: face.refill.frame(view as never, t), view, form: formOf(error, request.body, t),
    });
  }

  /** In tests every answer is held against its schema; page and client read the same view. */
  private check(face: Face, view: object): void {
    if (!CHECKED) return;
    const plain = JSON.parse(JSON.stringify(view)) as unknown;
    const [first] = Value.Errors(face.view, plain);
    if (first) throw new Error(`${face.id} answers against its schema: ${JSON.stringify(first)}`);
  }
}
