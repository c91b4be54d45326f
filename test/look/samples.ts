import { contentSamples } from './samples-content.js';
import type { Sample } from './render.js';
import { changeSamples } from './samples-changes.js';
import { moneySamples } from './samples-money.js';
import { chargeSamples } from './samples-charges.js';
import { askingSamples } from './samples-asking.js';
import { kindSamples } from './samples-kind.js';
import { creatorsSamples } from './samples-creators.js';
import { peopleSamples } from './samples-people.js';
import { operatorSamples } from './samples-operator.js';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const price = (amount: number, interval: string, currency = 'EUR') => ({ id: `${currency}-${interval}`, amount, currency, interval });
const picture = (width: number, height: number, caption: string | null = null) => ({
  url: `/media/${width}x${height}.svg`, width, height, alt: 'A kiln door ajar, orange light on wet bricks', caption,
  srcset: `/media/${width}x${height}.svg ${width}w`,
});

export const ada = { name: 'Ada', initial: 'A', operator: false, worksForPages: false };
const keeper = { name: 'Ilse', initial: 'I', operator: true, worksForPages: true };
const signedIn = (path: string, more: object = {}) => ({ path, account: ada, ...more });

const face = { handle: 'ilse', name: 'Ilse Brandt', url: '/@ilse', language: 'en', hue: 30, chroma: 110, portrait: picture(88, 88) };
const bare = { handle: 'nuno', name: 'Nuno', url: '/@nuno', language: 'it', hue: 160, chroma: 90, portrait: null };
const card = {
  ...face, language: 'en', standfirst: 'Salt-glazed pots from one kiln, and what the fire did to each of them.', picture: picture(1000, 1140, 'Firing 41, the door on the second night.'),
};
const bareCard = { ...bare, language: 'it', standfirst: '', picture: null };
export const creator = {
  ...card, about: 'I fire four times a year.',
  aboutHtml: '<p>I fire four times a year, for two nights, in a kiln my neighbour built and I have rebuilt twice. Between firings I throw, glaze, keep a diary of the clay, and answer letters.</p><p>Here I write down what worked. More often I write down what did not, because that is where the colour comes from.</p>',
};
export const bareCreator = { ...bareCard, about: '', aboutHtml: '' };

const free = { id: 't-free', name: 'Bystanders', description: 'For anyone who likes to look into a fire.', paid: false, price: null, interval: null, prices: [], hidden: false, onRequest: false, seats: null, benefits: ['Open posts, by mail or on the page', 'A letter before each firing'], position: 1, archived: false };
const shard = { id: 't-shard', name: 'Shard', description: 'For people who want to know how it is done.', paid: true, price: euros(500), interval: 'month', prices: [price(500, 'month'), price(5000, 'year')], hidden: false, onRequest: false, seats: null, benefits: ['Every firing diary, with temperatures', 'The recipes, as they are today', 'Questions answered on Sundays'], position: 2, archived: false };
const pot = { id: 't-pot', name: 'Pot', description: 'All of that, and one small pot a year in the post.', paid: true, price: euros(1450), interval: 'month', prices: [price(1450, 'month'), price(14500, 'year')], hidden: false, onRequest: false, seats: 12, benefits: ['Everything in Shard', 'One small pot each winter', 'A place at the unloading'], position: 3, archived: false };
export const tiers = [free, shard, pot].map((tier) => ({ ...tier, choice: `tier:${tier.id}` }));

const stranger = { follows: false, tiers: [], since: null, staff: false };
const follower = { follows: true, tiers: [], since: '2026-05-03T10:00:00Z', staff: false };
const member = { follows: true, tiers: [{ id: 't-shard', name: 'Shard' }], since: '2026-03-03T10:00:00Z', staff: false };
const staff = { follows: false, tiers: [], since: null, staff: true };

const everyone = { kind: 'public', tiers: [], named: false };
const payers = { kind: 'paid', named: true, tiers: [{ id: 't-shard', name: 'Shard' }, { id: 't-pot', name: 'Pot' }] };
const row = (n: number, title: string, more: object = {}) => ({
  id: `p${n}`, slug: `post-${n}`, url: `/@ilse/posts/post-${n}`, title, standfirst: 'Two shelves fell, and I have decided to keep one of them.',
  publishedAt: `2026-11-${String(20 - n).padStart(2, '0')}T09:00:00Z`, minutes: 9, audience: everyone, open: true, adult: n === 4, cover: null, creator: face, ...more,
});
const clear = { ...picture(1600, 1200, 'Firing 41.'), blurred: false };
const blurred = { ...picture(1600, 1200), alt: '', srcset: '', url: '/media/blur.svg', blurred: true };
export const rows = [
  row(1, 'The night the salt would not take', { audience: payers, open: false, cover: blurred }),
  row(2, 'A letter before firing 42', { cover: clear }),
  row(3, 'What ash does to a blue', { cover: blurred, audience: { kind: 'tiers', named: false, tiers: [{ id: 't-pot', name: 'Pot' }] }, open: false }),
  row(4, 'Forty shelves', { audience: { kind: 'followers', named: false, tiers: [] }, standfirst: '' }),
  row(5, 'To the three who carried bricks', { audience: { kind: 'named', named: false, tiers: [] }, open: false }),
];

const text = '<p>Salt goes in at twelve hundred and fifty degrees, a spoon at a time, and every spoon sounds like rain on a tin roof. On Saturday it did not sound like anything. I stood there with the spoon and counted to forty.</p><p>The first thing I did was nothing, which I recommend. The second was to pull a ring out of the spy hole and look at it under the lamp. It was as dry as a biscuit.</p>';
const post = (gate: object, more: object = {}) => ({
  ...rows[0], open: false, teaser: 'Salt goes in', teaserHtml: text, body: null, bodyHtml: null, minutesLeft: 7, gate, opens: null, stair: [], tags: [], collections: [], ...more,
});
const stair = [
  { at: null, past: true, audience: { kind: 'tiers', named: false, tiers: [{ id: 't-pot', name: 'Pot' }] } },
  { at: '2026-11-27T09:00:00Z', past: false, audience: payers }, { at: '2026-12-05T09:00:00Z', past: false, audience: everyone },
];
const closed = (reason: string, signIn: boolean, opensWith: object[]) => ({ open: false, reason: null, closed: { reason, signIn, opensWith } });
const opened = (reason: string) => ({ open: true, reason, closed: null });
const body = '<h2>What the ring said</h2><p>A ring is a coil of the same clay, no bigger than a wedding band. You hook it out and it tells you the truth, which is more than the <em>pyrometer</em> does.</p><ul><li>1,250 °C at the front</li><li>1,190 °C at the back</li></ul><blockquote><p>You cannot hurry a kiln. You can only be there.</p></blockquote><p>So I <a href="https://example.org">opened the damper</a>, and waited for the second night.</p>';

const preview = {
  as: 'tier:t-shard', name: 'Shard', back: '/studio/ilse/preview', unknown: null,
  choices: [{ as: 'stranger', name: null }, { as: 'follower', name: null }, { as: 'tier:t-shard', name: 'Shard' }, { as: 'tier:t-pot', name: 'Pot' }],
};
const bareFront = { closed: null, links: [], numbers: [], pinned: [], older: null, collections: [], preview: null };
const front = { ...bareFront, pinned: [row(9, 'Where to begin')], older: '/@ilse?before=x', collections: [{ title: 'The kiln, from the beginning', url: '/@ilse/collections/the-kiln' }] };
const membership = {
  creator: card, tier: { id: 't-shard', name: 'Shard' }, kind: 'paid', since: '2026-03-03T10:00:00Z', status: 'active', paidUntil: '2026-12-03T10:00:00Z',
  price: euros(500), interval: 'month', nextCharge: '2026-12-03T10:00:00Z', nextPrice: euros(500), coming: null, given: [], askUrl: null as string | null, withdrawUrl: '/@ilse/membership/withdrawal' as string | null, openUntil: null as string | null, suspended: false, shut: null as object | null, canCancel: true, canUndo: false, canPause: true, canChange: true, url: '/@ilse/membership',
};
const ending = { ...membership, withdrawUrl: null, status: 'ending', nextCharge: null, nextPrice: null, canPause: false, canChange: false, canCancel: false, canUndo: true };
const disputed = { ...ending, suspended: true, canUndo: false };
const late = { ...membership, status: 'past_due', openUntil: '2026-11-27T10:00:00Z', withdrawUrl: null, canPause: false, canChange: false };
const lateLeaving = { ...late, nextCharge: null, nextPrice: null, canCancel: false, canUndo: true };
const following = { ...membership, creator: bareCard, tier: null, kind: 'free', paidUntil: null, price: null, nextCharge: null, nextPrice: null, canPause: false, canChange: false, given: [{ tier: { id: 't2', name: 'Proof' }, until: '2027-03-03T10:00:00Z' }, { tier: { id: 't3', name: 'Plate' }, until: null }], withdrawUrl: null, url: '/@nuno/membership' };
const lapsed = { ...following, given: [], shut: { why: 'unpaid', tier: { id: 't-shard', name: 'Shard' }, charge: null } };
const halted = { ...lapsed, shut: { why: 'paused', tier: { id: 't-shard', name: 'Shard' }, charge: null } };
const unsold = (interval: string, every: number, price: object | null = euros(900)) => ({ ...lapsed, shut: { why: 'unsold', tier: { id: 't-shard', name: 'Shard' }, charge: { price, interval, every, at: '2026-12-03T10:00:00Z' } } });
const unsoldEnding = { ...lapsed, shut: { why: 'unsold', tier: { id: 't-shard', name: 'Shard' }, charge: null } };
const ended = { ...membership, status: 'ended', nextCharge: null, nextPrice: null, canPause: false, canChange: false, canCancel: false };

const studio = (section: string, path: string) => ({ path, account: keeper, accent: { hue: 30, chroma: 110 }, studio: { handle: 'ilse', name: 'Ilse Brandt', section, portrait: picture(88, 88) }, noindex: true });
const draft = { ...row(6, 'Glaze, a love story'), status: 'draft', publishedAt: null, editUrl: '/studio/ilse/posts/p6', updatedAt: '2026-11-21T21:15:00Z' };
const untitled = { ...draft, id: 'p7', title: '', standfirst: '' };
const choices = [['public', 61], ['followers', 61], ['paid', 14]].map(([choice, people]) => ({ choice, people }));
const media = [1, 2].map((number) => ({
  ...picture(1600, 1200, number === 1 ? 'Firing 41, the door on the second night.' : null), id: `m${number}`, number, alt: number === 1 ? 'A kiln door ajar, orange light on wet bricks' : '',
  decorative: number === 2, open: number === 1, cover: number === 1, markdown: `![](picture:${number})`, blurUrl: '/media/blur.svg',
}));
const steps = (set: [number, string][]) => [1, 2, 3].map((number) => ({
  number, days: set[number - 1]?.[0] ?? null, choice: set[number - 1]?.[1] ?? '', at: null, daysName: `step${number}Days`, forName: `step${number}For`, custom: set[number - 1]?.[1] === 'only:t-pot',
}));
const sheet = (post: object | null, more: object = {}) => ({
  creator, post, choices, tiers: tiers.map((t, i) => ({ ...t, people: [61, 14, 1][i], onlyChoice: `only:${t.id}`, onlyPeople: [47, 13, 0][i] })), named: [], chosen: 'public', exactly: false, people: 61, pictures: [], tagLine: '', adult: false, tease: false, steps: steps([]), stepped: false, scheduling: false, timeZone: 'Europe/Berlin', ...more,
});
const published = rows.map((r) => ({ ...r, open: true, status: 'published', pinned: false, editUrl: `/studio/ilse/posts/${r.id}`, updatedAt: '2026-11-20T09:00:00Z' }));
const editing = {
  id: 'p1', editUrl: '/studio/ilse/posts/p1', title: 'The night the salt would not take', standfirst: 'Two shelves fell.', teaser: 'Salt goes in at twelve hundred and fifty degrees, a spoon at a time.', body: 'A ring is a coil of the same clay.\n\nYou hook it out and it tells you the truth.',
  audience: { kind: 'tier', tierId: 't-shard', choice: 'tier:t-shard' }, status: 'draft', url: '/@ilse/posts/post-1', publishedAt: null, updatedAt: '2026-11-21T21:15:00Z', version: 3, slug: 'the-night-the-salt-would-not-take', tags: ['Salt glaze'], pinned: false, adult: false, scheduledAt: null, publishOn: '', publishAt: '', timeZone: 'Europe/Berlin',
};
const hues = [205, 285, 345, 30, 60, 130, 160, 70];
const languages = [{ code: 'en', name: 'English' }, { code: 'it', name: 'Italiano' }];
const offers = (mine: string | null, featured: string, payable = true) => tiers.map((t) => ({ ...t, yours: t.id === mine, since: t.id === mine ? '2026-05-03T10:00:00Z' : null, featured: t.id === featured, changeUrl: null, saving: null, trial: null as object | null, seatsLeft: t.seats && 5, payable: payable && t.paid }));
const accent = { hue: 30, chroma: 110 };
const wrong = (errors: Record<string, string>, values: Record<string, unknown> = {}) => ({ values, errors, summary: Object.values(errors), note: null });
const demoLogins = [{ name: 'Ilse Brandt', email: 'ilse@example.org', password: 'kiln kiln kiln', what: 'creator' }, { name: 'Ada', email: 'ada@example.org', password: 'kiln kiln kiln', what: 'fan' }];
const join = { askUrl: null as string | null, till: { period: 'month', currency: null, periods: [{ name: 'month', href: '/@ilse/join', current: true }, { name: 'year', href: '/@ilse/join?period=year', current: false }], currencies: [{ name: 'EUR', href: '/@ilse/join', current: true }, { name: 'USD', href: '/@ilse/join?currency=USD', current: false }] }, creator, seller: 'Kiln House Ltd', payments: true, taxed: false, guests: true };
const account = { name: 'Ada', email: 'ada@example.org', language: 'en', timeZone: 'Europe/Rome' };

// Eighty characters without a place to break.
const endless = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(3).slice(0, 80);
const longCreator = { ...creator, name: endless, standfirst: endless, portrait: null, aboutHtml: `<p>${endless}</p>` };
const longTiers = tiers.map((t) => ({ ...t, name: endless.slice(0, 60), description: endless, benefits: [endless], price: t.price && euros(123456789) }));
const longRows = rows.map((r) => ({ ...r, title: endless, standfirst: endless, creator: { ...face, name: endless }, audience: { kind: 'tiers', named: false, tiers: longTiers } }));
const longMembership = { ...membership, creator: { ...card, name: endless }, tier: { id: 't-shard', name: endless.slice(0, 60) } };

const extras = { links: '', numbers: ['members', 'active', 'tenure', 'posts'].map((kind) => ({ kind, shown: false })), tried: null };

/** Every page, in every state that its template knows. */
const promise = { id: 'p1', words: 'One small pot, in the post', every: 'once', tier: 'Pot', kept: 1, owed: 2, nextDue: '2026-12-03T10:00:00Z', url: '/studio/ilse/promises/p1' };

export const samples: Sample[] = [
  ...chargeSamples, ...moneySamples,
  ...kindSamples,
  ...askingSamples,
  ...changeSamples,
  ...creatorsSamples,
  { state: 'full', template: 'discover/index', layout: 'page', page: { path: '/' }, view: { creators: [card, bareCard, { ...card, handle: 'noor', name: 'Noor Haddad', hue: 285, chroma: 100 }] } },
  { state: 'empty', template: 'discover/index', layout: 'page', page: { path: '/', description: null }, view: { creators: [] } },

  { state: 'preview', template: 'creators/show', layout: 'page', page: { path: '/studio/ilse/preview', account: keeper, accent }, view: { creator, tiers, posts: rows, standing: member, joinFrom: null, closedCount: 3, ...front, preview } },
  { state: 'preview', template: 'content/post', layout: 'page', page: { path: '/studio/ilse/posts/p1/preview', account: keeper, accent }, view: { creator, post: post(closed('needs_paid', true, [shard])), standing: stranger, more: [], reader: null, preview: { ...preview, as: 'stranger', name: null, unknown: 'Nobody Here' } } },
  { state: 'guest', template: 'creators/show', layout: 'page', page: { path: '/@ilse', accent }, view: { creator, tiers, posts: rows, standing: stranger, joinFrom: euros(500), closedCount: 3, ...front } },
  { state: 'follower', template: 'creators/show', layout: 'page', page: signedIn('/@ilse', { accent, flash: { text: 'You follow Ilse Brandt now.' } }), view: { creator, tiers, posts: rows, standing: follower, joinFrom: euros(500), closedCount: 3, ...front } },
  { state: 'member', template: 'creators/show', layout: 'page', page: signedIn('/@ilse', { accent }), view: { creator, tiers, posts: rows.map((r) => ({ ...r, open: true })), standing: member, joinFrom: null, closedCount: 0, ...bareFront } },
  { state: 'empty', template: 'creators/show', layout: 'page', page: signedIn('/@nuno', { accent: { hue: 160, chroma: 90 } }), view: { creator: bareCreator, tiers: [free], posts: [], standing: stranger, joinFrom: null, closedCount: 0, ...bareFront } },
  { state: 'staff-empty', template: 'creators/show', layout: 'page', page: { path: '/@nuno', account: keeper, accent: { hue: 160, chroma: 90 } }, view: { creator: bareCreator, tiers: [], posts: [], standing: staff, joinFrom: null, closedCount: 0, ...bareFront } },

  { state: 'endless', template: 'creators/show', layout: 'page', page: signedIn('/@ilse', { account: { ...ada, name: endless, worksForPages: true } }), view: { creator: longCreator, tiers: longTiers, posts: longRows, standing: { ...member, tiers: longTiers }, joinFrom: euros(123456789), closedCount: 3, ...bareFront } },

  { state: 'changing', template: 'tiers/join', layout: 'page', page: signedIn('/@ilse/join', { accent }), view: { ...join, offers: offers('t-shard', 'none', false).map((t) => ({ ...t, changeUrl: t.id === 't-pot' ? '/@ilse/membership/change?tier=t-pot' : null })), standing: follower } },
  { state: 'endless', template: 'tiers/join', layout: 'page', page: signedIn('/@ilse/join', { account: { ...ada, name: endless } }), view: { ...join, seller: endless, creator: longCreator, offers: longTiers.map((t) => ({ ...t, changeUrl: null, saving: null, trial: null as object | null, seatsLeft: t.seats && 5, yours: false, since: null, featured: false, payable: true })), standing: stranger } },
  { state: 'guest', template: 'tiers/join', layout: 'page', page: { path: '/@ilse/join', accent }, view: { ...join, taxed: true, offers: offers(null, 't-shard'), standing: stranger } },
  { state: 'trial', template: 'tiers/join', layout: 'page', page: signedIn('/@ilse/join', { accent }), view: { ...join, offers: offers(null, 't-shard').map((one) => ({ ...one, trial: one.paid ? { days: 14, card: one.id === 't-shard' } : null })), standing: follower } },
  { state: 'trial-year', template: 'tiers/join', layout: 'page', page: signedIn('/@ilse/join', { accent }), view: { ...join, offers: offers(null, 't-shard').map((one) => ({ ...one, interval: one.paid ? 'year' : null, trial: one.paid ? { days: 1, card: true } : null })), standing: follower } },
  { state: 'follower', template: 'tiers/join', layout: 'page', page: signedIn('/@ilse/join', { accent }), view: { ...join, askUrl: '/@ilse/ask', offers: offers('t-free', 't-shard'), standing: follower } },
  { state: 'member', template: 'tiers/join', layout: 'page', page: signedIn('/@ilse/join', { accent }), view: { ...join, offers: offers('t-shard', 't-pot', false), standing: member } },
  { state: 'wrong', template: 'tiers/join', layout: 'page', page: signedIn('/@ilse/join', { accent }), form: wrong({ tierId: 'Choose one of those on offer.' }), view: { ...join, offers: offers(null, 't-shard'), standing: stranger } },
  { state: 'empty', template: 'tiers/join', layout: 'page', page: signedIn('/@nuno/join'), view: { creator: bareCreator, offers: [], standing: stranger, askUrl: null, seller: 'Kiln House Ltd', payments: false, taxed: false, guests: true, till: { period: 'month', currency: null, periods: [], currencies: [] } } },
  { state: 'staff', template: 'tiers/join', layout: 'page', page: { path: '/@ilse/join', account: keeper, accent }, view: { ...join, offers: offers(null, 't-shard', false), standing: staff } },

  { state: 'open', template: 'content/post', layout: 'page', page: signedIn('/@ilse/posts/post-1', { accent }), view: { creator, post: post(opened('tier'), { open: true, cover: clear, tags: [{ name: 'Salt glaze', url: '/@ilse/tags/salt-glaze' }, { name: 'Kiln', url: '/@ilse/tags/kiln' }], collections: [{ name: 'The kiln', url: '/@ilse/collections/the-kiln' }], bodyHtml: `${body}<figure class="picture"><img src="/media/1600x1200.svg" width="1600" height="1200" alt="A ring"><figcaption class="meta">The ring, on Sunday.</figcaption></figure>`, body: 'x' }), standing: member, more: rows.slice(1, 3), reader: 'Ada', preview: null } },
  { state: 'public-bare', template: 'content/post', layout: 'page', page: { path: '/@nuno/posts/a' }, view: { creator: bareCreator, post: post(opened('public'), { cover: null, audience: everyone, standfirst: '', publishedAt: null, open: true, bodyHtml: null, minutesLeft: 0 }), standing: stranger, more: [], reader: null, preview: null } },
  { state: 'staff', template: 'content/post', layout: 'page', page: { path: '/@ilse/posts/a', account: keeper, accent }, view: { creator, post: post(opened('staff'), { cover: null, open: true, bodyHtml: body }), standing: staff, more: [], reader: null, preview: null } },
  { state: 'closed', template: 'content/post', layout: 'page', page: signedIn('/@ilse/posts/post-1', { accent }), view: { creator, post: post(closed('needs_paid', false, [shard, pot])), standing: follower, more: rows.slice(1, 4), reader: 'Ada', preview: null } },
  { state: 'closed-guest', template: 'content/post', layout: 'page', page: { path: '/@ilse/posts/post-1', accent }, view: { creator, post: post(closed('needs_paid', true, [shard, pot]), { minutesLeft: 21, cover: null, opens: { at: '2026-12-05T09:00:00Z', toAll: true }, stair }), standing: stranger, more: [], reader: null, preview: null } },
  { state: 'closed-followers', template: 'content/post', layout: 'page', page: signedIn('/@ilse/posts/post-4', { accent }), view: { creator, post: post(closed('needs_membership', false, [free]), { audience: { kind: 'followers', named: false, tiers: [] }, minutesLeft: 1 }), standing: stranger, more: [], reader: 'Ada', preview: null } },
  { state: 'adult', template: 'content/post', layout: 'page', page: { path: '/@ilse/posts/post-5' }, view: { creator, post: post(closed('adult', true, []), { adult: true, cover: null, teaserHtml: '', standfirst: '' }), standing: stranger, more: [], reader: null, preview: null } },
  { state: 'closed-named', template: 'content/post', layout: 'page', page: signedIn('/@ilse/posts/post-5', { accent }), view: { creator, post: post(closed('named_only', false, []), { audience: { kind: 'named', named: false, tiers: [] }, minutesLeft: 0 }), standing: member, more: [], reader: 'Ada', preview: null } },

  { state: 'endless', template: 'content/post', layout: 'page', page: signedIn('/@ilse/posts/post-1', { account: { ...ada, name: endless } }), view: { creator: longCreator, post: { ...post(closed('needs_paid', false, longTiers)), ...longRows[0], teaserHtml: `<p>${endless}</p><pre>${endless}${endless}</pre>` }, standing: follower, more: longRows, reader: 'Ada', preview: null } },

  { state: 'endless', template: 'content/home', layout: 'page', page: signedIn('/home', { account: { ...ada, name: endless } }), view: { older: null, posts: longRows, memberships: [longMembership] } },
  { state: 'full', template: 'content/home', layout: 'page', page: signedIn('/home'), view: { older: '/home?before=x', posts: [...rows, row(9, 'Il pane di ieri', { creator: bare })], memberships: [membership, following] } },
  { state: 'quiet', template: 'content/home', layout: 'page', page: signedIn('/home'), view: { older: null, posts: [], memberships: [following] } },
  { state: 'empty', template: 'content/home', layout: 'page', page: signedIn('/home'), view: { older: null, posts: [], memberships: [] } },

  { state: 'endless', template: 'members/account', layout: 'page', page: signedIn('/account', { account: { ...ada, name: endless } }), view: { account: { ...account, name: endless, email: `${endless}@example.org` }, memberships: [longMembership], timeZones: ['Europe/Rome'] } },
  { state: 'full', template: 'members/account', layout: 'page', page: signedIn('/account', { flash: { text: 'Saved.' } }), view: { account, memberships: [membership, { ...ending, creator: { ...card, handle: 'noor', name: 'Noor Haddad', url: '/@noor', hue: 285, chroma: 100 } }, following, late, { ...lapsed, creator: { ...card, handle: 'ada', name: 'Ada Lunt', url: '/@ada' } }, { ...halted, creator: { ...card, handle: 'bo', name: 'Bo Lind', url: '/@bo' } }, ...[unsold('month', 1), unsold('year', 1), unsold('week', 2), unsold('day', 10), unsold('month', 3, null), unsoldEnding].map((one, n) => ({ ...one, creator: { ...card, handle: `u${n}`, name: `Una ${n}`, url: `/@u${n}` } }))], timeZones: ['Europe/London', 'Europe/Rome', 'UTC'] } },
  { state: 'empty', template: 'members/account', layout: 'page', page: signedIn('/account'), view: { account, memberships: [], timeZones: ['Europe/Rome'] } },
  { state: 'wrong', template: 'members/account', layout: 'page', page: signedIn('/account'), form: wrong({ name: 'Please write something here.', timeZone: 'Choose a time zone from the list.' }, { name: '', language: 'it', timeZone: 'Mars/Base' }), view: { account, memberships: [], timeZones: ['Europe/Rome'] } },

  { state: 'plain', template: 'members/sign-in', layout: 'plain', page: { path: '/sign-in' }, view: { next: null, demoLogins: [] } },
  { state: 'demo', template: 'members/sign-in', layout: 'plain', page: { path: '/sign-in' }, view: { next: '/@ilse', demoLogins } },
  { state: 'wrong', template: 'members/sign-in', layout: 'plain', page: { path: '/sign-in' }, form: wrong({ password: 'Address and password do not go together.' }, { email: 'ada@example.org' }), view: { next: null, demoLogins: [] } },
  { state: 'plain', template: 'members/sign-up', layout: 'plain', page: { path: '/sign-up' }, view: { next: '/@ilse/join', policy: 'open' } },
  { state: 'wrong', template: 'members/sign-up', layout: 'plain', page: { path: '/sign-up' }, form: wrong({ email: 'Something like .org is missing at the end.', password: 'A little longer, please.' }, { name: 'Ada', email: 'ada@example' }), view: { next: null, policy: 'open' } },
  { state: 'confirm', template: 'members/sent', layout: 'plain', view: { kind: 'confirm', mailbox: '/dev/mail' } },
  { state: 'reset', template: 'members/sent', layout: 'plain', view: { kind: 'reset', mailbox: null } },
  { state: 'usable', template: 'members/confirm', layout: 'plain', view: { usable: true, needsPassword: false } },
  { state: 'elsewhere', template: 'members/confirm', layout: 'plain', view: { usable: true, needsPassword: true } },
  { state: 'spent', template: 'members/confirm', layout: 'plain', view: { usable: false, needsPassword: false } },
  { state: 'plain', template: 'members/reset-request', layout: 'plain', view: {} },
  { state: 'usable', template: 'members/reset', layout: 'plain', view: { usable: true } },
  { state: 'spent', template: 'members/reset', layout: 'plain', view: { usable: false } },
  { state: 'usable', template: 'members/setup', layout: 'plain', view: { usable: true } },
  { state: 'spent', template: 'members/setup', layout: 'plain', view: { usable: false } },

  { state: 'confirming', template: 'billing/return', layout: 'page', page: signedIn('/@ilse/checkout/return', { accent, noindex: true }), view: { creator, state: 'confirming', tier: { id: 't-shard', name: 'Shard' }, refresh: 2, trial: false } },
  { state: 'open', template: 'billing/return', layout: 'page', page: signedIn('/@ilse/checkout/return', { accent }), view: { creator, state: 'open', tier: { id: 't-shard', name: 'Shard' }, refresh: null, trial: false } },
  { state: 'open-trial', template: 'billing/return', layout: 'page', page: signedIn('/@ilse/checkout/return', { accent }), view: { creator, state: 'open', tier: { id: 't-shard', name: 'Shard' }, refresh: null, trial: true } },
  { state: 'open-bare', template: 'billing/return', layout: 'page', page: signedIn('/@ilse/checkout/return', { accent }), view: { creator: bareCreator, state: 'open', tier: null, refresh: null, trial: false } },
  { state: 'unpaid', template: 'billing/return', layout: 'page', page: signedIn('/@ilse/checkout/return', { accent }), view: { creator, state: 'unpaid', tier: null, refresh: null, trial: false } },
  { state: 'ask', template: 'billing/cancellation', layout: 'page', page: signedIn('/@ilse/membership/cancellation', { accent }), view: { action: '/@ilse/membership/cancellation', undo: '/@ilse/membership/cancellation/undo', membership: { ...membership, askUrl: '/@ilse/ask' } } },
  { state: 'ask-late', template: 'billing/cancellation', layout: 'page', page: signedIn('/@ilse/membership/cancellation', { accent }), view: { action: '/@ilse/membership/cancellation', undo: '/@ilse/membership/cancellation/undo', membership: late } },
  { state: 'ending-late', template: 'billing/cancellation', layout: 'page', page: signedIn('/@ilse/membership/cancellation', { accent }), view: { action: '/@ilse/membership/cancellation', undo: '/@ilse/membership/cancellation/undo', membership: lateLeaving } },
  { state: 'ask-free', template: 'billing/cancellation', layout: 'page', page: signedIn('/@nuno/membership/cancellation'), view: { action: '/@ilse/membership/cancellation', undo: '/@ilse/membership/cancellation/undo', membership: following } },
  ...[lapsed, unsold('month', 3), unsoldEnding].map((one, n): Sample => ({ state: `ask-shut-${n}`, template: 'billing/cancellation', layout: 'page', page: signedIn('/@nuno/membership/cancellation'), view: { action: '/@nuno/membership/cancellation', undo: '/@nuno/membership/cancellation/undo', membership: one } })),
  { state: 'ending', template: 'billing/cancellation', layout: 'page', page: signedIn('/@ilse/membership/cancellation', { accent }), view: { action: '/@ilse/membership/cancellation', undo: '/@ilse/membership/cancellation/undo', membership: ending } },
  { state: 'ending-disputed', template: 'billing/cancellation', layout: 'page', page: signedIn('/@ilse/membership/cancellation', { accent }), view: { action: '/@ilse/membership/cancellation', undo: '/@ilse/membership/cancellation/undo', membership: disputed } },
  { state: 'ended', template: 'billing/cancellation', layout: 'page', page: signedIn('/@ilse/membership/cancellation', { accent }), view: { action: '/@ilse/membership/cancellation', undo: '/@ilse/membership/cancellation/undo', membership: ended } },

  { state: 'paid', template: 'access/membership', layout: 'page', page: signedIn('/@ilse/membership', { accent }), view: membership },
  { state: 'late-leaving', template: 'access/membership', layout: 'page', page: signedIn('/@ilse/membership', { accent }), view: lateLeaving },
  { state: 'late-shut', template: 'access/membership', layout: 'page', page: signedIn('/@ilse/membership', { accent }), view: { ...late, openUntil: null } },
  { state: 'disputed', template: 'access/membership', layout: 'page', page: signedIn('/@ilse/membership', { accent }), view: disputed },
  { state: 'late', template: 'access/membership', layout: 'page', page: signedIn('/@ilse/membership', { accent }), view: late },
  { state: 'unsold', template: 'access/membership', layout: 'page', page: signedIn('/@nuno/membership'), view: unsold('month', 3) },
  { state: 'free', template: 'access/membership', layout: 'page', page: signedIn('/@nuno/membership'), view: following },

  { state: 'full', template: 'studio/index', layout: 'page', page: { path: '/studio', account: keeper }, view: { pages: [{ ...card, role: 'owner' }, { ...bareCard, role: 'manager' }], mayCreate: true, mayAsk: false, operator: false, requests: [] } },
  { state: 'empty', template: 'studio/index', layout: 'page', page: signedIn('/studio'), view: { pages: [], mayCreate: false, mayAsk: false, operator: false, requests: [] } },
  { state: 'wrong', template: 'studio/index', layout: 'page', page: signedIn('/studio'), form: wrong({ handle: 'Somebody has this one already.' }, { name: 'Ada', handle: 'ilse', language: 'it' }), view: { pages: [], mayCreate: true, mayAsk: false, operator: false, requests: [] } },
  { state: 'full', template: 'studio/posts', layout: 'studio', page: studio('posts', '/studio/ilse/posts'), view: { creator, timeZone: 'Europe/Berlin', any: true, older: '/studio/ilse/posts?before=x', drafts: [draft, untitled], scheduled: [{ ...draft, status: 'scheduled', scheduledAt: '2026-12-05T08:00:00Z' }], published } },
  { state: 'empty', template: 'studio/posts', layout: 'studio', page: studio('posts', '/studio/ilse/posts'), view: { creator, timeZone: 'UTC', older: null, any: false, drafts: [], scheduled: [], published: [] } },
  { state: 'new', template: 'studio/post', layout: 'studio', page: studio('posts', '/studio/ilse/posts/new'), view: sheet(null) },
  { state: 'draft', template: 'studio/post', layout: 'studio', page: studio('posts', '/studio/ilse/posts/p1'), view: sheet(editing, { chosen: 'tier:t-shard only:t-free member:m1', exactly: true, people: 15, tagLine: 'Salt glaze, kiln', pictures: media, stepped: true, steps: steps([[7, 'tier:t-shard'], [14, 'only:t-pot'], [30, 'public']]), named: [{ id: 'm1', name: 'Ada Nwosu', choice: 'member:m1' }] }) },
  { state: 'published', template: 'studio/post', layout: 'studio', page: { ...studio('posts', '/studio/ilse/posts/p1'), flash: { text: 'Published.' } }, view: sheet({ ...editing, status: 'published', publishedAt: '2026-11-20T09:00:00Z', audience: { kind: 'public', tierId: null, choice: 'public' } }, { tiers: [] }) },
  { state: 'wrong', template: 'studio/post', layout: 'studio', page: studio('posts', '/studio/ilse/posts'), form: wrong({ title: 'Please write something here.', audience: 'Choose one of those on offer.' }, { title: '', body: 'A body that was typed', audience: 'paid' }), view: sheet(null) },
  { state: 'scheduled', template: 'studio/post', layout: 'studio', page: studio('posts', '/studio/ilse/posts/p1'), view: sheet({ ...editing, status: 'scheduled', scheduledAt: '2026-12-05T08:00:00Z', publishOn: '2026-12-05', publishAt: '09:00' }, { scheduling: true, tiers: [] }) },
  { state: 'hour-twice', template: 'studio/post', layout: 'studio', page: studio('posts', '/studio/ilse/posts/p1'), form: wrong({ whichHour: 'The clocks go back that night, and 02:30 comes twice. Say which one you mean.', step1Days: 'Write how many days later, more than 0.' }, { title: 'A title', audience: 'paid', publishOn: '2026-10-25', publishAt: '02:30', step1Days: '0', step1For: 'public' }), view: sheet(editing, { stepped: true }) },
  { state: 'endless', template: 'studio/posts', layout: 'studio', page: { ...studio('posts', '/studio/ilse/posts'), studio: { handle: 'ilse', name: endless, section: 'posts', portrait: null } }, view: { creator: longCreator, timeZone: 'UTC', older: null, any: true, drafts: [], scheduled: [], published: longRows.map((r) => ({ ...r, status: 'published', editUrl: '/studio/ilse/posts/p1', pinned: true, updatedAt: '2026-11-20T09:00:00Z' })) } },
  { state: 'endless', template: 'studio/tiers', layout: 'studio', page: studio('tiers', '/studio/ilse/tiers'), view: { creator: longCreator, tiers: longTiers.map((t) => ({ ...t, members: 3, editUrl: '/studio/ilse/tiers/t' })) } },
  { state: 'full', template: 'studio/tiers', layout: 'studio', page: studio('tiers', '/studio/ilse/tiers'), view: { creator, tiers: [...tiers, { ...shard, id: 't-old', name: 'Ember', archived: true }, { ...shard, id: 't-less', name: 'Ash', onRequest: true }].map((t, i) => ({ ...t, members: [47, 13, 1, 0, 2][i], editUrl: `/studio/ilse/tiers/${t.id}` })) } },
  { state: 'year', template: 'tiers/join', layout: 'page', page: signedIn('/@ilse/join', { accent }), view: { ...join, till: { ...join.till, period: 'year' }, offers: offers(null, 't-shard').map((t) => ({ ...t, price: t.paid ? t.prices[1] : null, interval: t.paid ? 'year' : null, saving: t.paid ? euros(1000) : null, seatsLeft: t.seats && 0, payable: t.paid && !t.seats })), standing: follower } },
  { state: 'some', template: 'studio/promises', layout: 'studio', page: studio('tiers', '/studio/ilse/promises'), view: { creator, mayChange: true, tiers, promises: [promise, { ...promise, id: 'p2', every: 'month', owed: 0, kept: 0, nextDue: null }, { ...promise, id: 'p3', every: 'year' }] } },
  { state: 'none', template: 'studio/promises', layout: 'studio', page: studio('tiers', '/studio/ilse/promises'), view: { creator, mayChange: false, tiers, promises: [] } },
  { state: 'people', template: 'studio/promise', layout: 'studio', page: studio('tiers', '/studio/ilse/promises/p1'), view: { creator, mayChange: true, promise, people: [{ accountId: 'a1', name: 'Ada', since: '2026-11-03T10:00:00Z', due: '2026-12-03T10:00:00Z', keptAt: null }, { accountId: 'a2', name: 'Nuno', since: '2026-10-03T10:00:00Z', due: '2026-11-03T10:00:00Z', keptAt: '2026-11-01T10:00:00Z' }] } },
  { state: 'nobody', template: 'studio/promise', layout: 'studio', page: studio('tiers', '/studio/ilse/promises/p1'), view: { creator, mayChange: false, promise: { ...promise, owed: 0 }, people: [] } },
  { state: 'as-it-is', template: 'studio/tier-order', layout: 'studio', page: studio('tiers', '/studio/ilse/tiers/order'), view: { creator, order: 'a,b,c', changed: false, shifts: [], tiers: tiers.map((t, i) => ({ ...t, up: i < 2 ? '/studio/ilse/tiers/order?order=b' : null, down: i > 0 ? '/studio/ilse/tiers/order?order=c' : null })) } },
  { state: 'changed', template: 'studio/tier-order', layout: 'studio', page: studio('tiers', '/studio/ilse/tiers/order'), view: { creator, order: 'a,b,c', changed: true, shifts: [{ tiers: [{ id: 't-shard', name: 'Shard' }], people: 12, gains: 7, loses: 0 }, { tiers: [{ id: 't-pot', name: 'Pot' }, { id: 't-free', name: 'Bystanders' }], people: 1, gains: 0, loses: 7 }], tiers: tiers.map((t, i) => ({ ...t, up: i < 2 ? '/studio/ilse/tiers/order?order=b' : null, down: i > 0 ? '/studio/ilse/tiers/order?order=c' : null })) } },
  { state: 'new', template: 'studio/tier-price', layout: 'studio', page: studio('tiers', '/studio/ilse/tiers/t-shard/prices'), view: { creator, currencies: ['EUR', 'USD', 'KWD'], tier: { ...shard, editUrl: '/studio/ilse/tiers/t-shard' } } },
  { state: 'wrong', template: 'studio/tier-price', layout: 'studio', page: studio('tiers', '/studio/ilse/tiers/t-shard/prices'), form: wrong({ price: 'This is not a price we can take.' }, { price: 'six', currency: 'USD', period: 'year' }), view: { creator, currencies: ['EUR', 'USD', 'KWD'], tier: { ...shard, editUrl: '/studio/ilse/tiers/t-shard' } } },
  { state: 'empty', template: 'studio/tiers', layout: 'studio', page: studio('tiers', '/studio/ilse/tiers'), view: { creator, tiers: [] } },
  { state: 'new', template: 'studio/tier', layout: 'studio', page: studio('tiers', '/studio/ilse/tiers/new'), view: { creator, tier: null, currencies: ['EUR', 'GBP', 'USD'] } },
  { state: 'edit', template: 'studio/tier', layout: 'studio', page: studio('tiers', '/studio/ilse/tiers/t-shard'), view: { creator, tier: { ...shard, onRequest: true, welcome: 'Come in, mind the bricks.', priceMajor: '5.00', yearlyMajor: '50.00', others: [price(600, 'month', 'USD'), price(6000, 'year', 'USD')], joinUrl: '/@ilse/join?tier=t-shard', version: 2, graceDays: 7, trialDays: 14, trialCard: true, editUrl: '/studio/ilse/tiers/t-shard' }, currencies: ['EUR'] } },
  { state: 'edit-free', template: 'studio/tier', layout: 'studio', page: studio('tiers', '/studio/ilse/tiers/t-free'), view: { creator, tier: { ...free, archived: true, welcome: '', priceMajor: null, yearlyMajor: null, others: [], joinUrl: '/@ilse/join?tier=t-free', version: 1, graceDays: 7, trialDays: 14, trialCard: true, editUrl: '/studio/ilse/tiers/t-free' }, currencies: ['EUR'] } },
  { state: 'wrong', template: 'studio/tier', layout: 'studio', page: studio('tiers', '/studio/ilse/tiers'), form: wrong({ name: 'Please write something here.', price: 'Not less than 1, please.' }, { name: '', paid: 'paid', price: '0.2', currency: 'GBP' }), view: { creator, tier: null, currencies: ['EUR', 'GBP', 'USD'] } },
  { state: 'full', template: 'studio/settings', layout: 'studio', page: studio('settings', '/studio/ilse/settings'), view: { creator, version: 4, hues, languages, adult: false, timeZone: 'Europe/Berlin', timeZones: ['UTC', 'Europe/Berlin'], ...extras } },
  { state: 'wrong', template: 'studio/settings', layout: 'studio', page: studio('settings', '/studio/ilse/settings'), form: wrong({ name: 'Please write something here.', picture: 'We take JPEG, PNG, WebP and AVIF.' }, { name: '', hue: '205', chroma: '75' }), view: { creator: bareCreator, version: 1, hues, languages, adult: true, timeZone: 'UTC', timeZones: ['UTC', 'Europe/Berlin'], ...extras } },

  { state: 'ask', template: 'email/unsubscribe', layout: 'plain', view: { creator: { name: 'Ilse Brandt', url: '/@ilse' }, done: false, again: false, action: '/mail/unsubscribe/abc' } },
  { state: 'again', template: 'email/unsubscribe', layout: 'plain', view: { creator: { name: 'Ilse Brandt', url: '/@ilse' }, done: false, again: true, action: '/mail/unsubscribe/abc' } },
  { state: 'done', template: 'email/unsubscribe', layout: 'plain', view: { creator: { name: 'Ilse Brandt', url: '/@ilse' }, done: true, again: false, action: '/mail/unsubscribe/abc/undo' } },
  { state: 'some', template: 'email/choices', layout: 'page', page: signedIn('/account/mail'), view: { creators: [{ ...card, kinds: [{ kind: 'new-post', on: true }, { kind: 'price-change', on: false }] }, { ...bareCard, kinds: [{ kind: 'new-post', on: true }, { kind: 'price-change', on: true }] }] } },
  { state: 'none', template: 'email/choices', layout: 'page', page: signedIn('/account/mail'), view: { creators: [] } },
  { state: 'full', template: 'dev/mail', layout: 'plain', page: { path: '/dev/mail' }, view: { messages: [{ id: 'm1', to: 'ada@example.org', subject: 'You are in Shard', at: '2026-11-22T17:59:00Z' }, { id: 'm2', to: 'ada@example.org', subject: '', at: '2026-11-21T17:59:00Z' }] } },
  { state: 'all', template: 'dev/previews', layout: 'plain', view: { mails: [{ kind: 'welcome', versions: [{ language: 'en', languageName: 'English', which: 'full', subject: 'You are in Shard', url: '/dev/mail/previews/welcome/en/full' }, { language: 'it', languageName: 'Italiano', which: 'empty', subject: 'Fai parte di Shard', url: '/dev/mail/previews/welcome/it/empty' }] }] } },
  { state: 'empty', template: 'dev/mail', layout: 'plain', page: { path: '/dev/mail' }, view: { messages: [] } },
  { state: 'full', template: 'dev/message', layout: 'plain', view: { message: { id: 'm1', to: 'ada@example.org', from: 'Ilse Brandt <post@thousand.example>', subject: 'You are in Shard', at: '2026-11-22T17:59:00Z', text: 'Dear Ada,\n\ncome in.', headers: [{ name: 'List-Unsubscribe', value: '<https://thousand.example/mail/unsubscribe/abc>' }], htmlUrl: '/dev/mail/m1/html', links: ['https://thousand.example/@ilse'] } } },
  { state: '404', template: 'error', layout: 'plain', page: { path: '/nowhere', account: ada, noindex: true }, view: { status: 404, title: 'There is no page here', detail: 'It may have been moved, or the address has a slip in it. Nothing of yours is lost.', reference: 'req-7k29', link: { href: '/', text: 'Go to the front page' } } },
  ...peopleSamples,
  ...operatorSamples,
  ...contentSamples({ creator, bareCreator, rows, member, stranger, editing: { ...editing, steps: [] }, studio }),
];
