import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, Clock, Config, Cookies, Database, Forbidden, NotFound, Storage, Who } from '../../platform/index.js';
import { isReadable } from '../../members/index.js';
import { Doors } from '../../access/index.js';
import { isHushed } from '../post.view.js';
import { FeedKeys } from '../feeds/feed-keys.service.js';
import { mediaKey } from './media.service.js';
import { rangeOf } from './range.js';

interface Row {
  creatorId: string;
  audience: unknown;
  steps: unknown;
  published: boolean;
  open: boolean;
  adult: boolean;
  closedAt: Date | null;
  readableUntil: Date | null;
}

/** The pictures of posts. Their ids cannot be guessed, and the gate of the post is asked all the same, on every request. */
@Controller('media/posts')
export class MediaController {
  private readonly cookies: Cookies;

  constructor(
    private readonly db: Database, private readonly doors: Doors, private readonly storage: Storage, private readonly clock: Clock, private readonly keys: FeedKeys,
    config: Config,
  ) {
    this.cookies = new Cookies(config);
  }

  @Get(':id/:file')
  async show(@Who() actor: Actor | null, @Param('id') id: string, @Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const name = /^(\d{1,4}|blur)\.webp$/.exec(file)?.[1];
    if (!name || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new NotFound();
    const { feed, sig } = request.query as Record<string, unknown>;
    const key = feed !== undefined || sig !== undefined ? await this.keys.ofLink(`/media/posts/${id}/${file}`, request.query as Record<string, unknown>) : null;
    if (!key && (feed !== undefined || sig !== undefined)) throw new Forbidden('bad_link');
    const seen = await this.seen(id, name, key ?? actor, this.cookies.read(request, 'adult') === 'yes');
    if (!seen) throw new NotFound();
    await this.send(mediaKey(id, name), seen === 'anyone', request, reply);
  }

  /** Who may see this copy: anyone, this person at least, or not even they. */
  private async seen(id: string, name: string, actor: Pick<Actor, 'accountId'> | null, adult: boolean): Promise<'anyone' | 'you' | null> {
    const [row] = await this.db.sql<Row>(
      'media.row',
      `select p.creator_id as "creatorId", p.audience, p.steps, p.published_at is not null as published, q.open, p.adult or c.adult as adult,
         c.closed_at as "closedAt", c.readable_until as "readableUntil"
       from post_picture q join post p on p.id = q.post_id join creator c on c.id = p.creator_id where q.id = $1`,
      [id],
    );
    if (!row) return null;
    const shown = row.published && isReadable(row, this.clock.now());
    const free = name === 'blur' || row.open;
    if (shown && free && !row.adult) return 'anyone';
    const door = await this.doors.of(row.creatorId, actor, adult);
    if (!shown) return door.viewer.staff ? 'you' : null;
    const decision = door.decide(row);
    if (row.adult) return decision.open || (free && !isHushed(decision)) ? 'you' : null;
    return decision.open ? (decision.reason === 'public' ? 'anyone' : 'you') : null;
  }

  private async send(key: string, shared: boolean, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    let range: ReturnType<typeof rangeOf> = null;
    const found = await this.storage.open(key, (size) => {
      range = rangeOf(request.headers.range, size);
      return range === 'none' ? null : range;
    });
    if (!found) throw new NotFound();
    const part = range as ReturnType<typeof rangeOf>;
    void reply.headers({
      'content-type': 'image/webp', 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff', 'content-security-policy': 'sandbox',
      'cross-origin-resource-policy': shared ? 'cross-origin' : 'same-origin',
      // Short where it is shared, too: a post may be closed again, and then its pictures are.
      'cache-control': shared ? 'public, max-age=300' : 'private, no-store', ...(!shared && { vary: 'Cookie, Authorization' }),
    });
    if (part === 'none') {
      found.stream.destroy();
      await reply.status(416).header('content-range', `bytes */${found.size}`).send('');
      return;
    }
    if (part) void reply.status(206).header('content-range', `bytes ${part.start}-${part.end}/${found.size}`);
    await reply.header('content-length', part ? part.end - part.start + 1 : found.size).send(found.stream);
  }
}
