import { Injectable } from '@nestjs/common';
import { OnEvent, parseDate, plusMs, toText, withoutPictures } from '../../platform/index.js';
import { audienceAt, readAudience } from '../../access/index.js';
import { PostOpened, PostPublished, Posts } from '../../content/index.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { beginning, PostDesk } from './post-desk.service.js';
import { CREATOR, POST, STOP, TIER } from './samples.js';

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
  constructor(private readonly desk: PostDesk, private readonly posts: Posts) {}

  @OnEvent(PostPublished)
  async published({ postId }: PostPublished): Promise<void> {
    const post = await this.posts.byId(postId);
    if (post?.publishedAt) await this.desk.owe('new-post', post, readAudience(post.audience), null, true);
  }

  /** Early access: whom this step lets in, and no step before it did. */
  @OnEvent(PostOpened)
  async opened({ postId, at }: PostOpened): Promise<void> {
    const post = await this.posts.byId(postId);
    const step = parseDate(at);
    if (post?.publishedAt) await this.desk.owe('new-post', post, audienceAt(post, step), audienceAt(post, plusMs(step, -1)), true);
  }

  /** The gate is asked again at the last moment: who lost access since, or stopped these mails, gets none. */
  async says(mail: Mail): Promise<MailSays | null> {
    const found = await this.desk.reader(mail);
    if (!found?.open) return null;
    const { says, post, door, adult } = found;
    // Marked for adults: who has not said to be one learns that it is there, and no more.
    const hushed = adult && !door.viewer.adult && !door.viewer.staff;
    const body = { bodyHtml: withoutPictures(post.bodyHtml), bodyText: toText(post.body) };
    return {
      ...says, tier: door.held().at(-1) ?? null, since: door.viewer.since?.toISOString() ?? null,
      post: { ...beginning(post, says.url), ...(hushed ? HUSHED : body) },
    };
  }
}
