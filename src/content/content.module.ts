import { Module } from '@nestjs/common';
import { registerEntities } from '../platform/index.js';
import { AccessModule } from '../access/index.js';
import { MembersModule } from '../members/index.js';
import { TiersModule } from '../tiers/index.js';
import { Audiences } from './audiences.service.js';
import { ContentData } from './content-data.part.js';
import { Editor } from './editor.service.js';
import { GuardedPosts } from './guarded-posts.service.js';
import { MediaController } from './media/media.controller.js';
import { Media } from './media/media.service.js';
import { PostPicture } from './media/post-picture.entity.js';
import { StudioMediaController } from './media/studio-media.controller.js';
import { Numbers } from './numbers.service.js';
import { PagesController } from './pages.controller.js';
import { Post } from './post.entity.js';
import { Posts } from './posts.service.js';
import { Publishing } from './publishing.service.js';
import { Reading } from './reading.query.js';
import { StartController } from './start.controller.js';
import { StudioPostsController } from './studio-posts.controller.js';

registerEntities(Post, PostPicture);

@Module({
  imports: [MembersModule, TiersModule, AccessModule],
  controllers: [PagesController, StartController, StudioPostsController, StudioMediaController, MediaController],
  providers: [ContentData, Numbers, GuardedPosts, Posts, Publishing, Audiences, Editor, Media, Reading],
  exports: [Posts],
})
export class ContentModule {}
