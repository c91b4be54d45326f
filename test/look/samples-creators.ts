import type { Sample } from './render.js';

const portrait = { url: '/media/88x88.svg', width: 88, height: 88, alt: '', caption: null, srcset: '/media/88x88.svg 88w' };
const creator = {
  handle: 'ilse', name: 'Ilse Brandt', url: '/@ilse', language: 'en', hue: 30, chroma: 110, portrait, picture: null, standfirst: 'Salt-glazed pots from one kiln.', about: '', aboutHtml: '',
};
const keeper = { name: 'Ilse', initial: 'I', operator: true, worksForPages: true };
const studio = (section: string, path: string) => ({ path, account: keeper, accent: { hue: 30, chroma: 110 }, studio: { handle: 'ilse', name: 'Ilse Brandt', section, portrait }, noindex: true });
// Eighty characters without a place to break.
const endless = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3).slice(0, 80);

const line = (id: string, sentence: string, at = '2026-11-22T17:10:00Z') => ({ id, at, act: 'tierChanged', actor: { id: 'a1', name: 'Ilse' }, subject: 't1', sentence });
const people = [{ id: 'a1', name: 'Ilse' }, { id: 'a2', name: 'Joan' }];
const acts = [{ id: 'tierChanged', name: 'Tier changed' }, { id: 'postPublished', name: 'Post published' }];
const audit = { creator, people, acts, filter: { person: '', act: '' }, olderUrl: null };

/** What the people behind a page see of it. */
export const creatorsSamples: Sample[] = [
  { state: 'full', template: 'team/audit', layout: 'studio', page: studio('settings', '/studio/ilse/team/audit'), view: { ...audit, olderUrl: '/studio/ilse/team/audit?before=1', entries: [line('3', 'Joan published “The night the salt would not take”.'), line('2', 'Ilse changed the tier “Shard”.', '2025-11-20T09:00:00Z'), line('1', `Ilse took the tier “${endless}” off sale.`)] } },
  { state: 'empty', template: 'team/audit', layout: 'studio', page: studio('settings', '/studio/ilse/team/audit'), view: { ...audit, filter: { person: 'a2', act: 'tierChanged' }, entries: [] } },
];
