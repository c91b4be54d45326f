import type { DemoPost } from './world.js';

/** What lies on Tamsin's desk: nobody but her team sees it. */
export const DRAFT: Omit<DemoPost, 'age'> = {
  title: 'The crane, first drawing', audience: 'paid',
  standfirst: 'I said that I had not drawn it yet. Now I have drawn it badly, which is the next step.',
  teaser: 'Alwyn drove past that crane for thirty years and says I have given it the wrong shoulders.',
  body: `I went down at four, when the yard shuts, and stood where the bus used to turn. From there it is not a crane at all. It is a person reading a letter.

The drawing has nine lines. Seven are wrong. I am keeping two, and tomorrow I shall go and look for the others.

(Say something about the rust. Is it a colour or a texture? Ask before posting.)`,
};
