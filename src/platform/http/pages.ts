import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock, DAY, plusMs } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { Renderer } from '../templates/renderer.js';
import { LANGUAGE_NAMES, LANGUAGES } from '../words/words.js';
import { Cookies } from './cookies.js';
import { CsrfGuard } from './csrf.guard.js';
import type { Frame } from './face.js';

export interface Form {
  values: Record<string, unknown>;
  /** The fields that were sent: on a page of several forms, those of the others keep what is stored. */
  sent: Record<string, true>;
  errors: Record<string, string>;
  summary: string[];
  /** What is wrong with the whole of it, not with one field. */
  note: string | null;
}

export const EMPTY_FORM: Form = { values: {}, sent: {}, errors: {}, summary: [], note: null };

/** Puts a view into its template and the template into its layout. */
@Injectable()
export class Pages {
  private readonly cookies: Cookies;

  constructor(private readonly renderer: Renderer, private readonly csrf: CsrfGuard, private readonly config: Config, private readonly clock: Clock) {
    this.cookies = new Cookies(config);
  }

  /** @returns the whole HTML document, in the reader's language */
  html(request: FastifyRequest, reply: FastifyReply, what: { template: string; layout: string; frame: Frame; view: object; form?: Form }): string {
    const reader = { language: request.language, zone: request.actor?.timeZone ?? 'UTC' };
    const context = { page: this.page(request, reply, what.frame), view: what.view, form: what.form ?? EMPTY_FORM };
    const body = this.renderer.render(`pages/${what.template}`, context, reader);
    return this.renderer.render(`layouts/${what.layout}`, { ...context, body }, reader);
  }

  private page(request: FastifyRequest, reply: FastifyReply, frame: Frame): object {
    const { actor } = request;
    // A path that began like `//host` would be another site's address in a link.
    const path = request.url.replace(/\?.*$/s, '').replace(/^[/\\]+/, '/');
    const csrf = () => this.csrf.tokenFor(request, reply);
    return {
      title: frame.title,
      description: frame.description ?? null,
      lang: request.language,
      path,
      url: this.config.publicUrl + path,
      // Only a page that asks for it gives a stranger a cookie.
      get csrf() { return csrf(); },
      flash: this.flash(request, reply),
      account: actor && { name: actor.name, initial: Array.from(actor.name.trim())[0]?.toLocaleUpperCase(request.language) ?? '?', operator: actor.operator, worksForPages: actor.works },
      /** The address that is still to be proved, or null. */
      unproved: actor && !actor.proved ? actor.email : null,
      accent: frame.accent ?? null,
      studio: frame.studio ? { ...frame.studio, role: actor?.workingAs ?? 'owner' } : null,
      languages: LANGUAGES.map((code) => ({ code, name: LANGUAGE_NAMES[code], href: `${path}?language=${code}`, current: code === request.language })),
      demo: this.config.demo,
      // While the demo world lives through its year, its day is not ours.
      past: this.config.demo && this.clock.now() < plusMs(this.clock.system(), -DAY) ? this.clock.now().toISOString() : null,
      reference: request.id,
      noindex: frame.noindex ?? false,
      feed: frame.feed ?? null,
    };
  }

  private flash(request: FastifyRequest, reply: FastifyReply): { text: string } | null {
    const key = this.cookies.read(request, 'flash');
    if (!key) return null;
    this.cookies.clear(reply, 'flash');
    return this.renderer.words.has(`flash.${key}`) ? { text: this.renderer.words.for(request.language)(`flash.${key}`) } : null;
  }
}
