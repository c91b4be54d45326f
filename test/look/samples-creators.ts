import type { Sample } from './render.js';

const portrait = { url: '/media/88x88.svg', width: 88, height: 88, alt: '', caption: null, srcset: '/media/88x88.svg 88w' };
export const creator = {
  handle: 'ilse', name: 'Ilse Brandt', url: '/@ilse', language: 'en', hue: 30, chroma: 110, portrait, picture: null, standfirst: 'Salt-glazed pots from one kiln.', about: '', aboutHtml: '',
};
const keeper = { name: 'Ilse', initial: 'I', operator: true, worksForPages: true };
const studio = (section: string, path: string) => ({ path, account: keeper, accent: { hue: 30, chroma: 110 }, studio: { handle: 'ilse', name: 'Ilse Brandt', section, portrait }, noindex: true });
const asRole = (role: string, page: ReturnType<typeof studio>) => ({ ...page, studio: { ...page.studio, role } });
// Eighty characters without a place to break.
const endless = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3).slice(0, 80);

const line = (id: string, sentence: string, at = '2026-11-22T17:10:00Z') => ({ id, at, act: 'tierChanged', actor: { id: 'a1', name: 'Ilse' }, subject: 't1', sentence });
const people = [{ id: 'a1', name: 'Ilse' }, { id: 'a2', name: 'Joan' }];
const acts = [{ id: 'tierChanged', name: 'Tier changed' }, { id: 'postPublished', name: 'Post published' }];
const audit = { creator, people, acts, filter: { person: '', act: '' }, olderUrl: null };

const teamMember = (id: string, name: string, role: string, more: object = {}) => ({ id, name, role, since: '2026-03-03T10:00:00Z', you: false, email: `${id}@example.org`, ...more });
const team = { creator, mine: 'owner', owner: true, invitations: [] as object[], members: [teamMember('a1', 'Ilse', 'owner', { you: true })] };
const invitation = { usable: true, creator: { ...creator }, role: 'editor', from: 'Ilse', expiresAt: '2026-11-29T10:00:00Z', standing: 'invited', here: '/invitations/abc' };
const steps = (done: number) => ({ creator, address: 'https://thousand.example/@ilse', open: 5 - done, ended: false, steps: ['words', 'accent', 'price', 'post', 'share'].map((step, n) => ({ step, done: n < done, url: '/studio/ilse/settings' })) });
const closing = { creator, paying: 12, following: 300, firstDay: '2026-11-22', lastDay: '2027-11-23', closed: null };
const person = (id: string, name: string, more: object = {}) => ({ id, name, email: 'ruth@example.org', since: '2026-03-03T10:00:00Z', endedAt: null, status: 'paid', tiers: ['Bystanders', 'Shard'], complimentaryUntil: null, url: `/studio/ilse/members/${id}`, price: { amount: 500, currency: 'EUR' }, paidUntil: '2026-12-03T10:00:00Z', nextCharge: '2026-12-03T10:00:00Z', troubleSince: null, openUntil: null, ...more });
const members = { creator, total: 318, owner: true, asking: null as number | null, tiers: [{ id: 't0', name: 'Bystanders' }, { id: 't1', name: 'Shard' }], filter: { q: '', status: 'all', tier: '', sort: 'newest' }, filtered: false, narrowed: false, nextUrl: null };
const given = (id: string, tier: string, reason: string, more: object = {}) => ({ id, tier, reason, from: '2026-03-03T10:00:00Z', until: null, live: true, note: null, givenBy: null, withdrawable: false, ...more });
const sheet = {
  creator, owner: true, member: person('m1', 'Ruth Calder'), coming: null, tiers: [{ id: 't1', name: 'Shard' }], firstDay: '2026-11-22', lastDay: '2031-11-22',
  grants: [given('g1', 'Bystanders', 'follow'), given('g2', 'Shard', 'membership', { until: '2026-12-05T10:00:00Z' }), given('g3', 'Pot', 'complimentary', { until: '2027-01-31T23:00:00Z', note: 'For the bricks you carried.', givenBy: 'Ilse', withdrawable: true }), given('g4', 'Pot', 'complimentary', { until: '2026-05-31T23:00:00Z', live: false })],
  story: [{ at: '2026-11-21T10:00:00Z', kind: 'read', sentence: 'Read “The night the salt would not take”.' }, { at: '2026-11-20T10:00:00Z', kind: 'mailPost', sentence: 'Got a mail: “A letter before firing 42”.' }, { at: '2026-03-03T10:00:00Z', kind: 'joined', sentence: 'Began to follow.' }],
};
const asked = { id: 'r1', name: 'Moths', handle: 'noor', why: 'I draw one moth a night, and write down where it sat.', askedAt: '2026-11-20T10:00:00Z', person: { name: 'Noor Haddad', email: 'noor@example.org' }, decidedAt: null, approved: null, sentence: null };
const wrong = (errors: Record<string, string>, values: Record<string, unknown> = {}) => ({ values, errors, summary: Object.values(errors), note: null });

/** What the people behind a page see of it. */
export const creatorsSamples: Sample[] = [
  { state: 'full', template: 'team/audit', layout: 'studio', page: studio('settings', '/studio/ilse/team/audit'), view: { ...audit, olderUrl: '/studio/ilse/team/audit?before=1', entries: [line('3', 'Joan published “The night the salt would not take”.'), line('2', 'Ilse changed the tier “Shard”.', '2025-11-20T09:00:00Z'), line('1', `Ilse took the tier “${endless}” off sale.`)] } },
  { state: 'empty', template: 'team/audit', layout: 'studio', page: studio('settings', '/studio/ilse/team/audit'), view: { ...audit, filter: { person: 'a2', act: 'tierChanged' }, entries: [] } },

  { state: 'full', template: 'team/show', layout: 'studio', page: studio('settings', '/studio/ilse/team'), view: { ...team, members: [...team.members, teamMember('a2', 'Joan', 'editor'), teamMember('a3', endless, 'community', { email: `${endless}@example.org` })], invitations: [{ id: 'i1', email: 'noor@example.org', role: 'community', sentAt: '2026-11-20T10:00:00Z', expiresAt: '2026-11-27T10:00:00Z', expired: false }, { id: 'i2', email: `${endless}@example.org`, role: 'editor', sentAt: '2026-11-01T10:00:00Z', expiresAt: '2026-11-08T10:00:00Z', expired: true }] } },
  { state: 'alone', template: 'team/show', layout: 'studio', page: studio('settings', '/studio/ilse/team'), view: team },
  { state: 'editor', template: 'team/show', layout: 'studio', page: asRole('editor', studio('settings', '/studio/ilse/team')), view: { ...team, mine: 'editor', owner: false, members: [teamMember('a1', 'Ilse', 'owner', { email: null }), teamMember('a2', 'Joan', 'editor', { email: null, you: true })] } },
  { state: 'wrong', template: 'team/show', layout: 'studio', page: studio('settings', '/studio/ilse/team'), form: wrong({ password: 'That is not your password. Try again.', email: 'Somebody with this address is on the team already.' }, { email: 'joan@example.org', role: 'community' }), view: { ...team, members: [...team.members, teamMember('a2', 'Joan', 'editor')] } },
  { state: 'invited', template: 'team/invitation', layout: 'plain', page: { path: '/invitations/abc', account: keeper }, view: invitation },
  { state: 'another', template: 'team/invitation', layout: 'plain', page: { path: '/invitations/abc', account: keeper }, view: { ...invitation, role: 'community', from: null, standing: 'another' } },
  { state: 'stranger', template: 'team/invitation', layout: 'plain', page: { path: '/invitations/abc' }, view: { ...invitation, creator: { ...creator, name: endless, portrait: null }, standing: 'stranger' } },
  { state: 'spent', template: 'team/invitation', layout: 'plain', page: { path: '/invitations/abc' }, view: { ...invitation, usable: false, creator: null, role: null, from: null, expiresAt: null, standing: 'stranger' } },

  { state: 'asking', template: 'studio/index', layout: 'page', page: { path: '/studio', account: keeper }, form: wrong({ why: 'Please write something here.' }, { name: 'Moths', handle: 'noor' }), view: { pages: [], mayCreate: false, mayAsk: true, operator: true, requests: [{ name: 'Moths', handle: 'noor', askedAt: '2026-11-20T10:00:00Z', approved: null, sentence: null }, { name: endless, handle: 'x', askedAt: '2026-11-10T10:00:00Z', approved: false, sentence: endless }] } },
  { state: 'full', template: 'operator/pages', layout: 'page', page: { path: '/operator/pages', account: keeper }, view: { policy: 'approved', waiting: [asked, { ...asked, id: 'r2', name: endless, why: endless }], decided: [{ ...asked, decidedAt: '2026-11-21T10:00:00Z', approved: false, sentence: 'Not this year.' }, { ...asked, decidedAt: '2026-11-21T10:00:00Z', approved: true }] } },
  { state: 'empty', template: 'operator/pages', layout: 'page', page: { path: '/operator/pages', account: keeper }, view: { policy: 'operator', waiting: [], decided: [] } },

  { state: 'numbers', template: 'creators/show', layout: 'page', page: { path: '/@ilse', accent: { hue: 30, chroma: 110 } }, view: { creator: { ...creator, aboutHtml: '<p>I fire four times a year.</p>' }, tiers: [], posts: [], standing: { follows: false, tiers: [], since: null, staff: false }, joinFrom: null, closedCount: 0, pinned: [], older: null, collections: [], preview: null, closed: null, links: [{ label: 'My shop', url: 'https://shop.example/', host: 'shop.example' }, { label: endless, url: 'https://a.example/', host: 'a.example' }], numbers: [{ kind: 'members', value: 318, marks: [] }, { kind: 'active', value: 7, marks: [true, true, true, true, true, true, true, false, false, false] }, { kind: 'tenure', value: 14, marks: [] }, { kind: 'posts', value: 22, marks: [] }] } },
  { state: 'tried', template: 'studio/settings', layout: 'studio', page: studio('settings', '/studio/ilse/settings'), form: wrong({ links: 'A line wants words and an https address.' }, { links: 'Shop http://shop.example' }), view: { creator, version: 4, hues: [205, 30, 350], languages: [{ code: 'en', name: 'English' }, { code: 'it', name: 'Italiano' }], adult: false, timeZone: 'UTC', timeZones: ['UTC'], links: '', numbers: [{ kind: 'members', shown: true }, { kind: 'active', shown: false }, { kind: 'tenure', shown: false }, { kind: 'posts', shown: true }], tried: { hex: '#c2185b', hue: 5, chroma: 150 } } },
  { state: 'new', template: 'studio/start', layout: 'studio', page: studio('start', '/studio/ilse/start'), view: steps(0) },
  { state: 'done', template: 'studio/start', layout: 'studio', page: studio('start', '/studio/ilse/start'), view: steps(5) },

  { state: 'closed', template: 'creators/show', layout: 'page', page: { path: '/@ilse', accent: { hue: 30, chroma: 110 } }, view: { creator, tiers: [], posts: [], standing: { follows: false, tiers: [], since: null, staff: false }, joinFrom: null, closedCount: 0, pinned: [], older: null, collections: [], preview: null, closed: { at: '2026-11-20T10:00:00Z', readableUntil: '2027-01-31T23:00:00Z', farewell: 'Thank you for twelve years of fire.' }, links: [], numbers: [] } },
  { state: 'ask', template: 'studio/closing', layout: 'studio', page: studio('settings', '/studio/ilse/closing'), view: closing },
  { state: 'wrong', template: 'studio/closing', layout: 'studio', page: studio('settings', '/studio/ilse/closing'), form: wrong({ password: 'That is not your password. Try again.' }, { farewell: 'Thank you.', readableUntil: '2027-01-31' }), view: { ...closing, paying: 0 } },
  { state: 'waiting', template: 'studio/closing', layout: 'studio', page: studio('settings', '/studio/ilse/closing'), view: { ...closing, closed: { at: '2026-11-22T17:00:00Z', beginsAt: '2026-11-22T17:10:00Z', begun: false, readableUntil: null, farewell: null, toRefund: 0 } } },
  { state: 'begun', template: 'studio/closing', layout: 'studio', page: studio('settings', '/studio/ilse/closing'), view: { ...closing, closed: { at: '2026-11-22T17:00:00Z', beginsAt: '2026-11-22T17:10:00Z', begun: true, readableUntil: '2027-01-31T23:00:00Z', farewell: 'Thank you for twelve years of fire.', toRefund: 3 } } },

  { state: 'full', template: 'people/index', layout: 'studio', page: studio('members', '/studio/ilse/members'), view: { ...members, asking: 2, nextUrl: '/studio/ilse/members?after=x', members: [person('m1', 'Ruth Calder'), person('m2', 'Joan', { status: 'free', tiers: ['Bystanders'], email: 'joan@example.org' }), person('m3', 'Noor', { status: 'trouble', troubleSince: '2026-11-20T10:00:00Z', openUntil: '2026-11-27T10:00:00Z' }), person('m7', 'Resting', { status: 'paused', nextCharge: null }), person('m8', 'Back soon', { status: 'paused' }), person('m9', 'New', { status: 'trial' }), person('m10', 'Lapsed', { status: 'unpaid', tiers: ['Bystanders'] }), person('m11', 'Halted', { status: 'halted', tiers: ['Bystanders'] }), person('m12', 'Moved', { status: 'unsold', tiers: ['Bystanders'] }), person('m4', 'Li', { status: 'ending' }), person('m5', endless, { status: 'free', tiers: [endless], complimentaryUntil: '2027-01-31T23:00:00Z', email: `${endless}@example.org` }), person('m6', 'Gone', { status: 'ended', tiers: [], endedAt: '2026-08-03T10:00:00Z' })] } },
  { state: 'community', template: 'people/index', layout: 'studio', page: asRole('community', studio('members', '/studio/ilse/members')), view: { ...members, asking: 0, owner: false, members: [person('m1', 'Ruth Calder', { email: null })] } },
  { state: 'empty', template: 'people/index', layout: 'studio', page: studio('members', '/studio/ilse/members'), view: { ...members, total: 0, members: [] } },
  { state: 'nobody', template: 'people/index', layout: 'studio', page: studio('members', '/studio/ilse/members'), view: { ...members, filtered: true, narrowed: true, filter: { q: 'zz', status: 'paid', tier: 't1', sort: 'name' }, members: [] } },
  { state: 'full', template: 'people/show', layout: 'studio', page: studio('members', '/studio/ilse/members/m1'), view: sheet },
  { state: 'wrong', template: 'people/show', layout: 'studio', page: studio('members', '/studio/ilse/members/m1'), form: wrong({ until: 'Choose a day from today on.', note: 'Please write something here.' }, { tierId: 't1', until: '2020-01-01', note: '' }), view: { ...sheet, grants: [], story: [], coming: { kind: 'scheduled', tier: 'Pot', at: '2026-12-05T10:00:00Z' } } },
  { state: 'announced', template: 'people/show', layout: 'studio', page: studio('members', '/studio/ilse/members/m1'), view: { ...sheet, coming: { kind: 'announced', tier: 'Shard', at: '2026-12-05T10:00:00Z' } } },
  { state: 'community', template: 'people/show', layout: 'studio', page: studio('members', '/studio/ilse/members/m1'), view: { ...sheet, owner: false, member: person('m6', endless, { status: 'ended', tiers: [], endedAt: '2026-08-03T10:00:00Z', email: null, price: null }), grants: sheet.grants.map((grant) => ({ ...grant, withdrawable: false })) } },
];
