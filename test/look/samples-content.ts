import type { Sample } from './render.js';

interface World {
  creator: object;
  bareCreator: object;
  rows: object[];
  member: object;
  stranger: object;
  editing: object;
  studio: (section: string, path: string) => Record<string, unknown>;
}

/** Pages around posts: shelves, history, collections. */
export const contentSamples = ({ creator, bareCreator, rows, member, stranger, editing, studio }: World): Sample[] => {
  const shelf = { kind: 'tag', title: 'Salt glaze', about: '', url: '/@ilse/tags/salt-glaze' };
  const versions = [
    { id: 'v3', savedAt: '2026-11-21T21:15:00Z', title: 'The night the salt would not take', aside: false, authorName: 'Ilse', characters: 4120, url: '/studio/ilse/posts/p1/versions/v3', current: true },
    { id: 'v2', savedAt: '2026-11-21T21:14:00Z', title: 'The night', aside: true, authorName: 'Noor', characters: 3990, url: '/studio/ilse/posts/p1/versions/v2', current: false },
    { id: 'v1', savedAt: '2026-11-20T09:00:00Z', title: '', aside: false, authorName: null, characters: 1, url: '/studio/ilse/posts/p1/versions/v1', current: false },
  ];
  const words = { standfirst: 'Two shelves fell.', teaser: 'Salt.', body: 'A ring.', teaserHtml: '<p>Salt goes in.</p>', bodyHtml: '<p>A ring is a coil.</p>' };
  const collection = { id: 'c1', slug: 'the-kiln', title: 'The kiln, from the beginning', about: 'In the order it was built.', version: 2, url: '/@ilse/collections/the-kiln', editUrl: '/studio/ilse/collections/c1' };
  const kept = rows.slice(0, 3).map((row, at) => ({ ...row, published: at !== 1, first: at === 0, last: at === 2 }));
  const reasons = ['illegal', 'harm', 'rights', 'adult', 'spam', 'other'];
  const report = { id: 'r1', title: 'The night the salt would not take', url: '/@ilse/posts/post-1', creator: { name: 'Ilse Brandt', url: '/@ilse' }, reason: 'rights', words: 'That is my photograph.', at: '2026-11-20T09:00:00Z', reporter: 'Ada', resolvedAt: null, outcome: null, note: '' };
  const feed = { creator, publicUrl: 'https://thousand.example/@ilse/feed.xml' };
  return [
    { state: 'ask', template: 'content/adult', layout: 'page', page: { path: '/@ilse/adult' }, view: { creator, next: '/@ilse/posts/post-1' } },
    { state: 'ask', template: 'content/report', layout: 'page', page: { path: '/@ilse/posts/post-1/reports' }, view: { creator, post: { title: 'The night the salt would not take', url: '/@ilse/posts/post-1' }, reasons } },
    { state: 'wrong', template: 'content/report', layout: 'page', page: { path: '/@ilse/posts/post-1/reports', account: { name: 'Ada', initial: 'A', operator: false, worksForPages: false } }, form: { values: { words: 'It is mine.' }, errors: { reason: 'Choose one of those on offer.' }, summary: ['Choose one of those on offer.'], note: null }, view: { creator, post: { title: 'The night', url: '/@ilse/posts/post-1' }, reasons } },
    { state: 'full', template: 'operator/reports', layout: 'page', page: { path: '/operator/reports' }, view: { open: [report, { ...report, id: 'r2', url: null, words: '', reporter: null, reason: 'spam' }], resolved: [{ ...report, id: 'r3', resolvedAt: '2026-11-21T09:00:00Z', outcome: 'talked', note: 'They credited it.' }], outcomes: ['nothing', 'talked', 'removed'] } },
    { state: 'empty', template: 'operator/reports', layout: 'page', page: { path: '/operator/reports' }, view: { open: [], resolved: [], outcomes: [] } },
    { state: 'none', template: 'content/feed', layout: 'page', page: { path: '/@ilse/membership/feed' }, view: { ...feed, feed: null } },
    { state: 'own', template: 'content/feed', layout: 'page', page: { path: '/@ilse/membership/feed' }, view: { ...feed, feed: { url: `https://thousand.example/@ilse/feed/${'a'.repeat(43)}.xml`, since: '2026-11-20T09:00:00Z' } } },
    { state: 'hidden', template: 'content/feed', layout: 'page', page: { path: '/@ilse/membership/feed' }, view: { ...feed, feed: { url: null, since: '2026-11-20T09:00:00Z' } } },
    { state: 'tag', template: 'content/shelf', layout: 'page', page: { path: '/@ilse/tags/salt-glaze' }, view: { creator, standing: member, posts: rows, older: '/@ilse/tags/salt-glaze?before=x', shelf } },
    { state: 'collection', template: 'content/shelf', layout: 'page', page: { path: '/@ilse/collections/a' }, view: { creator, standing: stranger, posts: rows, older: '/@ilse/collections/a?page=2', shelf: { ...shelf, kind: 'collection', title: 'The kiln', about: 'In the order it was built.' } } },
    { state: 'empty', template: 'content/shelf', layout: 'page', page: { path: '/@nuno/collections/a' }, view: { creator: bareCreator, standing: stranger, posts: [], older: null, shelf: { ...shelf, kind: 'collection' } } },
    { state: 'full', template: 'content/versions', layout: 'studio', page: studio('posts', '/studio/ilse/posts/p1/versions'), view: { creator, post: editing, versions } },
    { state: 'aside', template: 'content/version', layout: 'studio', page: studio('posts', '/studio/ilse/posts/p1/versions/v2'), view: { creator, post: editing, version: { ...versions[1], ...words } } },
    { state: 'current', template: 'content/version', layout: 'studio', page: studio('posts', '/studio/ilse/posts/p1/versions/v3'), view: { creator, post: editing, version: { ...versions[0], ...words, title: '', standfirst: '', authorName: null } } },
    { state: 'full', template: 'studio/collections', layout: 'studio', page: studio('posts', '/studio/ilse/collections'), view: { creator, collections: [{ ...collection, count: 7 }, { ...collection, id: 'c2', title: 'Letters', count: 0 }] } },
    { state: 'empty', template: 'studio/collections', layout: 'studio', page: studio('posts', '/studio/ilse/collections'), view: { creator, collections: [] } },
    { state: 'full', template: 'studio/collection', layout: 'studio', page: studio('posts', '/studio/ilse/collections/c1'), view: { creator, collection, posts: kept, others: [{ id: 'p9', title: 'Forty shelves' }, { id: 'p10', title: '' }] } },
    { state: 'empty', template: 'studio/collection', layout: 'studio', page: studio('posts', '/studio/ilse/collections/c1'), view: { creator, collection: { ...collection, about: '' }, posts: [], others: [] } },
  ];
};
