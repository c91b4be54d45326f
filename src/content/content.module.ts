import { Module } from '@nestjs/common';
import { registerEntities } from '../platform/index.js';
import { AccessModule } from '../access/index.js';
import { MembersModule } from '../members/index.js';
import { TiersModule } from '../tiers/index.js';
import { AdultController } from './adult/adult.controller.js';
import { Audiences } from './audiences.service.js';
import { ContentData } from './content-data.part.js';
import { Collection, CollectionPost } from './collections/collection.entity.js';
import { Collections } from './collections/collections.service.js';
import { StudioCollectionsController } from './collections/studio-collections.controller.js';
import { Editor } from './editor.service.js';
import { FeedKeyController } from './feeds/feed-key.controller.js';
import { FeedKey, FeedReader } from './feeds/feed-key.entity.js';
import { FeedKeys } from './feeds/feed-keys.service.js';
import { FeedsController } from './feeds/feeds.controller.js';
import { Feeds } from './feeds/feeds.service.js';
import { GuardedPosts } from './guarded-posts.service.js';
import { HistoryController } from './history/history.controller.js';
import { History } from './history/history.service.js';
import { PostVersion } from './history/post-version.entity.js';
import { MediaController } from './media/media.controller.js';
import { Media } from './media/media.service.js';
import { PostPicture } from './media/post-picture.entity.js';
import { StudioMediaController } from './media/studio-media.controller.js';
import { Numbers } from './numbers.service.js';
import { PagesController } from './pages.controller.js';
import { Post } from './post.entity.js';
import { PostSlug } from './post-slug.entity.js';
import { Posts } from './posts.service.js';
import { PreviewController } from './preview.controller.js';
import { Publishing } from './publishing.service.js';
import { ReaderPages } from './reader-pages.service.js';
import { ReadingStory } from './reading-story.part.js';
import { Reading } from './reading.query.js';
import { StartController } from './start.controller.js';
import { OperatorReportsController } from './reports/operator-reports.controller.js';
import { Report } from './reports/report.entity.js';
import { ReportsController } from './reports/reports.controller.js';
import { Reports } from './reports/reports.service.js';
import { ShelvesController } from './shelves.controller.js';
import { StudioPostsController } from './studio-posts.controller.js';

registerEntities(Post, PostPicture, PostVersion, PostSlug, Collection, CollectionPost, FeedKey, FeedReader, Report);

@Module({
  imports: [MembersModule, TiersModule, AccessModule],
  controllers: [
    PagesController, StartController, ShelvesController, PreviewController, StudioPostsController, StudioCollectionsController, HistoryController, StudioMediaController, MediaController,
    FeedsController, FeedKeyController, AdultController, ReportsController, OperatorReportsController,
  ],
  providers: [ContentData, Numbers, ReadingStory, GuardedPosts, Posts, Publishing, Audiences, Editor, Media, History, Collections, Reading, ReaderPages, FeedKeys, Feeds, Reports],
  exports: [Collections, Media, Publishing, Posts],
})
export class ContentModule {}
