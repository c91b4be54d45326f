import type { TestApp } from '../app.js';
import { type Client, expectStatus } from '../client.js';
import { print, upload } from './world-pages.js';
import { RIGHT_TO_LEFT } from './world-names.js';

const BODY = `It is not a dark grey. It is the grey of a mussel shell on the side that the water keeps.

## What went wrong first

Eleven pulls, and [the notes to each](https://example.org/notes):

- too much oil
- too little patience

> A plate tells you when it has had enough.

![](picture:1)

    ink 7, oil 2, and a palette knife that is longer than any telephone in anybody's pocket is wide
`;
const WORDS = { standfirst: 'A plate, a tide, and what the ink said about it.', teaser: 'I mixed it on Tuesday, and by Wednesday it had turned.', body: BODY, tags: 'kiln, ink' };

interface Post { id: string; url: string }

/** A post in every state and for every kind of reader, some with pictures. */
export async function buildPosts(test: TestApp, owner: Client, tiers: { paid: string; top: string }) {
  const save = async (title: string, more: object, path = 'posts'): Promise<Post> => expectStatus(await owner.post(`/studio/tamsin/${path}`, { ...WORDS, title, audience: 'public', ...more }), 201).json;
  const publish = async (title: string, more: object, picture?: { from: string; open?: string }) => {
    const post = await save(title, more);
    if (picture) {
      const { from, ...open } = picture;
      await upload(test, owner, `/studio/tamsin/posts/${post.id}/pictures`, await print(from), { alt: 'A print in four inks.', caption: 'The eleventh pull.', cover: '1', ...open });
    }
    expectStatus(await owner.post(`/studio/tamsin/posts/${post.id}/publication`, { ...WORDS, title, audience: 'public', ...more }), 200);
    return post;
  };
  const gone = await publish('Taken back', {});
  expectStatus(await owner.post(`/studio/tamsin/posts/${gone.id}/publication/undo`), 200);
  return {
    gone,
    rtl: await publish('ملاحظات عن الحبر والماء', { standfirst: RIGHT_TO_LEFT, audience: 'followers' }),
    named: await publish('For two people', { audience: '', named: 'Joan' }),
    early: await publish('The plate itself, before anyone', { audience: `only:${tiers.top}`, step1Days: 7, step1For: `tier:${tiers.paid}`, step2Days: 30, step2For: 'public' }, { from: 'linh' }),
    closed: await publish('The grey that took eleven pulls', { audience: 'paid' }, { from: 'tamsin' }),
    open: await publish('How to read a tide table', {}, { from: 'nico', open: '1' }),
    draft: await save('Not yet', { body: 'One line.' }),
    scheduled: await save('In the morning', { publishOn: '2099-12-05', publishAt: '09:00' }, 'posts?schedule=1'),
  };
}
