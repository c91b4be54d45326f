import { Injectable } from '@nestjs/common';
import { DAY, Database, OnEvent, plusMs, toText, withoutPictures } from '../../platform/index.js';
import { audienceAt, Doors } from '../../access/index.js';
import { PostPublished, Posts } from '../../content/index.js';
import { MailQueue, type Recipient } from '../mail-queue.service.js';
import { Unsubscribes } from '../unsubscribes.service.js';
import { MailDesk } from './mail-desk.service.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { CREATOR, POST, STOP } from './samples.js';

const BATCH = 200;
/** Long after the last step of early access. */
const EVER = 3650 * DAY;

/** How a post begins, to members who may not read on: only where its writer wishes, and never to those whom a later step lets in. */
@Injectable()
@MailOf({
  kind: 'teaser', list: true,
  samples: {
    full: { creator: CREATOR, unsubscribeUrl: STOP, post: { ...POST, bodyHtml: null, bodyText: null } },
    empty: { creator: CREATOR, unsubscribeUrl: STOP, post: { ...POST, standfirst: '', teaserHtml: '', teaserText: '', bodyHtml: null, bodyText: null } },
  },
})
export class TeaserMail implements MailSource {
  constructor(
    private readonly db: Database,
    private readonly queue: MailQueue,
    private readonly desk: MailDesk,
    private readonly doors: Doors,
    private readonly posts: Posts,
    private readonly unsubscribes: Unsubscribes,
  ) {}

  @OnEvent(PostPublished)
  async owe({ postId }: PostPublished): Promise<void> {
    const post = await this.posts.byId(postId);
    if (!post?.publishedAt || !post.tease || (await this.posts.marks(post)).adult) return;
    for (let after: string | null = null; ;) {
      const asked = await this.doors.welcome(post.creatorId, audienceAt(post, plusMs(post.publishedAt, EVER)), null, after, BATCH);
      const recipients = await this.db.sql<Recipient>(
        'mail.recipients', 'select id as "accountId", email as address, language from account where id = any($1)', [asked.filter((one) => !one.open).map((one) => one.accountId)],
      );
      await this.queue.owe('teaser', post.id, recipients, post.creatorId, post.id);
      if (asked.length < BATCH) return;
      after = asked.at(-1)!.accountId;
    }
  }

  /** Whoever may read it by now has no use for its beginning alone. */
  async says(mail: Mail): Promise<MailSays | null> {
    const [account, creator, post] = await Promise.all([this.desk.account(mail, ''), this.desk.creator(mail), this.posts.byId(mail.subject_id)]);
    if (!account || !creator || !post?.publishedAt || !post.tease || !mail.account_id || !mail.creator_id) return null;
    if ((await this.posts.marks(post)).adult || await this.unsubscribes.refused(mail.account_id, mail.creator_id, 'teaser')) return null;
    const door = await this.doors.of(mail.creator_id, { accountId: mail.account_id });
    if (door.ask(door.inForce(post)).open || !door.viewer.follows) return null;
    const url = `${creator.url}/posts/${post.slug}`;
    return {
      ...account, creator, url, unsubscribeUrl: this.unsubscribes.url(mail.account_id, mail.creator_id, 'teaser'),
      post: { title: post.title, standfirst: post.standfirst, teaserHtml: withoutPictures(post.teaserHtml), teaserText: toText(post.teaser), bodyHtml: null, bodyText: null, url, minutes: post.minutes },
    };
  }
}
