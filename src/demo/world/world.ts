/** A creator of the demo world: everything here was written for this project. */
export interface DemoCreator {
  owner: { name: string; email: string };
  handle: string;
  /** When the page was opened, in days before today. */
  opens: number;
  name: string;
  language: 'en' | 'it';
  hue: number;
  chroma: number;
  standfirst: string;
  about: string;
  picture: { alt: string; caption: string };
  portrait: { alt: string };
  free: { name: string; description: string; benefits: string[] };
  paid: DemoTier[];
  posts: DemoPost[];
  /** A collection, by the titles of its posts, and the post that is pinned. */
  shelf: { title: string; about: string; posts: string[]; pinned: string };
}

export interface DemoTier {
  name: string;
  description: string;
  benefits: string[];
  welcome: string;
  price: string;
  /** What a year costs, where it can be had by the year. */
  yearly?: string;
  currency: string;
  /** Only for those who asked and were let in. */
  onRequest?: 'yes';
}

export interface DemoPost {
  title: string;
  standfirst: string;
  teaser: string;
  body: string;
  /** `tier 1` is the lowest paid tier. */
  audience: 'public' | 'followers' | 'paid' | 'tier 2';
  tags?: string[];
  /** Days before today. */
  age: number;
}
