import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, type Client, expectStatus, PASSWORD, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;
interface Row { id: string; name: string; email: string | null; status: string; tiers: string[]; price: object | null; complimentaryUntil: string | null }

describe('The members of a page', () => {
  let test: TestApp;
  let owner: Person;
  let helper: Person;
  let payer: Person;
  let follower: Person;
  let other: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;
  const list = async (query = '', who: Client = owner) => expectStatus(await who.get(`/studio/tamsin/members${query}`), 200).json as { members: Row[]; total: number; nextUrl: string | null };
  const names = async (query = '') => (await list(query)).members.map((one) => one.name);
  const sheet = async (id: string, who: Client = owner) => expectStatus(await who.get(`/studio/tamsin/members/${id}`), 200).json as { member: Row; grants: { id: string; tier: string; reason: string; live: boolean; note: string | null; withdrawable: boolean }[]; story: { kind: string; sentence: string }[] };

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    helper = await buildPerson(test, 'Helper');
    payer = await buildPerson(test, 'Ruth');
    follower = await buildPerson(test, 'Joan');
    other = await buildPerson(test, 'Otherowner');
    page = await buildPage(test, owner, 'tamsin');
    await buildPage(test, other, 'other');
    await test.db.query("insert into team_member (creator_id, account_id, role, since) select id, $1, 'community', created_at from creator where handle = 'tamsin'", [helper.accountId]);
    expectStatus(await follower.post('/@tamsin/membership'), 201);
    await pay(test, payer, 'tamsin', page.paid.id);
    await until('paid', async () => (await payer.get('/@tamsin/membership')).json.kind === 'paid');
  });
  afterAll(() => test.close());

  it('are listed by name, tier, since when and how it stands', async () => {
    expect(await list()).toMatchObject({
      total: 2, members: [{ name: 'Ruth', status: 'paid', email: payer.email, price: { amount: 500, currency: 'EUR' } }, { name: 'Joan', status: 'free', email: follower.email, price: null }],
    });
    expect((await list()).members[0]!.tiers.at(-1)).toBe('Proof');
  });

  it('are found, filtered and sorted', async () => {
    expect(await names('?q=rut')).toEqual(['Ruth']);
    expect(await names('?q=RUTH')).toEqual(['Ruth']);
    expect(await names('?q=joan@peo')).toEqual(['Joan']);
    expect(await names('?q=%25')).toEqual([]);
    expect(await names('?status=paid')).toEqual(['Ruth']);
    expect(await names('?status=free')).toEqual(['Joan']);
    expect(await names('?status=trouble')).toEqual([]);
    expect(await names(`?tier=${page.paid.id}`)).toEqual(['Ruth']);
    expect(await names(`?tier=${page.free.id}&sort=name`)).toEqual(['Joan', 'Ruth']);
    expect(await names('?sort=oldest')).toEqual(['Joan', 'Ruth']);
    expect((await owner.get('/studio/tamsin/members?status=rich')).status).toBe(422);
  });

  it('tell their addresses and money to the owner alone', async () => {
    const seen = await helper.get('/studio/tamsin/members');
    expect(seen.json.members.map((one: Row) => [one.email, one.price])).toEqual([[null, null], [null, null]]);
    expect(await helper.get('/studio/tamsin/members?q=people.example').then((one) => one.json.members)).toEqual([]);
    expect(seen.text + (await helper.get(`/studio/tamsin/members/${payer.accountId}`)).text).not.toMatch(/@people\.example|\b500\b/);
    expect((await helper.post('/studio/tamsin/members/exports', {})).status).toBe(403);
    expect((await helper.post(`/studio/tamsin/members/${payer.accountId}/grants`, { tierId: page.paid.id, until: '2030-01-01', note: 'x' })).status).toBe(403);
  });

  it('lead a helper to no door that is shut to them', async () => {
    const browser = new Browser(test.url);
    await browser.submit('/sign-in', '/sign-in', { email: helper.email, password: PASSWORD });
    const page = await browser.follow(await browser.get('/studio/tamsin'));
    for (const [, href] of page.text.matchAll(/href="(\/studio\/tamsin[^"]*)"/g)) expect([href, (await browser.get(href!)).status]).toEqual([href, 200]);
    expect(page.text).toContain('/studio/tamsin/members');
  });

  it('are nobody else\'s to see', async () => {
    for (const path of ['', `/${payer.accountId}`, '/exports/members.csv']) {
      expect((await other.get(`/studio/tamsin/members${path}`)).status).toBe(404);
      expect((await payer.get(`/studio/tamsin/members${path}`)).status).toBe(404);
    }
    expect((await other.get(`/studio/other/members/${payer.accountId}`)).status).toBe(404);
    expect((await other.post(`/studio/other/members/${payer.accountId}/grants`, { tierId: page.paid.id, until: '2030-01-01', note: 'x' })).status).toBe(404);
  });

  it('have a story, told by every part of the house', async () => {
    const post = await buildPost(owner, 'tamsin', 'paid');
    await payer.get(post.url);
    await until('the read is written', async () => (await sheet(payer.accountId)).story.some((line) => line.kind === 'read'));
    await until('the mails are sent', async () => (await sheet(payer.accountId)).story.filter((line) => line.kind.startsWith('mail')).length >= 2);
    const { story, grants } = await sheet(payer.accountId);
    expect(story.map((line) => line.sentence)).toEqual(expect.arrayContaining(['Read “For paid”.', 'Got a mail: “For paid”.', 'Began to pay for Proof.', 'Began to follow.']));
    expect(grants.filter((grant) => grant.live).map((grant) => [grant.tier, grant.reason])).toEqual(expect.arrayContaining([['Proof', 'membership'], [expect.any(String), 'follow']]));
  });

  describe('can be given a tier', () => {
    const give = (more: object = {}) => owner.post(`/studio/tamsin/members/${follower.accountId}/grants`, { tierId: page.paid.id, until: '2030-06-30', note: 'For the bricks you carried.', ...more });

    it('until a day, with words, and are told', async () => {
      const post = await buildPost(owner, 'tamsin', 'paid', 'the inside');
      expect((await follower.get(post.url)).json.post.open).toBe(false);
      for (const wrong of [{ until: '2020-01-01' }, { until: '2099-01-01' }, { until: 'soon' }, { note: '' }, { tierId: page.free.id }]) expect((await give(wrong)).status).toBe(422);
      expectStatus(await give(), 201);
      expect((await follower.get(post.url)).json.post.open).toBe(true);
      expect(await names('?status=complimentary')).toEqual(['Joan']);
      const given = (await follower.get('/account')).json.memberships[0].given;
      expect(given).toEqual([{ tier: { id: page.paid.id, name: 'Proof' }, until: expect.stringMatching(/^2030-0[67]/) }]);
      const mail = await until('the mail', async () => (await test.mails()).find((one) => one.subject === 'Page of tamsin gives you Proof'));
      expect(mail.text).toContain('For the bricks you carried.');
      expect(mail.text).toContain('30 June 2030');
      expect((await owner.get('/studio/tamsin/team/audit?act=tierGiven')).json.entries[0].sentence).toBe('Tamsin gave Joan the tier “Proof” until 30 June 2030.');
    });

    it('which can be taken back, once', async () => {
      const grant = (await sheet(follower.accountId)).grants.find((one) => one.withdrawable)!;
      const back = () => owner.post(`/studio/tamsin/members/${follower.accountId}/grants/${grant.id}/withdrawal`);
      expect((await owner.post(`/studio/tamsin/members/${payer.accountId}/grants/${grant.id}/withdrawal`)).status).toBe(404);
      expectStatus(await back(), 200);
      expect((await follower.get('/account')).json.memberships[0].given).toEqual([]);
      expect((await back()).json.code).toBe('already_ended');
      expect(await names('?status=complimentary')).toEqual([]);
      const paid = (await sheet(payer.accountId)).grants.find((one) => one.reason === 'membership')!;
      expect((await owner.post(`/studio/tamsin/members/${payer.accountId}/grants/${paid.id}/withdrawal`)).status).toBe(404);
    });
  });

  describe('go along as a file', () => {
    const link = async (body: object = {}) => expectStatus(await owner.post('/studio/tamsin/members/exports', body), 201).json.url as string;

    it('that no spreadsheet runs, and that says who it is', async () => {
      const hostile = ['=cmd|\'/c calc\'!A1', '+1', '-1+1', '@SUM(1)', '\t=1', 'a "quoted", name', 'Zoë 😀', '=HYPERLINK("https://evil.example")'];
      for (const [n, name] of hostile.entries()) {
        await test.db.query("insert into account (email, email_key, name, language, time_zone, created_at, proved_at) values ($1, $1, $2, 'en', 'UTC', now(), now())", [`h${n}@x.example`, name]);
        await test.db.query("insert into membership (account_id, creator_id, since) select a.id, c.id, now() from account a, creator c where a.email = $1 and c.handle = 'tamsin'", [`h${n}@x.example`]);
      }
      const answer = await owner.get(await link());
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="members-tamsin.csv"');
      const bytes = Buffer.from(await (await fetch(test.url + await link(), { headers: { authorization: `Bearer ${owner.token}` } })).arrayBuffer());
      expect([...bytes.subarray(0, 3)]).toEqual([0xEF, 0xBB, 0xBF]);
      const rows = readCsv(answer.text.replace('\uFEFF', ''));
      expect(rows).toHaveLength(1 + 2 + hostile.length);
      for (const row of rows) {
        expect(row).toHaveLength(rows[0]!.length);
        for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }
      expect(rows.map((row) => row[1])).toEqual(expect.arrayContaining(['Ruth', 'a "quoted", name', 'Zoë 😀', '\'@SUM(1)']));
      const ruth = rows.find((row) => row[1] === 'Ruth')!;
      expect(ruth.slice(2, 4)).toEqual([payer.email, 'paid']);
      expect(ruth.slice(8, 10)).toEqual(['5', 'EUR']);
      await test.db.query("delete from membership where account_id in (select id from account where email like 'h%@x.example')");
    });

    it('for whoever asked, for ten minutes, and nobody else', async () => {
      const url = await link({ status: 'paid' });
      expect(readCsv((await owner.get(url)).text.replace('\uFEFF', ''))).toHaveLength(2);
      for (const who of [helper, other, payer]) expect([403, 404]).toContain((await who.get(url)).status);
      expect((await other.get(url.replace('/studio/tamsin/', '/studio/other/'))).status).toBe(404);
      for (const altered of [url.replace('status=paid', 'status=all'), url.replace(/until=\d+/, `until=${Date.now() + 1e9}`), url.replace(/signature=.*/, 'signature=x'), url.split('?')[0]!]) {
        expect((await owner.get(altered)).status).toBe(404);
      }
      const { ExportLinks } = await import('../../src/access/people/export-links.service.js');
      const { Creators } = await import('../../src/members/index.js');
      const tamsin = await test.app.get(Creators).byHandle('tamsin');
      const read = (accountId: string) => () => test.app.get(ExportLinks).read({ accountId } as never, tamsin, url);
      expect(read(owner.accountId)()).toEqual({ status: 'paid' });
      expect(read(helper.accountId)).toThrow('404');
      const system = test.clock.system.bind(test.clock);
      test.clock.system = () => new Date(system().getTime() + 11 * 60_000);
      expect((await owner.get(url)).status).toBe(404);
      test.clock.system = system;
    });

    it('that leaves a line in the audit each time', async () => {
      const before = (await owner.get('/studio/tamsin/team/audit?act=membersExported')).json.entries.length as number;
      await link();
      const { entries } = (await owner.get('/studio/tamsin/team/audit?act=membersExported')).json;
      expect(entries).toHaveLength(before + 1);
      expect(entries[0].sentence).toBe('Tamsin took the members along as a file. There were 2.');
    });

    it('from a form, too', async () => {
      const browser = new Browser(test.url);
      await browser.submit('/sign-in', '/sign-in', { email: owner.email, password: PASSWORD });
      const answer = await browser.follow(await browser.submit('/studio/tamsin/members', '/studio/tamsin/members/exports', { q: '', status: 'all', tier: '', sort: 'newest' }));
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    });
  });

  it('who left are found among those who left, and nowhere else', async () => {
    expectStatus(await owner.post(`/studio/tamsin/members/${follower.accountId}/grants`, { tierId: page.paid.id, until: '2030-06-30', note: 'Once more.' }), 201);
    expectStatus(await follower.post('/@tamsin/membership/cancellation'), 200);
    expect((await sheet(follower.accountId)).grants.filter((grant) => grant.live)).toEqual([]);
    expect(await names()).toEqual(['Ruth']);
    expect(await names('?status=ended')).toEqual(['Joan']);
    expectStatus(await follower.post('/@tamsin/membership'), 201);
    expect(await names('?status=ended')).toEqual([]);
    expect(await names()).toEqual(['Joan', 'Ruth']);
  });

  it('are paged without gaps or doubles, and fast, when there are a hundred thousand', async () => {
    await test.db.query(`insert into account (email, email_key, name, language, time_zone, created_at, proved_at)
      select 'm' || n || '@x.example', 'm' || n || '@x.example', 'Person ' || md5(n::text), 'en', 'UTC', now(), now() from generate_series(1, 100000) n`);
    await test.db.query(`insert into membership (account_id, creator_id, since)
      select a.id, c.id, now() - random() * 1000 * interval '1 day' from account a, creator c where a.email like 'm%@x.example' and c.handle = 'tamsin'`);
    await test.db.query(`insert into access_grant (account_id, creator_id, tier_id, reason, source, valid_from)
      select m.account_id, m.creator_id, t.id, 'membership', 'membership ' || m.id, m.since from membership m join tier t on t.creator_id = m.creator_id and not t.paid on conflict do nothing`);
    await test.db.query('vacuum analyze membership, account, access_grant');
    const seen = new Set<string>();
    for (const sort of ['newest', 'oldest', 'name']) {
      let url: string | null = `/studio/tamsin/members?sort=${sort}`;
      for (let n = 0; n < 5; n++) {
        const answer: Awaited<ReturnType<typeof list>> = expectStatus(await owner.get(url!), 200).json;
        expect(answer.members).toHaveLength(50);
        for (const one of answer.members) {
          expect(seen.has(`${sort} ${one.id}`)).toBe(false);
          seen.add(`${sort} ${one.id}`);
        }
        url = answer.nextUrl;
      }
    }
    const slow: string[] = [];
    const took: Record<string, number> = {};
    for (const query of ['?', '?sort=oldest', '?sort=name', '?status=paid', '?status=trouble', '?status=ended', '?status=complimentary', `?tier=${page.paid.id}`, `?tier=${page.free.id}`, '?q=ruth', '?q=person', '?q=zzzzz', '?q=m77777@']) {
      const began = performance.now();
      await list(query);
      took[query] = Math.round(performance.now() - began);
      if (took[query]! > 1500) slow.push(query);
    }
    console.info('members list at 100,000, ms:', JSON.stringify(took));
    expect(slow).toEqual([]);
    const memory = process.memoryUsage().heapUsed;
    const file = await owner.get(expectStatus(await owner.post('/studio/tamsin/members/exports', {}), 201).json.url as string);
    expect(file.text.split('\r\n')).toHaveLength(100_002 + 2);
    console.info('export of 100,000, MB of text and of heap:', Math.round(file.text.length / 1e6), Math.round((process.memoryUsage().heapUsed - memory) / 1e6));
  }, 180_000);
});

/** RFC 4180, read. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  return rows.filter((row) => row.length > 1);
}
