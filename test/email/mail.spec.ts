import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { Deliveries } from '../../src/email/deliveries.service.js';
import { Letters } from '../../src/email/letters.service.js';
import { MailQueue } from '../../src/email/mail-queue.service.js';
import { MailKinds } from '../../src/email/mail-kinds.service.js';
import { Mailer } from '../../src/email/mailer.js';
import { Mailbox } from '../../src/email/mailbox/mailbox.js';
import { Clock, Config, Database, Jobs, LOGGER } from '../../src/platform/index.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, Client, buildPage, buildPerson, buildPost, expectStatus, pay } from '../client.js';

type Person = Awaited<ReturnType<typeof buildPerson>>;

describe('mail', () => {
  let test: TestApp;
  let owner: Person;
  let fan: Person;
  let follower: Person;
  let page: Awaited<ReturnType<typeof buildPage>>;

  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
    fan = await buildPerson(test, 'Ruth');
    follower = await buildPerson(test, 'Follower');
    expectStatus(await follower.post('/@tamsin/membership', {}), 201);
    await pay(test, fan, 'tamsin', page.paid.id);
    await until('the welcome', async () => (await to(fan, /So glad/)).length === 1);
  });
  afterAll(() => test.close());

  const rows = async (sql: string, values: unknown[] = []) => (await test.db.query<any>(sql, values)).rows;
  const to = async (person: Person, pattern: RegExp) => (await test.mails()).filter((mail) => [mail.to].flat()[0]?.text.includes(person.email) && pattern.test(mail.text ?? ''));
  const settled = () => until('all mail to be sent', async () =>
    (await rows('select 1 from mail where submitted_at is null and skipped is null')).length === 0
    && (await rows("select 1 from graphile_worker.jobs where task_identifier <> 'billing.sync'")).length === 0);

  it('tells of a post whom the gate lets in, once, and nobody else', async () => {
    const post = await buildPost(owner, 'tamsin', 'paid', 'a marimba');
    await until('the mail to the member', async () => (await to(fan, /For paid/)).length === 1);
    expectStatus(await owner.post(`/studio/tamsin/posts/${post.id}/publication/undo`), 200);
    const { title, standfirst, teaser, body } = (await owner.get(`/studio/tamsin/posts/${post.id}`)).json.post;
    expectStatus(await owner.post(`/studio/tamsin/posts/${post.id}/publication`, { title, standfirst, teaser, body, audience: 'paid' }), 200);
    await settled();
    expect(await to(fan, /For paid/)).toHaveLength(1);
    expect(await to(follower, /For paid/)).toHaveLength(0);
    expect(JSON.stringify(await to(follower, /./))).not.toContain('marimba');
  });

  it('asks the gate again at the last moment', async () => {
    const post = await buildPost(owner, 'tamsin', 'followers', 'a zither');
    await until('both are told', async () => (await rows("select 1 from mail where kind = 'new-post' and cause = $1 and submitted_at is not null", [post.id])).length >= 2);
    await settled();
    await rows("update mail set submitted_at = null, due_at = '2020-01-01' where kind = 'new-post' and cause = $1 and account_id = $2", [post.id, follower.accountId]);
    expectStatus(await follower.post('/@tamsin/membership/cancellation'), 200);
    const before = (await to(follower, /For followers/)).length;
    await test.app.get(Deliveries).deliver();
    expect((await rows("select skipped from mail where kind = 'new-post' and cause = $1 and account_id = $2", [post.id, follower.accountId]))[0].skipped).toBe('no longer wanted');
    expect(await to(follower, /For followers/)).toHaveLength(before);
    expectStatus(await follower.post('/@tamsin/membership', {}), 201);
  });

  it('asks it of who still follows, but whose paid time ended since', async () => {
    const post = await buildPost(owner, 'tamsin', 'paid', 'a dulcimer');
    await settled();
    const before = (await to(fan, /For paid/)).length;
    const [grant] = await rows('select id, valid_until from access_grant where account_id = $1 and tier_id = $2', [fan.accountId, page.paid.id]);
    await rows('update access_grant set valid_until = valid_from where id = $1', [grant.id]);
    await rows("update mail set submitted_at = null, due_at = '2020-01-01' where kind = 'new-post' and cause = $1 and account_id = $2", [post.id, fan.accountId]);
    await test.app.get(Deliveries).deliver();
    expect(await rows("select submitted_at, skipped from mail where kind = 'new-post' and cause = $1 and account_id = $2", [post.id, fan.accountId]))
      .toEqual([{ submitted_at: null, skipped: 'no longer wanted' }]);
    expect(await to(fan, /For paid/)).toHaveLength(before);
    await rows('update access_grant set valid_until = $2 where id = $1', [grant.id, grant.valid_until]);
  });

  it('is well made: one recipient, text and HTML, aligned, and stoppable where it is a list', async () => {
    await settled();
    for (const mail of await test.mails()) {
      expect([mail.to].flat()[0]!.value).toHaveLength(1);
      expect(mail.text).toBeTruthy();
      expect(String(mail.html)).toContain('<html lang="en"');
      expect(mail.messageId).toMatch(/^<[0-9a-f-]{36}@localhost>$/);
      expect(mail.from!.value[0]!.address).toBe('hello@thousand.localhost');
      expect(mail.headers.get('content-language')).toBe('en');
      const raw = Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line]));
      const isList = /For (paid|followers)/.test(mail.subject ?? '');
      expect([mail.subject, 'list-unsubscribe' in raw, 'list-unsubscribe-post' in raw, 'auto-submitted' in raw]).toEqual([mail.subject, isList, isList, !isList]);
      for (const line of `${mail.text}\n${String(mail.html)}`.split('\n')) expect(line.length).toBeLessThan(2000);
    }
    expect((await to(fan, /So glad/))[0]!.text).toMatch(/Ruth[\s\S]*Proof/);
  });

  it('stops with one click, without cookie or redirect, and only on POST', async () => {
    const [mail] = await to(fan, /For paid/);
    const link = /<(http[^>]+)>/.exec(mail!.headerLines.find(({ key }) => key === 'list-unsubscribe')!.line)![1]!;
    expect((await fetch(link)).status).toBe(200);
    expect(await rows('select 1 from mail_refusal')).toHaveLength(0);
    const once = () => fetch(link, { method: 'POST', redirect: 'manual', body: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect([(await once()).status, (await once()).status]).toEqual([200, 200]);
    expect(await rows('select 1 from mail_refusal')).toHaveLength(1);
    await buildPost(owner, 'tamsin', 'paid', 'an oboe');
    await settled();
    expect(await to(fan, /an oboe/)).toHaveLength(0);
    expect((await fetch(link.slice(0, -4) + 'AAAA', { method: 'POST' })).status).toBe(404);
    expect((await fetch(link.replace(/unsubscribe\/.*/, `unsubscribe/${'x'.repeat(60)}`), { method: 'POST' })).status).toBe(404);
  });

  it('can be read in the mailbox', async () => {
    const browser = new Browser(test.url);
    const list = (await browser.get('/dev/mail')).text;
    const id = /href="\/dev\/mail\/(\d[\w-]+)"/.exec(list)![1];
    expect((await browser.get(`/dev/mail/${id}`)).status).toBe(200);
    const html = await browser.get(`/dev/mail/${id}/html`);
    expect(html.headers.get('content-security-policy')).toContain('sandbox');
    expect((await browser.get('/dev/mail/..%2f..%2fetc%2fpasswd')).status).toBe(404);
  });

  it('can be looked at before it is ever sent: every mail, in every language, full and nearly empty', async () => {
    const browser = new Browser(test.url);
    const { mails } = (await new Client(test.url).get('/dev/mail/previews')).json as { mails: { kind: string; versions: { url: string; subject: string }[] }[] };
    expect(mails.map((one) => one.kind).sort()).toEqual(readdirSync(join(import.meta.dirname, '../../templates/emails'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort());
    for (const { url } of mails.flatMap((one) => one.versions)) {
      expect([url, (await browser.get(url)).status, (await browser.get(`${url}/html`)).headers.get('content-security-policy')]).toEqual([url, 200, expect.stringContaining('sandbox')]);
    }
    expect((await browser.get('/dev/mail/previews/nothing/en/full')).status).toBe(404);
    expect((await browser.get('/dev/mail/previews/welcome/fr/full')).status).toBe(404);
  });
});

describe('when the mail server is in a bad way', () => {
  const start = async (answer: () => { code: number } | null, received: string[], takes = () => 0) => {
    const server = new SMTPServer({
      authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true, closeTimeout: 500,
      onData: (stream, session, done) => {
        stream.resume();
        stream.on('end', () => {
          const refusal = answer();
          const to = session.envelope.rcptTo.map(({ address }) => address);
          if (refusal) return done(Object.assign(new Error(`not for <${to.join()}>`), { responseCode: refusal.code }));
          setTimeout(() => { received.push(...to); done(); }, takes());
        });
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()); });
    return { url: `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`, stop: () => new Promise<void>((resolve) => { server.close(() => resolve()); }) };
  };

  it.each([['busy (451), then well', 451, 1], ['sure that it will not (550)', 550, 0]])('%s', async (_, code, arrived) => {
    const received: string[] = [];
    let ill = true;
    const server = await start(() => (ill ? { code } : null), received);
    const test = await startApp({ env: { SMTP_URL: server.url } });
    try {
      await fetch(`${test.url}/sign-up`, { method: 'POST', body: JSON.stringify({ name: 'Ruth', email: 'ruth@people.example', password: 'a fine long password' }), headers: { 'content-type': 'application/json', accept: 'application/json' } });
      await until('a first try', async () => (await test.db.query('select 1 from mail where error is not null or skipped is not null')).rowCount === 1);
      expect(JSON.parse(test.logs().split('\n').find((line) => line.includes('a mail was not submitted'))!)).toMatchObject({ responseCode: code, command: 'DATA', kind: 'confirm' });
      expect(test.logs()).not.toContain('ruth@');
      ill = false;
      await test.db.query("update mail set due_at = '2020-01-01'");
      await test.app.get(Deliveries).retry();
      await until('it to be over', async () => (await test.db.query('select 1 from mail where submitted_at is not null or skipped is not null')).rowCount === 1);
      expect(received).toHaveLength(arrived);
      await test.app.get(Deliveries).deliver();
      expect(received).toHaveLength(arrived);
    } finally {
      await test.close();
      await server.stop();
    }
  });

  it('gone: the sign-up is kept and the mail goes out later', async () => {
    const test = await startApp({ env: { SMTP_URL: 'smtp://127.0.0.1:9' } });
    try {
      const answer = await fetch(`${test.url}/sign-up`, { method: 'POST', body: JSON.stringify({ name: 'Ruth', email: 'ruth@people.example', password: 'a fine long password' }), headers: { 'content-type': 'application/json', accept: 'application/json' } });
      expect(answer.status).toBe(202);
      const mail = await until('a first try', async () => (await test.db.query("select attempts, due_at > now() as later from mail where error is not null")).rows[0]);
      expect(mail).toEqual({ attempts: 1, later: true });
    } finally {
      await test.close();
    }
  });

  describe('slow, with two workers at it', () => {
    const received: string[] = [];
    let takes = 50;
    let server: Awaited<ReturnType<typeof start>>;
    let test: TestApp;
    let addresses: string[];
    const mailers: Mailer[] = [];

    beforeAll(async () => {
      server = await start(() => null, received, () => takes);
      test = await startApp({ env: { SMTP_URL: server.url }, worker: false });
    });
    beforeEach(async () => {
      received.length = 0;
      addresses = Array.from({ length: 6 }, () => `${randomUUID()}@people.example`);
      const { rows } = await test.db.query<{ id: string; email: string }>(
        `insert into account (email, email_key, name, language, time_zone, created_at, proved_at)
         select a, a, 'Ruth', 'en', 'UTC', now(), now() from unnest($1::text[]) as a returning id, email`, [addresses],
      );
      for (const { id, email } of rows) {
        await test.app.get(MailQueue).owe('registered-already', id, [{ accountId: id, address: email, language: 'en' }], null, id);
      }
    });
    afterEach(() => { for (const mailer of mailers.splice(0)) mailer.onApplicationShutdown(); });
    afterAll(async () => {
      await test.close();
      await server.stop();
    });

    /** A worker as another process would be: with its own connections. */
    const worker = (kinds = test.app.get(MailKinds), db = test.app.get(Database)) => {
      const [clock, letters, jobs, log] = [test.app.get(Clock), test.app.get(Letters), test.app.get(Jobs), test.app.get(LOGGER)];
      const mailer = new Mailer(test.app.get(Config), test.app.get(Mailbox), db);
      mailers.push(mailer);
      return new Deliveries(db, clock, kinds, letters, mailer, jobs, log);
    };
    /** A worker that stands still before each mail until it is let go. */
    const halted = () => {
      const [standing, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const kinds = test.app.get(MailKinds);
      const view: MailKinds['view'] = async (mail) => { standing.resolve(); await gate.promise; return kinds.view(mail); };
      return { run: worker(Object.assign(Object.create(kinds) as MailKinds, { view })).deliver(), standing: standing.promise, go: () => gate.resolve() };
    };

    it('sends each mail once, however long the server takes', async () => {
      takes = 1400;
      const [first, second, third] = [worker(), worker(), worker()];
      for (const one of [first, second, third]) one.lease = 900;
      let sending = 2;
      const runs = [first, second].map((one) => Promise.all([one.deliver(), one.deliver()]).finally(() => { sending--; }));
      await until('the third to find nothing', async () => { await third.deliver(); return sending === 0; });
      await Promise.all(runs);
      takes = 50;
      expect([...received].sort()).toEqual([...addresses].sort());
    });

    it('sends each mail once although the database fails just as the server says yes', async () => {
      const db = test.app.get(Database);
      let failures = 3;
      const sql: Database['sql'] = async (name, ...rest) => {
        if (name === 'mail.submitted' && failures-- > 0) throw new Error('the connection is gone');
        return db.sql(name, ...rest);
      };
      await worker(undefined, Object.assign(Object.create(db) as Database, { sql })).deliver();
      await test.db.query("update mail set due_at = '2020-01-01' where submitted_at is null");
      await worker().deliver();
      expect(failures).toBeLessThan(0);
      expect([...received].sort()).toEqual([...addresses].sort());
    });

    it('leaves alone what another has claimed', async () => {
      const slow = halted();
      await slow.standing;
      await worker().deliver();
      expect(received).toHaveLength(1);
      slow.go();
      await slow.run;
      expect([...received].sort()).toEqual([...addresses].sort());
    });

    it('does not submit what another took up after its claim ran out', async () => {
      const slow = halted();
      await slow.standing;
      await test.db.query("update mail set due_at = '2020-01-01' where submitted_at is null");
      await worker().deliver();
      slow.go();
      await slow.run;
      expect([...received].sort()).toEqual([...addresses].sort());
    });
  });
});
