import { Injectable } from '@nestjs/common';
import { Database, OnEvent } from '../platform/index.js';
import { Accounts, LinkTokens, PasswordResetRequested, RegistrationRepeated, RegistrationRequested } from '../members/index.js';
import { Doors, readAudience } from '../access/index.js';
import { PaidMembershipStarted } from '../billing/index.js';
import { PostPublished, Posts } from '../content/index.js';
import { MailQueue } from './mail-queue.service.js';

const BATCH = 200;

/** Which event owes whom which mail. No other module knows that mail exists. */
@Injectable()
export class MailEvents {
  constructor(
    private readonly db: Database,
    private readonly queue: MailQueue,
    private readonly tokens: LinkTokens,
    private readonly accounts: Accounts,
    private readonly doors: Doors,
    private readonly posts: Posts,
  ) {}

  @OnEvent(RegistrationRequested)
  async confirm({ tokenId }: RegistrationRequested): Promise<void> {
    const wanted = (await this.tokens.peek(tokenId))?.data;
    if (wanted) await this.queue.owe('confirm', tokenId, [{ accountId: null, address: wanted.email, language: wanted.language }], null, tokenId);
  }

  @OnEvent(RegistrationRepeated)
  async registeredAlready({ accountId, requestId }: RegistrationRepeated): Promise<void> {
    await this.toAccount('registered-already', requestId, accountId, null, accountId);
  }

  @OnEvent(PasswordResetRequested)
  async reset({ tokenId }: PasswordResetRequested): Promise<void> {
    const token = await this.tokens.peek(tokenId);
    if (token?.account_id) await this.toAccount('reset', tokenId, token.account_id, null, tokenId);
  }

  @OnEvent(PaidMembershipStarted)
  async welcome({ accountId, creatorId, tierId, subscriptionId }: PaidMembershipStarted): Promise<void> {
    await this.toAccount('welcome', subscriptionId, accountId, creatorId, tierId);
  }

  /** Tells of a post those whom the gate lets in, in batches; running again tells nobody twice. */
  @OnEvent(PostPublished)
  async newPost({ postId }: PostPublished): Promise<void> {
    const post = await this.posts.byId(postId);
    if (!post?.publishedAt) return;
    const audience = readAudience(post.audience);
    for (let after: string | null = null; ;) {
      const asked = await this.doors.welcome(post.creatorId, audience, after, BATCH);
      const welcome = asked.filter((one) => one.open).map((one) => one.accountId);
      const recipients = await this.db.sql<{ accountId: string; address: string; language: string }>(
        'mail.recipients', 'select id as "accountId", email as address, language from account where id = any($1)', [welcome],
      );
      await this.queue.owe('new-post', postId, recipients, post.creatorId, postId);
      if (asked.length < BATCH) return;
      after = asked.at(-1)!.accountId;
    }
  }

  private async toAccount(kind: 'registered-already' | 'reset' | 'welcome', cause: string, accountId: string, creatorId: string | null, subjectId: string): Promise<void> {
    const account = await this.accounts.byId(accountId);
    if (account) await this.queue.owe(kind, cause, [{ accountId, address: account.email, language: account.language }], creatorId, subjectId);
  }
}
