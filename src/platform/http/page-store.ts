import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { parseDate } from '../clock/clock.js';
import { Notices } from '../database/notices.js';
import { languageOf } from '../words/words.js';
import { isUnchanged } from './unchanged.js';
import { wantsJson } from './wants-json.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set while this answer may be kept for the next stranger. */
    storable?: { key: string; handle: string; turn: number };
  }
}

interface Stored {
  handle: string;
  body: Buffer;
  etag: string;
  headers: Record<string, string>;
}

/** A day's readers of a busy page fit many times over; what is over is forgotten, longest unread first. */
const MOST_PAGES = 2000;
const MOST_BYTES = 32 * 1024 * 1024;
/** What opens by the hour alone, and counts, are no older than this. */
const LIFE_MS = 20_000;

/** Where pages are worked on. */
const STUDIO = /^\/studio(?:\/([\w-]{1,30}))?(?:[/?]|$)/;
/** The pages that strangers read: discovery, and what stands below a handle, but for what is one person's own, and what counts places as they are sold. */
const PUBLIC = /^\/(?:@([\w-]{1,30})(?!\/(?:feed|checkout|membership|join)(?:[/?]|$))(?:\/.*)?)?$/;
const KEPT = ['content-type', 'vary', 'cache-control', 'etag', 'last-modified', 'link', 'x-robots-tag'];

/**
 * The same page, rendered once for all strangers. In front of everything else: it asks neither database nor gate, so it
 * keeps only what was answered to somebody with no cookie and no token, and forgets a page the moment that it changes:
 * each change is told by the database as it commits. While nobody listens, nothing is kept. Whoever changes a page through
 * this process finds it changed with the answer, which may be there before the database's word is.
 */
@Injectable()
export class PageStore {
  private readonly pages = new LRUCache<string, Stored>({ max: MOST_PAGES, maxSize: MOST_BYTES, sizeCalculation: (page) => page.body.length + 1, ttl: LIFE_MS });
  /** Counts changes: what began to be rendered before one is not kept after it. */
  private turn = 0;
  private readonly changed = new Map<string, number>();
  private forgotten = 0;
  private listening = false;

  constructor(notices: Notices) {
    notices.on('page_changed', (handle) => this.forget(handle));
    notices.onGap(() => this.forgetAll(true));
    notices.onDrop(() => this.forgetAll(false));
  }

  /** How many pages are kept. */
  get size(): number {
    return this.pages.size;
  }

  /** Answers from the store. @returns whether it did */
  serve(request: FastifyRequest, reply: FastifyReply): boolean {
    const { cookie, authorization } = request.headers;
    if (!this.listening || (request.method !== 'GET' && request.method !== 'HEAD') || cookie !== undefined || authorization !== undefined) return false;
    const path = PUBLIC.exec(request.url);
    if (!path) return false;
    const key = `${wantsJson(request.headers.accept) ? 'json' : 'page'} ${languageOf(request.headers['accept-language'])} ${request.url}`;
    const found = this.pages.get(key);
    if (!found) {
      if (request.method === 'GET') request.storable = { key, handle: path[1]?.toLowerCase() ?? '', turn: this.turn };
      return false;
    }
    void reply.headers(found.headers);
    const changedAt = found.headers['last-modified'] ?? null;
    if (isUnchanged(request.headers, found.etag, changedAt ? parseDate(changedAt) : null)) void reply.status(304).send();
    else void reply.header('content-length', found.body.length).send(request.method === 'HEAD' ? '' : found.body);
    return true;
  }

  /** Before the answer to a write of the studio leaves: forgets the page it was about. */
  forgetWritten(request: FastifyRequest): void {
    const written = request.method === 'POST' ? STUDIO.exec(request.url) : null;
    if (written) this.forget(written[1]?.toLowerCase() ?? '');
  }

  /** Keeps an answer that was given to a stranger, unless it is theirs alone or has become untrue meanwhile. */
  keep(request: FastifyRequest, reply: FastifyReply, payload: unknown): void {
    const { storable } = request;
    if (!storable || reply.statusCode !== 200 || typeof payload !== 'string' || reply.hasHeader('set-cookie') || request.actor) return;
    if (/private|no-store/.test(String(reply.getHeader('cache-control') ?? ''))) return;
    const body = Buffer.from(payload);
    if (!reply.hasHeader('etag')) void reply.header('etag', `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`);
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'public, no-cache');
    if (Math.max(this.forgotten, this.changed.get(storable.handle) ?? 0) > storable.turn) return;
    const headers = Object.fromEntries(KEPT.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])));
    this.pages.set(storable.key, { handle: storable.handle, body, etag: headers.etag!, headers });
  }

  private forget(handle: string): void {
    this.turn++;
    // Discovery shows every page.
    for (const one of [handle, '']) this.changed.set(one, this.turn);
    for (const [key, page] of this.pages.entries()) if (page.handle === handle || page.handle === '') this.pages.delete(key);
    if (this.changed.size > MOST_PAGES) this.forgetAll(this.listening);
  }

  private forgetAll(listening: boolean): void {
    this.turn++;
    this.forgotten = this.turn;
    this.changed.clear();
    this.pages.clear();
    this.listening = listening;
  }
}
