import { startApp, type TestApp, until } from '../app.js';
import { openBrowser, openWindow } from '../journeys/browser.js';
import { Browser, buildPage, buildPerson, buildPost, Client, expectStatus, PASSWORD } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('A page\'s settings', () => {
  let test: TestApp;
  let owner: Person;
  const set = (what: string, body: object) => owner.post(`/studio/tamsin/settings/${what}`, body);
  let looks = 0;
  // An address of its own each time: strangers' pages are kept for some seconds, and counts may be as old.
  const shown = async () => expectStatus(await new Client(test.url).get(`/@tamsin?look=${++looks}`), 200).json as { links: object[]; numbers: { kind: string; value: number; marks: boolean[] }[] };

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    await buildPage(test, owner, 'tamsin');
  });
  afterAll(() => test.close());

  it('hold links, https only, that give nothing away', async () => {
    expectStatus(await set('links', { links: 'My shop https://www.shop.example/a' }), 200);
    expect((await shown()).links).toEqual([{ label: 'My shop', url: 'https://www.shop.example/a', host: 'shop.example' }]);
    expect((await new Browser(test.url).get('/@tamsin')).text).toContain('<a href="https://www.shop.example/a" rel="nofollow ugc noopener me">My shop</a>');
    expect((await set('links', { links: 'Shop javascript:alert(1)' })).status).toBe(422);
    expect((await shown()).links).toHaveLength(1);
  });

  it('look at a picked colour before it is kept', async () => {
    expect((await owner.get('/studio/tamsin/settings?hex=%23c2185b')).json.tried).toMatchObject({ hex: '#c2185b', hue: 5 });
    expect((await owner.get('/studio/tamsin/settings?hex=nonsense')).json.tried).toBeNull();
    expect((await owner.get('/studio/tamsin/settings')).json.creator).toMatchObject({ hue: 205, chroma: 75 });
  });

  it('show only figures that were ticked, counted, and of ten people or more', async () => {
    expect((await set('numbers', { members: '318' })).status).toBe(422);
    expect((await set('numbers', { share: '1' })).status).toBe(422);
    expectStatus(await set('numbers', { members: '1', active: '1', tenure: '1', posts: '1' }), 200);
    await buildPost(owner, 'tamsin', 'public');
    const fan = async (n: number, months: number) => {
      await test.db.query(`insert into account (email, email_key, name, language, time_zone, created_at, proved_at) values ('n${n}@x.example', 'n${n}@x.example', 'N', 'en', 'UTC', now(), now())`);
      await test.db.query(`insert into membership (account_id, creator_id, since) select a.id, c.id, now() - $1 * interval '1 month' from account a, creator c where a.email = 'n${n}@x.example' and c.handle = 'tamsin'`, [months]);
    };
    for (let n = 0; n < 9; n++) await fan(n, n < 5 ? 14 : 3);
    expect((await shown()).numbers.map((one) => one.kind)).toEqual(['posts']);
    await fan(9, 2);
    await test.db.query("insert into read_signal (creator_id, account_id, post_id, day, at) select c.id, a.id, p.id, current_date, now() from creator c join post p on p.creator_id = c.id, account a where c.handle = 'tamsin' and a.email in ('n0@x.example', 'n1@x.example', 'n2@x.example')");
    // The count stands for ten minutes; here it is forgotten at once.
    const { Numbers } = await import('../../src/content/numbers.service.js');
    (test.app.get(Numbers) as unknown as { counted: Map<string, unknown> }).counted.clear();
    expect((await shown()).numbers).toEqual([
      { kind: 'members', value: 10, marks: [] }, { kind: 'active', value: 3, marks: [true, true, true, false, false, false, false, false, false, false] },
      { kind: 'tenure', value: 8, marks: [] }, { kind: 'posts', value: 1, marks: [] },
    ]);
    expect((await new Browser(test.url).get('/@tamsin?look=again')).text).toContain('3 members in ten read something in the last 30 days.');
    expectStatus(await set('numbers', {}), 200);
    expect((await shown()).numbers).toEqual([]);
  });

  it('leave a line in the audit for each', async () => {
    const lines = (await owner.get('/studio/tamsin/team/audit?act=settingsChanged')).json.entries.map((one: { sentence: string }) => one.sentence);
    expect(lines).toEqual(['Tamsin changed the settings: which numbers are shown.', 'Tamsin changed the settings: which numbers are shown.', 'Tamsin changed the settings: the links.']);
  });

  it('begin with five steps that are read from what is there', async () => {
    const newcomer = await buildPerson(test, 'Newcomer');
    const browser = new Browser(test.url);
    await browser.submit('/sign-in', '/sign-in', { email: newcomer.email, password: PASSWORD });
    expect((await browser.submit('/studio', '/studio', { name: 'New', handle: 'new', language: 'en' })).headers.get('location')).toBe('/studio/new/start');
    const open = async () => (await newcomer.get('/studio/new/start')).json.steps.filter((one: { done: boolean }) => !one.done).map((one: { step: string }) => one.step);
    expect(await open()).toEqual(['words', 'accent', 'price', 'post', 'share']);
    expectStatus(await newcomer.post('/studio/new/settings', { name: 'New', standfirst: 'Something.', about: '', language: 'en', hue: 30, chroma: 100 }), 200);
    expectStatus(await newcomer.post('/studio/new/tiers', { name: 'Proof', description: '', benefits: '', welcome: '', paid: 'paid', price: '5', currency: 'EUR' }), 201);
    await buildPost(newcomer, 'new', 'public');
    expectStatus(await owner.post('/@new/membership'), 201);
    expect(await open()).toEqual(['words']);
    expect((await browser.get('/studio/new')).headers.get('location')).toBe('/studio/new/start');
    expect((await browser.submit('/studio/new/start', '/studio/new/start/dismissal', {})).status).toBe(303);
    expect((await browser.get('/studio/new')).headers.get('location')).toBe('/studio/new/posts');
  });
});

describe('What somebody writes about a page', () => {
  const HOSTILE = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '\'"><svg/onload=alert(1)>', '[x](javascript:alert(1))', '<a href="javascript:alert(1)">x</a>', '{{constructor}}', '</textarea><script>alert(1)</script>', '&lt;script&gt;', '\u202Eevil', '<style>*{display:none}</style>'];
  let test: TestApp;
  let owner: Person;
  let reader: Browser;

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Owner');
    await buildPage(test, owner, 'page');
    reader = new Browser(test.url);
    await reader.submit('/sign-in', '/sign-in', { email: owner.email, password: PASSWORD });
  });
  afterAll(() => test.close());

  it.each(HOSTILE)('is shown as written, never run: %s', async (text) => {
    await test.db.query('delete from limit_use');
    expectStatus(await owner.post('/account', { name: text, language: 'en', timeZone: 'UTC' }), 200);
    expectStatus(await owner.post('/studio/page/settings', { name: text, standfirst: text, about: text, language: 'en', hue: 30, chroma: 100 }), 200);
    await owner.post('/studio/page/settings/links', { links: `${text.slice(0, 40)} https://a.example/${encodeURIComponent(text)}` });
    expectStatus(await owner.post('/studio/page/tiers', { name: text, description: text, benefits: text, welcome: text, paid: 'paid', price: '5', currency: 'EUR' }), 201);
    await buildPost(owner, 'page', 'public', text);
    expectStatus(await owner.post('/studio/page/team/invitations', { email: 'x@people.example', role: 'editor' }), 201);
    const tier = (await owner.get('/studio/page/tiers')).json.tiers.at(-1) as { editUrl: string };
    const pages = ['/', '/@page', '/@page/join', '/@page/posts/for-public', '/studio', '/studio/page/settings', '/studio/page/tiers', tier.editUrl, '/studio/page/team', '/studio/page/team/audit', '/studio/page/start', '/studio/page/posts', '/account', '/home'];
    for (const at of pages) {
      const { text: html, status } = await reader.follow(await reader.get(at));
      expect([at, status]).toEqual([at, 200]);
      const scripts = html.match(/<script[^>]*>/g) ?? [];
      expect([at, scripts.filter((one) => !/^<script [^>]*src="\/assets\//.test(one))]).toEqual([at, []]);
      expect([at, /<(img|svg)[^>]*\son\w+=|<style|href="javascript:|<a [^>]*javascript:/i.test(html)]).toEqual([at, false]);
    }
  }, 60_000);

  it('runs nothing in a real browser, which objects to nothing', async () => {
    const browser = await openBrowser();
    try {
      const { page, complaints } = await openWindow(browser, { storageState: { cookies: [{ name: 'session', value: reader.cookies.get('session')!, domain: 'localhost', path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' }], origins: [] } });
      for (const text of HOSTILE.slice(0, 5)) {
        await test.db.query('delete from limit_use');
        expectStatus(await owner.post('/studio/page/settings', { name: text, standfirst: text, about: text, language: 'en', hue: 30, chroma: 100 }), 200);
        for (const at of ['/', '/@page', '/@page/join', '/@page/posts/for-public', '/studio', '/studio/page/settings', '/studio/page/tiers', '/studio/page/team/audit', '/studio/page/members']) {
          await page.goto(test.url + at, { waitUntil: 'load' });
          await page.evaluate('new Promise((settled) => setTimeout(settled, 20))');
        }
      }
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 60_000);

  it('goes out in mails as text, too', async () => {
    const mails = await until('invitations', async () => { const all = (await test.mails()).filter((mail) => mail.text?.includes('/invitations/')); return all.length >= 3 ? all : null; });
    for (const mail of mails) expect(String(mail.html)).not.toMatch(/<script|<img src=x|<svg\/onload|href="javascript/i);
  });
});

describe('A next page', () => {
  const ELSEWHERE = ['//evil.example', '///evil.example', '/\\evil.example', '\\\\evil.example', 'https:evil.example', 'https://evil.example', '/%5cevil.example/..//evil.example', '/\t/evil.example', '/\n/evil.example', 'javascript:alert(1)', 'https://localhost@evil.example', '/..//evil.example', '/.//evil.example', '%2F%2Fevil.example', 'data:text/html,x'];
  let test: TestApp;
  let person: Person;

  beforeAll(async () => {
    test = await startApp();
    person = await buildPerson(test, 'Person');
  });
  afterAll(() => test.close());

  it.each(ELSEWHERE)('never leads out of this install: %j', async (next) => {
    await test.db.query('delete from limit_use');
    const browser = new Browser(test.url);
    const page = await browser.get(`/sign-in?next=${encodeURIComponent(next)}`);
    const signedIn = await browser.submit('/sign-in', '/sign-in', { email: person.email, password: PASSWORD, next });
    const to = new URL(signedIn.headers.get('location') ?? '/', test.url);
    expect(to.origin).toBe(test.url);
    expect(to.pathname.startsWith('//')).toBe(false);
    for (const [, href] of page.text.matchAll(/href="([^"]+)"/g)) expect(new URL(href!.replaceAll('&amp;', '&'), test.url).origin).toBe(test.url);
  });
});
