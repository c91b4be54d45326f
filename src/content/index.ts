export { ContentModule } from './content.module.js';
export { PostOpened, PostPublished } from './events.js';
export { PostDto } from './post.dto.js';
export { Post } from './post.entity.js';
export { Posts } from './posts.service.js';
export { Publishing } from './publishing.service.js';
export { Collections } from './collections/collections.service.js';
export { Media } from './media/media.service.js';
