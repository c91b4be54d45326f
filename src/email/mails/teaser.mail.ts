import { Injectable } from '@nestjs/common';
import { DAY, OnEvent, plusMs } from '../../platform/index.js';
import { audienceAt } from '../../access/index.js';
import { PostPublished, Posts } from '../../content/index.js';
import { type Mail, MailOf, type MailSays, type MailSource } from './mail.js';
import { beginning, PostDesk } from './post-desk.service.js';
import { CREATOR, POST, STOP } from './samples.js';

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
  constructor(private readonly desk: PostDesk, private readonly posts: Posts) {}

  @OnEvent(PostPublished)
  async owe({ postId }: PostPublished): Promise<void> {
    const post = await this.posts.byId(postId);
    if (!post?.publishedAt || !post.tease || (await this.posts.marks(post)).adult) return;
    await this.desk.owe('teaser', post, audienceAt(post, plusMs(post.publishedAt, EVER)), null, false);
  }

  /** Whoever may read it by now has no use for its beginning alone. */
  async says(mail: Mail): Promise<MailSays | null> {
    const found = await this.desk.reader(mail);
    if (!found || found.open || found.adult || !found.post.tease) return null;
    return { ...found.says, post: beginning(found.post, found.says.url) };
  }
}
