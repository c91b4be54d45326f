import { Injectable } from '@nestjs/common';
import { Database, OnEvent, parseDate, plusMs, toText, withoutPictures } from '../../platform/index.js';
import { type Audience, audienceAt, Doors, readAudience } from '../../access/index.js';
import { type Post, PostOpened, PostPublished, Posts } from '../../content/index.js';
import { MailQueue, type Recipient } from '../mail-queue.service.js';
import { Unsubscribes } from '../unsubscribes.service.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR, POST, STOP, TIER } from './samples.js';

const BATCH = 200;
const HUSHED = { standfirst: '', teaserHtml: '', teaserText: '', bodyHtml: null, bodyText: null };

/** A new post, to those whom the gate lets in. */
@Injectable()
@MailOf({
  kind: 'new-post', list: true,
  samples: {
    full: { creator: CREATOR, tier: TIER, unsubscribeUrl: STOP, post: POST },
    empty: { creator: CREATOR, unsubscribeUrl: STOP, post: { ...POST, standfirst: '', bodyHtml: null, bodyText: null } },
  },
})
export class NewPostMail implements MailSource {
  constructor(
    private readonly db: Database,
    private readonly queue: MailQueue,
    private readonly desk: MailDesk,
    private readonly doors: Doors,
    private readonly posts: Posts,
    private readonly unsubscribes: Unsubscribes,
  ) {}

  @OnEvent(PostPublished)
  async published({ postId }: PostPublished): Promise<void> {
    const post = await this.posts.byId(postId);
    if (post?.publishedAt) await this.owe(post, readAudience(post.audience), null);
  }

  /** Early access: whom this step lets in, and no step before it did. */
  @OnEvent(PostOpened)
  async opened({ postId, at }: PostOpened): Promise<void> {
    const post = await this.posts.byId(postId);
    const step = parseDate(at);
    if (post?.publishedAt) await this.owe(post, audienceAt(post, step), audienceAt(post, plusMs(step, -1)));
  }

  /** The gate is asked again at the last moment: who lost access since, or stopped these mails, gets none. */
  async says(mail: Mail): Promise<MailSays | null> {
    const [account, creator, post] = await Promise.all([this.desk.account(mail, ''), this.desk.creator(mail), this.posts.byId(mail.subject_id)]);
    if (!account || !creator || !post?.publishedAt || !mail.account_id || !mail.creator_id) return null;
    if (await this.unsubscribes.refused(mail.account_id, mail.creator_id, 'new-post')) return null;
    const door = await this.doors.of(mail.creator_id, { accountId: mail.account_id });
    // Marked for adults: who has not said to be one learns that it is there, and no more.
    const { adult } = await this.posts.marks(post);
    const hushed = adult && !door.viewer.adult && !door.viewer.staff;
    if (!door.ask(door.inForce(post)).open || !door.viewer.follows) return null;
    const url = `${creator.url}/posts/${post.slug}`;
    return {
      ...account, creator, url, tier: door.held().at(-1) ?? null, since: door.viewer.since?.toISOString() ?? null,
      unsubscribeUrl: this.unsubscribes.url(mail.account_id, mail.creator_id, 'new-post'),
      post: {
        title: post.title, ...(hushed ? HUSHED : { standfirst: post.standfirst, teaserHtml: withoutPictures(post.teaserHtml), teaserText: toText(post.teaser), bodyHtml: withoutPictures(post.bodyHtml), bodyText: toText(post.body) }),
        url, minutes: post.minutes,
      },
    };
  }

  /** In batches; running again tells nobody twice. */
  private async owe(post: Post, audience: Audience, already: Audience | null): Promise<void> {
    for (let after: string | null = null; ;) {
      const asked = await this.doors.welcome(post.creatorId, audience, already, after, BATCH);
      const welcome = asked.filter((one) => one.open).map((one) => one.accountId);
      const recipients = await this.db.sql<Recipient>(
        'mail.recipients', 'select id as "accountId", email as address, language from account where id = any($1)', [welcome],
      );
      await this.queue.owe('new-post', post.id, recipients, post.creatorId, post.id);
      if (asked.length < BATCH) return;
      after = asked.at(-1)!.accountId;
    }
  }
}
