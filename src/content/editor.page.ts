import type { Translate } from '../platform/index.js';
import { type CreatorView, studioFrame } from '../members/index.js';

/** The page that a post is written on, for each controller whose forms stand there. */
export const editorPage = {
  template: 'studio/post', layout: 'studio' as const,
  frame: (view: { creator: CreatorView }, t: Translate) => studioFrame(view, 'posts', t('studio.postsTitle')),
};
