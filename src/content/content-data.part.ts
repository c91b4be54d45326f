import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../platform/index.js';
import { PersonalData, type PersonalPart } from '../members/index.js';

/** An id that is nobody's: stands in lists of named readers where somebody was who has left for good. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** What somebody wrote for pages they work on, and posts that are for them by name. */
@Injectable()
export class ContentData implements PersonalPart, OnModuleInit {
  readonly name = 'content';

  constructor(private readonly data: PersonalData, private readonly db: Database) {}

  onModuleInit(): void {
    this.data.register(this);
  }

  async export(accountId: string): Promise<object> {
    const posts = await this.db.sql(
      'contentData.posts',
      `select c.handle as creator, p.slug, p.title, p.standfirst, p.teaser, p.body, p.created_at as "createdAt", p.updated_at as "updatedAt", p.published_at as "publishedAt"
       from post p join creator c on c.id = p.creator_id where p.author_id = $1 order by p.created_at, p.id`,
      [accountId],
    );
    const versions = await this.db.sql(
      'contentData.versions',
      `select c.handle as creator, p.slug, v.saved_at as "savedAt", v.title, v.standfirst, v.teaser, v.body, v.aside
       from post_version v join post p on p.id = v.post_id join creator c on c.id = p.creator_id where v.author_id = $1 order by v.saved_at, v.id`,
      [accountId],
    );
    const feeds = await this.db.sql(
      'contentData.feeds', 'select c.handle as creator, f.created_at as "createdAt" from feed_key f join creator c on c.id = f.creator_id where f.account_id = $1 order by f.created_at', [accountId],
    );
    const reports = await this.db.sql(
      'contentData.reports', 'select title, reason, words, created_at as "createdAt" from post_report where reporter_id = $1 order by created_at', [accountId],
    );
    return { posts, versions, feeds, reports };
  }

  /** The words stay with the page they were written for; who wrote them is forgotten. */
  async erase(accountId: string): Promise<void> {
    await this.db.inTransaction(async () => {
      await this.db.sql('contentData.eraseAuthor', 'update post set author_id = null where author_id = $1', [accountId]);
      await this.db.sql('contentData.eraseVersions', 'update post_version set author_id = null where author_id = $1', [accountId]);
      await this.db.sql('contentData.eraseFeeds', 'delete from feed_key where account_id = $1', [accountId]);
      await this.db.sql('contentData.eraseReports', "update post_report set reporter_id = null, words = '' where reporter_id = $1", [accountId]);
      await this.db.sql('contentData.eraseConsent', 'delete from adult_consent where account_id = $1', [accountId]);
      await this.rename(accountId, NOBODY);
    });
  }

  async adopt(from: string, to: string): Promise<void> {
    await this.db.sql('contentData.adoptPosts', 'update post set author_id = $2 where author_id = $1', [from, to]);
    await this.db.sql('contentData.adoptVersions', 'update post_version set author_id = $2 where author_id = $1', [from, to]);
    await this.db.sql('contentData.adoptReports', 'update post_report set reporter_id = $2 where reporter_id = $1', [from, to]);
    await this.rename(from, to);
  }

  /** Puts one id in place of another wherever a post names its readers. */
  private async rename(from: string, to: string): Promise<void> {
    await this.db.sql(
      'contentData.rename',
      `update post set audience = replace(audience::text, $1, $2)::jsonb, steps = replace(steps::text, $1, $2)::jsonb
       where strpos(audience::text, $1) > 0 or strpos(steps::text, $1) > 0`,
      [from, to],
    );
  }
}
