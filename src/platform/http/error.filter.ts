import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { LOGGER, safePath } from '../log/logger.js';
import { Words } from '../words/words.js';
import { DomainError, InvalidInput, Moved, NotFound, SignInNeeded, TooMany } from './errors.js';
import { VARY } from './face.js';
import { fieldSentences } from './form.js';
import { Pages } from './pages.js';
import { wantsJson } from './wants-json.js';

const PAGES = new Set([400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503]);

/** The one renderer of errors: a page with a way forward, or problem+json. Only the unexpected is reported. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly pages: Pages, private readonly words: Words, @Inject(LOGGER) private readonly log: Logger) {}

  catch(raw: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = known(raw);
    if (error.status >= 500) this.log.error({ err: raw, request: request.id, path: safePath(request.url) }, 'request failed');
    request.language ??= 'en';
    void reply.header('vary', VARY).header('cache-control', 'private, no-store').removeHeader('content-length');
    if (error instanceof TooMany) void reply.header('retry-after', String(error.retryAfter));
    if (error instanceof Moved) {
      void reply.header('location', error.address(request.url));
      if (request.method === 'GET' || request.method === 'HEAD') {
        void reply.status(301).send('');
        return;
      }
    }
    if (wantsJson(request.headers.accept) || request.url.startsWith('/webhooks/')) return this.problem(error, request, reply);
    if (error instanceof SignInNeeded) {
      void reply.status(303).header('location', `/sign-in?next=${encodeURIComponent(request.method === 'GET' ? request.url : '/home')}`).send('');
      return;
    }
    this.page(error, request, reply);
  }

  private problem(error: DomainError, request: FastifyRequest, reply: FastifyReply): void {
    const { title, detail } = this.sentences(error, request.language);
    const t = this.words.for(request.language);
    void reply.status(error.status).type('application/problem+json').send(JSON.stringify({
      type: `https://thousand.example/problems/${error.code}`, title, detail, status: error.status, code: error.code, reference: request.id,
      ...(error instanceof InvalidInput && { errors: fieldSentences(error, t) }),
    }));
  }

  private page(error: DomainError, request: FastifyRequest, reply: FastifyReply): void {
    const { title, detail } = this.sentences(error, request.language);
    const t = this.words.for(request.language);
    const link = error.status === 401 || (error.code === 'stale_form' && !request.actor) ? { href: '/sign-in', text: t('error.link.signIn') } : { href: '/', text: t('error.link.discover') };
    const view = { status: error.status, title, detail, reference: request.id, link };
    let html: string;
    try {
      html = this.pages.html(request, reply, { template: 'error', layout: 'plain', frame: { title, noindex: true }, view });
    } catch (failure) {
      this.log.error({ err: failure, request: request.id }, 'the error page failed');
      html = `<!doctype html><title>${error.status}</title><h1>${error.status}</h1><p>${request.id}</p>`;
    }
    void reply.status(error.status).type('text/html; charset=utf-8').send(html);
  }

  private sentences(error: DomainError, language: string): { title: string; detail: string } {
    const t = this.words.for(language);
    const own = this.words.has(`error.${error.code}.title`) ? error.code : PAGES.has(error.status) ? String(error.status) : '500';
    return { title: t(`error.${own}.title`, error.values), detail: t(`error.${own}.detail`, error.values) };
  }
}

function known(raw: unknown): DomainError {
  if (raw instanceof DomainError) return raw;
  const status = raw instanceof HttpException ? raw.getStatus() : (raw as { statusCode?: number } | null)?.statusCode ?? 500;
  if (status === 404) return new NotFound();
  return new DomainError(String(PAGES.has(status) ? status : status < 500 ? 400 : 500), PAGES.has(status) ? status : status < 500 ? 400 : 500);
}
