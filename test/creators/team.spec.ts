import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, Client, expectStatus, PASSWORD } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;
interface Member { id: string; name: string; role: string; email: string | null }

describe('A team', () => {
  let test: TestApp;
  let tamsin: Person;
  let joan: Person;
  let ruth: Person;
  const team = async (who: Client = tamsin, handle = 'tamsin') => expectStatus(await who.get(`/studio/${handle}/team`), 200).json as { members: Member[]; invitations: { id: string; email: string; role: string }[]; mine: string };
  const invite = (who: Client, email: string, role = 'editor', handle = 'tamsin') => who.post(`/studio/${handle}/team/invitations`, { email, role });
  const mailsTo = async (email: string) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(email) && mail.text?.includes('/invitations/'));
  const linkTo = async (email: string, nth = 1) => {
    const mail = await until(`invitation ${nth} to ${email}`, async () => (await mailsTo(email))[nth - 1]);
    return /\/invitations\/[\w-]+/.exec(mail.text!)![0];
  };
  const join = async (person: Person, role = 'editor', handle = 'tamsin', owner: Client = tamsin) => {
    await test.db.query('delete from limit_use');
    const before = (await mailsTo(person.email)).length;
    expectStatus(await invite(owner, person.email, role, handle), 201);
    expectStatus(await person.post(`${await linkTo(person.email, before + 1)}/acceptance`), 201);
  };

  beforeAll(async () => {
    test = await startApp();
    tamsin = await buildPerson(test, 'Tamsin');
    joan = await buildPerson(test, 'Joan');
    ruth = await buildPerson(test, 'Ruth');
    await buildPage(test, tamsin, 'tamsin');
  });
  afterAll(() => test.close());

  describe('invites by mail', () => {
    let link: string;

    it('with a link that shows which page and role, and changes nothing by being opened', async () => {
      expectStatus(await invite(tamsin, joan.email, 'community'), 201);
      link = await linkTo(joan.email);
      const seen = expectStatus(await new Client(test.url).get(link), 200).json;
      expect(seen).toMatchObject({ usable: true, role: 'community', from: 'Tamsin', standing: 'stranger', creator: { handle: 'tamsin' } });
      expect((await team()).members).toHaveLength(1);
      const { rows } = await test.db.query<{ found: string }>('select count(*) as found from team_invitation where hash is not null and encode(hash, \'escape\') not like \'%\' || $1 || \'%\'', [link.split('/').at(-1)]);
      expect(Number(rows[0]!.found)).toBe(1);
      expect(test.logs()).not.toContain(link);
    });

    it('that belongs to the address it was sent to', async () => {
      expect(expectStatus(await ruth.get(link), 200).json.standing).toBe('another');
      expect((await ruth.post(`${link}/acceptance`)).status).toBe(403);
      expect((await new Client(test.url).post(`${link}/acceptance`)).status).toBe(401);
      expect(expectStatus(await joan.get(link), 200).json.standing).toBe('invited');
    });

    it('that is replaced when it is sent again', async () => {
      const { id } = (await team()).invitations[0]!;
      expectStatus(await tamsin.post(`/studio/tamsin/team/invitations/${id}/resending`), 200);
      const newer = await linkTo(joan.email, 2);
      expect((await joan.get(link)).status).toBe(410);
      expect((await joan.post(`${link}/acceptance`)).status).toBe(410);
      link = newer;
    });

    it('that works once', async () => {
      expectStatus(await joan.post(`${link}/acceptance`), 201);
      expect((await joan.post(`${link}/acceptance`)).status).toBe(410);
      expect((await team()).members.map(({ name, role }) => [name, role])).toEqual([['Tamsin', 'owner'], ['Joan', 'community']]);
      expect((await joan.get('/studio')).json.pages).toMatchObject([{ handle: 'tamsin', role: 'community' }]);
    });

    it('that is over when it is withdrawn, or older than seven days', async () => {
      const [taken, old] = [['taken@people.example', 'withdrawal'], ['old@people.example', 'days']] as const;
      for (const [email] of [taken, old]) expectStatus(await invite(tamsin, email), 201);
      const links = [await linkTo(taken[0]), await linkTo(old[0])];
      const { invitations } = await team();
      expectStatus(await tamsin.post(`/studio/tamsin/team/invitations/${invitations.find((one) => one.email === taken[0])!.id}/withdrawal`), 200);
      await test.db.query("update team_invitation set expires_at = expires_at - interval '7 days 1 second' where address = $1", [old[0]]);
      for (const one of links) expect((await ruth.get(one)).status).toBe(410);
    });

    it('only from its owner, to nobody who is on it, and not without end', async () => {
      await test.db.query('delete from limit_use');
      expect((await invite(joan, 'x@people.example')).status).toBe(403);
      expect((await invite(ruth, 'x@people.example')).status).toBe(404);
      expect((await invite(tamsin, joan.email)).json).toMatchObject({ status: 422, errors: { email: 'Somebody with this address is on the team already.' } });
      expect((await invite(tamsin, 'x@people.example', 'owner')).status).toBe(422);
      const answers = [];
      for (let n = 0; n < 6; n++) answers.push((await invite(tamsin, 'again@people.example')).status);
      expect(answers).toEqual([201, 201, 201, 201, 201, 429]);
    });

    it('and takes a new account along to the invitation', async () => {
      await test.db.query('delete from limit_use');
      expectStatus(await invite(tamsin, 'newcomer@people.example'), 201);
      const here = await linkTo('newcomer@people.example');
      const browser = new Browser(test.url);
      const page = await browser.get(here);
      expect(page.text).toContain(`/sign-up?next=${here}`);
      await browser.submit(`/sign-up?next=${here}`, '/sign-up', { name: 'Newcomer', email: 'newcomer@people.example', password: PASSWORD, next: here });
      const mail = await until('the confirmation', async () => (await test.mails()).findLast((one) => one.text?.includes('/confirmations/') && [one.to].flat()[0]?.text.includes('newcomer')));
      const link = /\/confirmations\/[\w-]+/.exec(mail.text!)![0];
      const confirmed = await browser.submit(link, link, {});
      expect(confirmed.headers.get('location')).toBe(here);
      expect((await browser.submit(here, `${here}/acceptance`, {})).status).toBe(303);
      expect((await team()).members.map((one) => one.name)).toContain('Newcomer');
    });
  });

  it('can be joined by somebody new where people come by invitation, and by nobody else', async () => {
    const closed = await startApp({ env: { SIGN_UP: 'invite' } });
    try {
      const { rows: [account] } = await closed.db.query("insert into account (email, email_key, name, password_hash, language, time_zone, created_at, proved_at) select 'o@x.example', 'o@x.example', 'Owner', null, 'en', 'UTC', now(), now() returning id");
      await closed.db.query("insert into creator (handle, handle_key, name, standfirst, about, about_html, hue, chroma, language, created_at) values ('page', 'page', 'Page', '', '', '', 205, 75, 'en', now())");
      await closed.db.query("insert into team_member (creator_id, account_id, role, since) select id, $1, 'owner', now() from creator", [account.id]);
      const { Invitations } = await import('../../src/members/index.js');
      const { rows: [page] } = await closed.db.query('select id from creator');
      const invited = await closed.app.get(Invitations).invite({ accountId: account.id, language: 'en' } as never, page.id, { email: 'asked@x.example', role: 'editor' });
      await until('the mail', async () => (await closed.mails()).length > 0);
      const { token } = (await closed.app.get(Invitations).mint(invited.id))!;
      const next = `/invitations/${token}`;
      const signUp = (email: string, to: string) => new Client(closed.url).post('/sign-up', { name: 'Asked', email, password: PASSWORD, next: to });
      expect((await signUp('asked@x.example', '/')).status).toBe(403);
      expect((await signUp('other@x.example', next)).status).toBe(403);
      expect((await signUp('asked@x.example', '/invitations/wrong-wrong-wrong-wrong-wrong')).status).toBe(403);
      expect((await signUp('asked@x.example', next)).status).toBe(202);
      expect((await new Browser(closed.url).get(`/sign-up?next=${next}`)).text).toContain('name="email"');
      expect((await new Browser(closed.url).get('/sign-up')).text).not.toContain('name="email"');
    } finally {
      await closed.close();
    }
  });

  it('tells addresses to its owner only', async () => {
    const seen = await joan.get('/studio/tamsin/team');
    expect(seen.text).not.toContain('@people.example');
    expect(seen.json.invitations).toEqual([]);
    expect((await team()).members[0]!.email).toBe(tamsin.email);
  });

  it('changes and ends roles, and tells who it concerns', async () => {
    expectStatus(await tamsin.post(`/studio/tamsin/team/${joan.accountId}/role`, { role: 'editor' }), 200);
    expect((await joan.get('/studio/tamsin/posts')).status).toBe(200);
    await until('the mail about the role', async () => (await test.mails()).some((mail) => mail.subject?.includes('your role has changed')));
    expectStatus(await tamsin.post(`/studio/tamsin/team/${joan.accountId}/removal`), 200);
    expect((await joan.get('/studio/tamsin/posts')).status).toBe(404);
    await until('the mail about the end', async () => (await test.mails()).some((mail) => mail.subject?.includes('your role has ended')));
    expect((await tamsin.post(`/studio/tamsin/team/${joan.accountId}/removal`)).status).toBe(404);
  });

  it('lets anybody leave but its owner', async () => {
    await join(ruth, 'community');
    expectStatus(await ruth.post('/studio/tamsin/team/departure'), 200);
    expect((await ruth.get('/studio/tamsin/team')).status).toBe(404);
    expect((await tamsin.post('/studio/tamsin/team/departure')).json.code).toBe('owner_hands_over');
    expect((await tamsin.post(`/studio/tamsin/team/${tamsin.accountId}/removal`)).json.code).toBe('owner_hands_over');
    expect((await tamsin.post(`/studio/tamsin/team/${tamsin.accountId}/role`, { role: 'editor' })).json.code).toBe('owner_hands_over');
  });

  describe('changes hands', () => {
    const hand = (from: Client, to: string, password = PASSWORD) => from.post(`/studio/tamsin/team/${to}/ownership`, { password });

    it('to somebody on it, with the password, at once', async () => {
      await join(joan, 'editor');
      expect((await hand(tamsin, ruth.accountId)).status).toBe(404);
      expect((await hand(tamsin, joan.accountId, 'not my password')).json.errors.password).toBe('That is not your password. Try again.');
      expect((await hand(joan, joan.accountId)).status).toBe(403);
      expectStatus(await hand(tamsin, joan.accountId), 200);
      expect((await team(joan)).members.map(({ name, role }) => [name, role]).slice(0, 2)).toEqual([['Joan', 'owner'], ['Tamsin', 'editor']]);
      expect((await tamsin.get('/studio/tamsin/settings')).status).toBe(403);
      await until('both mails', async () => (await test.mails()).filter((mail) => mail.subject?.includes('changed hands')).length === 2);
      expectStatus(await hand(joan, tamsin.accountId), 200);
      const lines = (await tamsin.get('/studio/tamsin/team/audit')).json.entries.map((one: { sentence: string }) => one.sentence);
      expect(lines.slice(0, 2)).toEqual(['Joan handed the page over to Tamsin.', 'Tamsin handed the page over to Joan.']);
    });

    it('with exactly one owner at every instant, whatever is asked at once', async () => {
      await join(ruth, 'editor');
      const people = [tamsin, joan, ruth];
      let tries = 0;
      for (let round = 0; round < 12; round++) {
        await test.db.query('delete from limit_use');
        const acts = people.flatMap((who, n) => [
          () => hand(who, people[(n + 1) % 3]!.accountId), () => hand(who, people[(n + 2) % 3]!.accountId),
          () => who.post(`/studio/tamsin/team/${people[(n + round) % 3]!.accountId}/role`, { role: 'editor' }),
          () => who.post(`/studio/tamsin/team/${who.accountId}/removal`),
        ]);
        const answers = await Promise.all(acts.map((act) => act()));
        tries += answers.length;
        for (const { status } of answers) expect([200, 403, 409]).toContain(status);
        const { rows } = await test.db.query("select account_id from team_member t join creator c on c.id = t.creator_id where c.handle = 'tamsin' and role = 'owner'");
        expect(rows).toHaveLength(1);
      }
      expect(tries).toBe(144);
    }, 60_000);

    it('never to nobody: the database itself refuses', async () => {
      await expect(test.db.query("delete from team_member where role = 'owner'")).rejects.toThrow('a page is never without an owner');
      await expect(test.db.query("update team_member set role = 'editor' where role = 'owner'")).rejects.toThrow('a page is never without an owner');
      await expect(test.db.query("update team_member set role = 'owner'")).rejects.toThrow('team_member_one_owner');
    });
  });

  it('of ten pages can hold one person as owner of one and fan of nine', async () => {
    const many = await buildPerson(test, 'Many');
    const others: Person[] = [];
    await buildPage(test, many, 'many');
    for (let n = 1; n < 10; n++) {
      others.push(await buildPerson(test, `Other${n}`));
      await buildPage(test, others.at(-1)!, `other${n}`);
      expectStatus(await many.post(`/@other${n}/membership`), 201);
    }
    expect((await many.get('/studio')).json.pages.map((page: { handle: string; role: string }) => [page.handle, page.role])).toEqual([['many', 'owner']]);
    expect((await many.get('/account')).json.memberships).toHaveLength(9);
    for (let n = 1; n < 10; n++) {
      expect((await many.get(`/studio/other${n}/team`)).status).toBe(404);
      expect((await many.get(`/@other${n}`)).json.standing).toMatchObject({ follows: true, staff: false });
      expect((await others[n - 1]!.get(`/studio/many/posts`)).status).toBe(404);
    }
    expect((await many.get('/@many')).json.standing.staff).toBe(true);
  }, 120_000);
});
