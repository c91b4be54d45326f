import { Injectable } from '@nestjs/common';
import { Database, toText, withoutPictures } from '../../platform/index.js';
import { type Audience, Doors } from '../../access/index.js';
import { type Post, Posts } from '../../content/index.js';
import { MailQueue, type Recipient } from '../mail-queue.service.js';
import { Unsubscribes } from '../unsubscribes.service.js';
import { MailDesk } from './mail-desk.service.js';
import type { Mail, MailSays } from './mail.js';

const BATCH = 200;

/** What mails about posts have in common: who is owed one, and whom it finds when it is sent. */
@Injectable()
export class PostDesk {
  constructor(
    private readonly db: Database,
    private readonly queue: MailQueue,
    private readonly desk: MailDesk,
    private readonly doors: Doors,
    private readonly posts: Posts,
    private readonly unsubscribes: Unsubscribes,
  ) {}

  /**
   * Owes a mail to the members whom the gate lets in, or to those whom it does not; in batches, and again tells nobody twice.
   * @param already who was let in before and is left out; null where nobody was
   */
  async owe(kind: string, post: Post, audience: Audience, already: Audience | null, open: boolean): Promise<void> {
    for (let after: string | null = null; ;) {
      const asked = await this.doors.welcome(post.creatorId, audience, already, after, BATCH);
      const recipients = await this.db.sql<Recipient>(
        'mail.recipients', 'select id as "accountId", email as address, language from account where id = any($1)',
        [asked.filter((one) => one.open === open).map((one) => one.accountId)],
      );
      await this.queue.owe(kind, post.id, recipients, post.creatorId, post.id);
      if (asked.length < BATCH) return;
      after = asked.at(-1)!.accountId;
    }
  }

  /**
   * A member, the post, and what the gate says now: who lost access since, or stopped these mails, gets none.
   * @returns null when the post is gone from the page, or the member has left or stopped mails of this kind
   */
  async reader(mail: Mail) {
    const [account, creator, post] = await Promise.all([this.desk.account(mail, ''), this.desk.creator(mail), this.posts.byId(mail.subject_id)]);
    if (!account || !creator || !post?.publishedAt || !mail.account_id || !mail.creator_id) return null;
    if (await this.unsubscribes.refused(mail.account_id, mail.creator_id, mail.kind)) return null;
    const door = await this.doors.of(mail.creator_id, { accountId: mail.account_id });
    if (!door.viewer.follows) return null;
    const { adult } = await this.posts.marks(post);
    const url = `${creator.url}/posts/${post.slug}`;
    const says: MailSays = { ...account, creator, url, unsubscribeUrl: this.unsubscribes.url(mail.account_id, mail.creator_id, mail.kind) };
    return { says, post, door, adult, open: door.ask(door.inForce(post)).open };
  }
}

/** What anyone may read of a post, as a mail shows it: pictures stay on the page. */
export function beginning(post: Post, url: string) {
  return {
    title: post.title, standfirst: post.standfirst, teaserHtml: withoutPictures(post.teaserHtml), teaserText: toText(post.teaser), bodyHtml: null, bodyText: null, url,
    minutes: post.minutes,
  };
}
