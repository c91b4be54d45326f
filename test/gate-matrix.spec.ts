import sharp from 'sharp';
import { Publishing } from '../src/content/publishing.service.js';
import { startApp, type TestApp, until } from './app.js';
import { Browser, buildPage, buildPerson, Client, expectStatus, PASSWORD, pay } from './client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

/** Who asks. `named` is a follower whom some posts name. */
const VIEWERS = ['stranger', 'account', 'follower', 'named', 'member', 'top', 'elsewhere', 'staff'] as const;
type Viewer = (typeof VIEWERS)[number];
const STATES = ['draft', 'scheduled', 'published', 'early', 'unpublished'] as const;
type State = (typeof STATES)[number];

/** Who may read, by audience; the table is the specification, the product is asked. */
const AUDIENCES: Record<string, readonly Viewer[]> = {
  public: VIEWERS, followers: ['follower', 'named', 'member', 'top', 'staff'], paid: ['member', 'top', 'staff'], 'low and above': ['member', 'top', 'staff'],
  'top alone': ['top', 'staff'], 'free alone': ['follower', 'named', 'member', 'top', 'staff'], 'by name': ['named', 'staff'], 'top or by name': ['named', 'top', 'staff'],
};

describe('the gate, asked through every channel', () => {
  let test: TestApp;
  let owner: Person;
  const people = {} as Record<Viewer, { client: Client; browser: Browser; feed: string | null }>;
  const posts: { audience: string; state: State; id: string; slug: string; canary: string; picture: string; blur: string }[] = [];
  const counted = new Map<string, number>();
  let leftOut = 0;

  /** Whether this person may read this post, as the table has it. */
  const may = (who: Viewer, { audience, state }: { audience: string; state: State }) => {
    if (state === 'published') return AUDIENCES[audience]!.includes(who);
    // In early access the first step alone has come: the highest tier's.
    if (state === 'early') return who === 'top' || who === 'staff';
    return false;
  };

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    const page = await buildPage(test, owner, 'tamsin');
    const top = expectStatus(await owner.post('/studio/tamsin/tiers', { name: 'Edition', description: '', benefits: '', welcome: '', paid: 'paid', price: '20', currency: 'EUR' }), 201).json as { id: string };
    const made: Partial<Record<Viewer, Person>> = { staff: owner };
    for (const [who, name] of [['account', 'Accountonly'], ['follower', 'Follower'], ['named', 'Named'], ['member', 'Member'], ['top', 'Topmost'], ['elsewhere', 'Elsewhere']] as const) made[who] = await buildPerson(test, name);
    const other = await buildPerson(test, 'Otherowner');
    const elsewhere = await buildPage(test, other, 'other');
    for (const who of ['follower', 'named'] as const) expectStatus(await made[who]!.post('/@tamsin/membership', {}), 201);
    await pay(test, made.member!, 'tamsin', page.paid.id);
    await pay(test, made.top!, 'tamsin', top.id);
    await pay(test, made.elsewhere!, 'other', elsewhere.paid.id);
    await until('those who paid are in', async () => (await Promise.all([made.member!, made.top!].map(async (one) => (await one.get('/@tamsin')).json.standing.tiers.length === 2))).every(Boolean));
    for (const who of VIEWERS) {
      const browser = new Browser(test.url);
      const person = made[who];
      if (person) expectStatus(await browser.submit('/sign-in', '/sign-in', { email: person.email, password: PASSWORD }), 303);
      const feed = person && ['follower', 'named', 'member', 'top'].includes(who) ? expectStatus(await person.post('/@tamsin/membership/feed'), 201).json.feed.url as string : null;
      people[who] = { client: person ?? new Client(test.url), browser, feed: feed && new URL(feed).pathname };
    }

    const png = new Blob([new Uint8Array(await sharp({ create: { width: 500, height: 300, channels: 3, background: '#0d646c' } }).png().toBuffer())], { type: 'image/png' });
    const choice: Record<string, object> = {
      public: { audience: 'public' }, followers: { audience: 'followers' }, paid: { audience: 'paid' }, 'low and above': { audience: `tier:${page.paid.id}` },
      'top alone': { audience: `only:${top.id}` }, 'free alone': { audience: `only:${page.free.id}` }, 'by name': { named: 'Named' }, 'top or by name': { audience: `only:${top.id}`, named: 'named@people.example' },
    };
    const kiln = expectStatus(await owner.post('/studio/tamsin/collections', { title: 'All' }), 201).json as { editUrl: string };
    for (const audience of Object.keys(AUDIENCES)) {
      for (const state of STATES) {
        const canary = `canary${posts.length}x`;
        // Titles and the first lines are for anyone, so the canary is in what is not: body, alt text, caption, name of the file.
        const words = {
          title: `${audience}, ${state}`, standfirst: '', teaser: 'Begins.', body: `${canary} ![](picture:1)`, tags: 'all',
          ...(state === 'early' ? { audience: `only:${top.id}`, step1Days: 7, step1For: 'public' } : choice[audience]),
        };
        const { id, url } = expectStatus(await owner.post('/studio/tamsin/posts', words), 201).json as { id: string; url: string };
        const form = new FormData();
        for (const [field, value] of Object.entries({ alt: `alt ${canary}`, caption: `caption ${canary}`, cover: '1' })) form.set(field, value);
        form.set('picture', png, `${canary}.png`);
        const picture = await (await fetch(`${test.url}/studio/tamsin/posts/${id}/pictures`, { method: 'POST', body: form, headers: { accept: 'application/json', authorization: `Bearer ${owner.token}` } })).json() as { url: string; blurUrl: string };
        expectStatus(await owner.post(`${kiln.editUrl}/posts`, { postId: id }), 200);
        if (state === 'scheduled') expectStatus(await owner.post(`/studio/tamsin/posts/${id}/schedule`, { ...words, publishOn: '2099-01-01', publishAt: '09:00' }), 200);
        else if (state !== 'draft') expectStatus(await owner.post(`/studio/tamsin/posts/${id}/publication`, words), 200);
        if (state === 'unpublished') expectStatus(await owner.post(`/studio/tamsin/posts/${id}/publication/undo`), 200);
        posts.push({ audience, state, id, slug: url.split('/').at(-1)!, canary, picture: picture.url, blur: picture.blurUrl });
      }
    }
    await test.app.get(Publishing).publishDue();
    await test.app.get(Publishing).openDue();
  }, 120_000);
  afterAll(async () => {
    const sum = [...counted.values()].reduce((a, b) => a + b, 0);
    console.info(`gate matrix: ${VIEWERS.length} viewers, ${Object.keys(AUDIENCES).length} audiences, ${STATES.length} states; cells by channel ${JSON.stringify(Object.fromEntries(counted))}; ${sum} run, ${leftOut} left out (a feed of one's own for who has none, mails to who follows nothing, previews of what needs a person)`);
    await test.close();
  });

  const cell = (channel: string, n = 1) => counted.set(channel, (counted.get(channel) ?? 0) + n);
  const shown = (answer: { text: string; headers: Headers }) => answer.text + JSON.stringify([...answer.headers]);
  /** Looks for every post's canary in one answer that may show several. */
  const check = (channel: string, who: Viewer, text: string, reads = may, wants = true) => {
    for (const post of posts) {
      cell(channel);
      const expected = reads(who, post);
      const found = new RegExp(`${post.canary}(?!\\d)`).test(text);
      if (found && !expected) throw new Error(`${channel} shows "${post.audience}, ${post.state}" to ${who}`);
      if (wants && !found && expected) throw new Error(`${channel} does not show "${post.audience}, ${post.state}" to ${who}`);
    }
  };

  it.each(VIEWERS)('page and JSON, for %s', async (who) => {
    const { client, browser } = people[who];
    for (const post of posts) {
      const there = ['published', 'early'].includes(post.state);
      for (const [channel, answer] of [['JSON', await client.get(`/@tamsin/posts/${post.slug}`)], ['page', await browser.get(`/@tamsin/posts/${post.slug}`)]] as const) {
        cell(channel);
        expect([channel, post.audience, post.state, answer.status]).toEqual([channel, post.audience, post.state, there ? 200 : 404]);
        expect([channel, post.audience, post.state, shown(answer).includes(post.canary)]).toEqual([channel, post.audience, post.state, may(who, post)]);
        if (channel === 'JSON' && there) expect(answer.json.post.open).toBe(may(who, post));
      }
    }
  }, 60_000);

  it.each(VIEWERS)('lists, tags and collections, for %s', async (who) => {
    const { client, browser } = people[who];
    const signedIn = who !== 'stranger' && who !== 'account' && who !== 'staff';
    for (const [channel, path] of [['list', '/@tamsin'], ['tag', '/@tamsin/tags/all'], ['collection', '/@tamsin/collections/all'], ...(signedIn ? [['home', '/home']] : [])] as [string, string][]) {
      for (const get of [client.get, (to: string) => browser.get(to)]) {
        let text = '';
        for (let next: string | null = path, n = 0; next && n < 4; n++) {
          const answer = await get(next);
          text += shown(answer);
          next = /"older":"([^"]+)"/.exec(answer.text)?.[1] ?? null;
        }
        // A cover's description is there for who may see the cover. Whether all are there is asked of JSON, page by page.
        check(channel, who, text, (viewer, post) => may(viewer, post) && (channel !== 'home' || viewer !== 'elsewhere'), get === client.get);
      }
    }
  }, 60_000);

  it.each(VIEWERS)('picture files, for %s', async (who) => {
    const { client } = people[who];
    for (const post of posts) {
      const there = ['published', 'early'].includes(post.state);
      for (const [channel, path, welcome] of [['picture', post.picture, who === 'staff' || may(who, post)], ['blur', post.blur, who === 'staff' || there]] as const) {
        for (const method of ['GET', 'HEAD']) {
          cell(channel);
          const { status } = await fetch(test.url + path, { method, headers: client.token ? { authorization: `Bearer ${client.token}` } : {} });
          expect([channel, post.audience, post.state, status]).toEqual([channel, post.audience, post.state, welcome ? 200 : 404]);
        }
      }
    }
  }, 60_000);

  it('feeds, the public one and one\'s own', async () => {
    for (const who of VIEWERS) {
      check('public feed', who, (await people[who].client.get('/@tamsin/feed.xml')).text, (_, post) => post.state === 'published' && post.audience === 'public');
      const { feed } = people[who];
      if (feed) check('own feed', who, await (await fetch(test.url + feed)).text());
      else leftOut += posts.length;
    }
  });

  it('mails', async () => {
    await until('all are sent', async () => (await test.db.query('select 1 from mail where submitted_at is null and skipped is null')).rowCount === 0 && (await test.db.query('select 1 from graphile_worker._private_jobs where locked_at is not null')).rowCount === 0, 30_000);
    const mails = await test.mails();
    const text = (name: string) => mails.filter((mail) => [mail.to].flat()[0]?.text.includes(`${name}@`)).map((mail) => `${mail.subject}${mail.text}${mail.html}${mail.headerLines.map(({ line }) => line).join()}`).join();
    for (const [who, name] of [['account', 'accountonly'], ['follower', 'follower'], ['named', 'named'], ['member', 'member'], ['top', 'topmost'], ['elsewhere', 'elsewhere']] as const) {
      // What was unpublished may have been told while it was out; what was never out is told to nobody.
      check('mail', who, text(name), (viewer, post) => (post.state === 'unpublished' ? may(viewer, { ...post, state: 'published' }) : may(viewer, post)) && !['account', 'elsewhere'].includes(viewer), false);
      for (const post of posts.filter((one) => may(who, one) && !['account', 'elsewhere'].includes(who))) expect([who, post.audience, text(name).includes(post.canary)]).toEqual([who, post.audience, true]);
    }
    leftOut += 2 * posts.length;
  }, 60_000);

  it('previews, as the team tries them on', async () => {
    const ladder = (await owner.get('/@tamsin')).json.tiers as { id: string; name: string }[];
    const as: Partial<Record<Viewer, string>> = { stranger: 'as=stranger', follower: 'as=follower', named: 'who=Named', member: 'who=Member', top: `as=tier:${ladder.find((tier) => tier.name === 'Edition')!.id}` };
    for (const [who, query] of Object.entries(as) as [Viewer, string][]) {
      for (const post of posts) {
        cell('preview');
        const { json, text } = await owner.get(`/studio/tamsin/posts/${post.id}/preview?${query}`);
        const welcome = may(who, post.state === 'early' ? post : { ...post, state: 'published' });
        expect([who, post.audience, post.state, json.post.open, text.includes(post.canary)]).toEqual([who, post.audience, post.state, welcome, welcome]);
      }
    }
    leftOut += (VIEWERS.length - Object.keys(as).length) * posts.length;
    for (const who of VIEWERS.filter((one) => one !== 'staff')) {
      cell('preview');
      expect([401, 404]).toContain((await people[who].client.get(`/studio/tamsin/posts/${posts[0]!.id}/preview?as=top`)).status);
    }
  }, 60_000);

  it('leaves no word in the log, and none in a store that strangers read from', async () => {
    expect(test.logs()).not.toMatch(/canary/);
    for (const post of posts.filter((one) => !may('stranger', one))) {
      expect(await (await fetch(`${test.url}/@tamsin/posts/${post.slug}`)).text()).not.toContain(post.canary);
      cell('store');
    }
  });
});
