import { startApp, type TestApp, until } from '../app.js';
import { buildPerson, expectStatus, PASSWORD } from '../client.js';
import { buildMembers } from './world-members.js';
import { buildMoney } from './world-money.js';
import { buildPages } from './world-pages.js';
import { buildRequests } from './world-requests.js';
import { buildPosts } from './world-posts.js';
import { buildLinks, linkTo } from './world-links.js';
import { LONG_NAME, RIGHT_TO_LEFT } from './world-names.js';

export interface LiveWorld {
  test: TestApp;
  people: Record<'fan' | 'paying' | 'owner' | 'newcomer' | 'operator', { email: string }>;
  /** What each route with a name in its path is visited as; a route is named by its path. */
  addresses: Record<string, string[]>;
}

/** The whole product with something on every page, all of it made by the doors that people use. */
export async function buildWorld(): Promise<LiveWorld> {
  const test = await startApp({ env: { CREATORS: 'approved' } });
  const person = (name: string) => buildPerson(test, name);
  const [owner, operator, paying, fan] = [await person('Tamsin'), await person('Noor'), await person('Ruth'), await person('Joan')];
  const [newcomer, leaving, late, given, helper] = [await person('Nadia'), await person('Mele'), await person('Linh'), await person('Kit'), await person('Helper')];
  await test.db.query('update account set operator_since = created_at where id = $1', [operator.accountId]);
  for (const [who, name] of [[late, RIGHT_TO_LEFT], [given, LONG_NAME]] as const) expectStatus(await who.post('/account', { name, language: 'en', timeZone: 'UTC' }), 200);

  const tiers = await buildPages(test, operator, owner, newcomer);
  const session = await buildMembers(test, { owner, paying, fan, leaving, late, given }, tiers);
  const posts = await buildPosts(test, owner, tiers);
  const shelf = expectStatus(await owner.post('/studio/tamsin/collections', { title: 'The grey plates', about: 'Eleven pulls, and what each of them said.' }), 201).json as { id: string; slug: string };
  for (const postId of [posts.open.id, posts.closed.id]) expectStatus(await owner.post(`/studio/tamsin/collections/${shelf.id}/posts`, { postId }), 200);
  const promise = expectStatus(await owner.post('/studio/tamsin/promises', { words: 'A print by post', tierId: tiers.paid, every: 'year' }), 201).json as { id: string };
  expectStatus(await owner.post('/studio/tamsin/promises', { words: 'An hour at the press', tierId: tiers.top, every: 'once' }), 201);
  expectStatus(await owner.post(`/studio/tamsin/promises/${promise.id}/kept`, { accountId: paying.accountId }), 200);

  expectStatus(await owner.post('/studio/tamsin/team/invitations', { email: helper.email, role: 'editor' }), 201);
  expectStatus(await helper.post(`${await linkTo(test, helper.email, /\/invitations\/[\w-]+/)}/acceptance`), 201);
  expectStatus(await owner.post('/studio/tamsin/team/invitations', { email: fan.email, role: 'community' }), 201);
  for (const [by, reason, words] of [[fan, 'other', 'This shows a key that somebody may copy.'], [paying, 'rights', '']] as const) {
    expectStatus(await by.post(`${posts.open.url}/reports`, { reason, words }), 201);
  }
  const [settled] = (await operator.get('/operator/reports')).json.open as { id: string }[];
  expectStatus(await operator.post(`/operator/reports/${settled!.id}/resolution`, { outcome: 'nothing', note: 'It is a drawing of a key.' }), 200);
  expectStatus(await paying.post('/account/security/tokens', { name: 'My reader', days: '90', password: PASSWORD }), 201);
  const feed = expectStatus(await paying.post('/@tamsin/membership/feed'), 201).json.feed as { url: string };
  const csv = expectStatus(await owner.post('/studio/tamsin/members/exports'), 201).json as { url: string };
  expectStatus(await operator.post('/operator/people/invitations', { email: 'friend@people.example', language: 'en' }), 201);

  const asking = await buildRequests(owner, { waiting: paying, wordless: leaving, letIn: fan, notNow: given });
  const charge = await until('a charge', async () => ((await paying.get('/account/charges')).json.payments as { url: string }[])[0]);
  const versions = (await owner.get(`/studio/tamsin/posts/${posts.open.id}/versions`)).json.versions as { id: string }[];
  const money = await buildMoney(test, { owner, paying, leaving, late, fan });
  const links = await buildLinks(test, { paying, invited: fan, late });
  await until('every mail to be sent', async () => (await test.db.query('select 1 from mail where submitted_at is null and skipped is null')).rowCount === 0);
  const events = (await operator.get('/operator/inbox')).json.events as { id: string }[];
  const mail = (await owner.get('/dev/mail')).json.messages as { id: string }[];
  await test.db.query('delete from limit_use');

  const studio = '/studio/tamsin';
  return {
    test,
    people: { fan, paying, owner, newcomer, operator },
    addresses: {
      '/@:handle': ['/@tamsin', '/@long', '/@empty', '/@grown'],
      '/@:handle/adult': ['/@grown/adult'],
      '/@:handle/join': ['/@tamsin/join', '/@tamsin/join?currency=JPY', '/@tamsin/join?currency=KWD', '/@long/join', '/@empty/join'],
      '/@:handle/posts/:slug': [posts.open.url, posts.closed.url, posts.early.url, posts.named.url, posts.rtl.url],
      '/@:handle/posts/:slug/reports': [`${posts.open.url}/reports`],
      '/@:handle/tags/:tag': ['/@tamsin/tags/kiln', '/@tamsin/tags/none'],
      '/@:handle/collections/:slug': [`/@tamsin/collections/${shelf.slug}`],
      '/@:handle/feed.xml': ['/@tamsin/feed.xml'],
      '/@:handle/feed/:token.xml': [new URL(feed.url, test.url).pathname],
      '/@:handle/membership': ['/@tamsin/membership', '/@empty/membership'],
      '/@:handle/membership/pause': ['/@tamsin/membership/pause'],
      '/@:handle/membership/card': ['/@tamsin/membership/card'],
      '/@:handle/membership/card/return': ['/@tamsin/membership/card/return'],
      '/@:handle/membership/feed': ['/@tamsin/membership/feed'],
      '/@:handle/membership/change': ['/@tamsin/membership/change', `/@tamsin/membership/change?tier=${tiers.paid}`, `/@tamsin/membership/change?tier=${tiers.top}&period=year`],
      '/@:handle/membership/cancellation': ['/@tamsin/membership/cancellation'],
      '/@:handle/checkout/return': [`/@tamsin/checkout/return?session_id=${session}`],
      '/account/charges/:invoice': [charge.url],
      '/studio/:handle': [studio, '/studio/empty'],
      '/studio/:handle/start': [`${studio}/start`, '/studio/empty/start'],
      '/studio/:handle/preview': [`${studio}/preview?as=stranger`, `${studio}/preview?as=tier:${tiers.paid}`],
      '/studio/:handle/posts': [`${studio}/posts`, '/studio/empty/posts'],
      '/studio/:handle/posts/new': [`${studio}/posts/new`],
      '/studio/:handle/posts/:id': [posts.draft, posts.open, posts.scheduled, posts.early].map(({ id }) => `${studio}/posts/${id}`),
      '/studio/:handle/posts/:id/preview': [`${studio}/posts/${posts.closed.id}/preview?as=stranger`],
      '/studio/:handle/posts/:id/versions': [`${studio}/posts/${posts.open.id}/versions`],
      '/studio/:handle/posts/:id/versions/:versionId': [`${studio}/posts/${posts.open.id}/versions/${versions.at(-1)!.id}`],
      '/studio/:handle/collections': [`${studio}/collections`, '/studio/empty/collections'],
      '/studio/:handle/collections/:id': [`${studio}/collections/${shelf.id}`],
      '/studio/:handle/tiers': [`${studio}/tiers`, '/studio/empty/tiers'],
      '/studio/:handle/tiers/new': [`${studio}/tiers/new`],
      '/studio/:handle/tiers/order': [`${studio}/tiers/order`, `${studio}/tiers/order?order=${tiers.reversed}`],
      '/studio/:handle/tiers/:id': [tiers.free, tiers.paid].map((id) => `${studio}/tiers/${id}`),
      '/studio/:handle/tiers/:id/holders': [tiers.paid, tiers.top].map((id) => `${studio}/tiers/${id}/holders`),
      '/studio/:handle/tiers/:id/prices': [`${studio}/tiers/${tiers.paid}/prices`],
      '/studio/:handle/promises': [`${studio}/promises`, '/studio/empty/promises'],
      '/studio/:handle/promises/:id': [`${studio}/promises/${promise.id}`],
      '/studio/:handle/members': [`${studio}/members`, `${studio}/members?q=nobody`, '/studio/empty/members'],
      '/studio/:handle/members/:id': [paying, given, late].map(({ accountId }) => `${studio}/members/${accountId}`),
      '/studio/:handle/members/exports/members.csv': [csv.url],
      '/studio/:handle/team': [`${studio}/team`, '/studio/empty/team'],
      '/studio/:handle/team/audit': [`${studio}/team/audit`, '/studio/grown/team/audit'],
      '/studio/:handle/settings': [`${studio}/settings`],
      '/studio/:handle/closing': [`${studio}/closing`],
      '/operator/inbox': ['/operator/inbox', '/operator/inbox?search=nothing'],
      '/operator/inbox/:id': [`/operator/inbox/${events[0]!.id}`],
      '/dev/mail/:id': [`/dev/mail/${mail[0]!.id}`],
      '/dev/mail/previews/:kind/:language/:which': ['/dev/mail/previews/receipt/en/full'],
      ...asking,
      ...links,
      ...money,
    },
  };
}
