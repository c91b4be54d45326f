import { createHash } from 'node:crypto';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUnchanged, NotFound } from '../../platform/index.js';
import { Creators } from '../../members/index.js';
import { FeedKeys } from './feed-keys.service.js';
import { Feeds } from './feeds.service.js';

/** What feed readers and podcast clients fetch. Who is signed in does not matter here: a feed is public, or its owner's by its address. */
@Controller('@:handle')
export class FeedsController {
  constructor(private readonly creators: Creators, private readonly feeds: Feeds, private readonly keys: FeedKeys) {}

  @Get('feed.xml')
  async public(@Param('handle') handle: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const creator = await this.creators.byHandle(handle);
    const { body, changedAt } = await this.feeds.public(creator);
    const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    void reply.headers({ 'etag': etag, 'cache-control': 'public, no-cache', ...(changedAt && { 'last-modified': changedAt.toUTCString() }) });
    if (isUnchanged(request.headers, etag, changedAt)) {
      await reply.status(304).send();
      return;
    }
    await reply.type('application/rss+xml; charset=utf-8').send(body);
  }

  @Get('feed/:token.xml')
  async own(@Param('handle') handle: string, @Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const creator = await this.creators.byHandle(handle);
    const key = await this.keys.byToken(token);
    if (key?.creatorId !== creator.id) throw new NotFound();
    await this.keys.readFrom(key, request.ip);
    const { body } = await this.feeds.own(creator, key);
    await reply.headers({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' }).type('application/rss+xml; charset=utf-8').send(body);
  }
}
