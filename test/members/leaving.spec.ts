import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PersonalData } from '../../src/members/index.js';
import { startApp, type TestApp, until } from '../app.js';
import { Browser, buildPage, buildPerson, buildPost, Client, expectStatus, PASSWORD, pay } from '../client.js';

describe('leaving for good', () => {
  let test: TestApp;
  let owner: Awaited<ReturnType<typeof buildPerson>>;
  let page: Awaited<ReturnType<typeof buildPage>>;
  beforeAll(async () => {
    test = await startApp();
    owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
  });
  afterAll(() => test.close());
  beforeEach(() => test.db.query('delete from limit_use'));

  const rows = async (sql: string, values: unknown[] = []) => (await test.db.query(sql, values)).rows;
  const idle = () => until('the queue to be empty', async () => (await rows('select 1 from graphile_worker._private_jobs where attempts < max_attempts')).length === 0 && (await rows('select 1 from mail where submitted_at is null and skipped is null')).length === 0);
  const toOf = (mail: { to?: unknown }) => ([mail.to].flat()[0] as { text: string } | undefined)?.text ?? '';

  /** Somebody who has done a bit of everything. */
  async function busyPerson(name: string) {
    const person = await buildPerson(test, name);
    await pay(test, person, 'tamsin', page.paid.id);
    await until('the membership', async () => (await person.get('/@tamsin/membership')).json.kind === 'paid');
    await test.db.query("insert into team_member (creator_id, account_id, role, since) select id, $1, 'editor', now() from creator where handle = 'tamsin'", [person.accountId]);
    const post = await buildPost(person, 'tamsin', 'paid', 'the words of a leaver');
    await test.db.query(`update post set audience = $2 where id = $1`, [post.id, JSON.stringify({ anyOf: [{ kind: 'named', accountIds: [person.accountId, owner.accountId] }] })]);
    await person.get(post.url);
    expectStatus(await person.post('/@tamsin/membership/feed'), 201);
    await person.post('/@tamsin/adult', {});
    await person.post(`${post.url}/reports`, { reason: 'other', words: `I am ${name}` });
    expectStatus(await person.post('/account/security/tokens', { name: `Key of ${name}`, password: PASSWORD }), 201);
    await new Client(test.url).post('/sign-in-links', { email: person.email });
    await new Client(test.url).post('/password-resets', { email: person.email });
    await new Client(test.url).post('/sign-up', { name, email: person.email, password: PASSWORD });
    await person.post('/account/security/address', { email: `new-${person.email}`, password: PASSWORD });
    const unsubscribe = await until('a mail with a way out', async () => (await test.mails()).map((mail) => toOf(mail).includes(person.email) && /\/mail\/unsubscribe\/[\w.-]+/.exec(mail.text ?? '')?.[0]).find(Boolean)).catch(() => null);
    if (unsubscribe) await new Client(test.url).post(unsubscribe);
    await idle();
    return Object.assign(person, { written: post });
  }

  /** Every table of every schema of ours in which a text is found, in any column. */
  async function tablesWith(needle: string): Promise<string[]> {
    const tables = await rows("select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1");
    expect(tables.length).toBeGreaterThan(25);
    const found: string[] = [];
    for (const { name } of tables) {
      if ((await rows(`select 1 from ${name} as r where strpos(lower(row_to_json(r)::text), lower($1)) > 0 limit 1`, [needle])).length > 0) found.push(name);
    }
    return found;
  }

  async function filesWith(needle: string, folder: string): Promise<string[]> {
    const files = await readdir(join(test.config.dataDir, folder), { recursive: true, withFileTypes: true }).catch(() => []);
    const found = await Promise.all(files.filter((file) => file.isFile()).map(async (file) => ({ name: file.name, hit: (await readFile(join(file.parentPath, file.name))).toString('latin1').toLowerCase().includes(needle.toLowerCase()) })));
    return found.filter((file) => file.hit).map((file) => file.name);
  }

  it('takes everything along in one open document, every part of the house in it', async () => {
    const person = await busyPerson('Exporterella');
    const { json } = expectStatus(await person.post('/account/data/exports'), 200);
    const parts = test.app.get(PersonalData).names();
    expect(Object.keys(json.data)).toEqual(parts);
    expect(parts).toEqual(expect.arrayContaining(['signals', 'members', 'access', 'billing', 'content', 'email']));
    expect(json.data.members).toMatchObject({ account: { email: person.email, name: 'Exporterella', hasPassword: true }, apiTokens: [{ name: 'Key of Exporterella' }], pages: [{ handle: 'tamsin', role: 'editor' }] });
    expect(json.data.access).toMatchObject({ memberships: [{ creator: 'tamsin', paidTier: 'Proof', priceAmount: 500 }] });
    expect(json.data.billing).toMatchObject({ subscriptions: [{ status: 'active', amount: 500, currency: 'EUR' }], checkouts: [{ tier: 'Proof' }] });
    expect(json.data.content.posts).toMatchObject([{ body: expect.stringContaining('the words of a leaver') }]);
    expect(json.data.signals.deeds.map((deed: any) => deed.kind)).toEqual(expect.arrayContaining(['joined', 'paid']));
    expect(json.data.email.mails.map((mail: any) => mail.kind)).toEqual(expect.arrayContaining(['welcome', 'reset', 'sign-in']));
    for (const secret of [person.token!, 'argon2', 'token_hash']) expect(JSON.stringify(json)).not.toContain(secret);
    expect(JSON.stringify(json)).not.toContain(owner.email);

    const browser = new Browser(test.url);
    await browser.submit('/sign-in', '/sign-in', { email: person.email, password: PASSWORD });
    const file = await browser.submit('/account/data', '/account/data/exports', {});
    expect([file.status, file.headers.get('content-disposition'), file.headers.get('cache-control')]).toEqual([200, 'attachment; filename="thousand-account.json"', 'private, no-store']);
    expect(file.json.data.members.account.email).toBe(person.email);
  });

  it('leaves no name, no address and no id behind: not in the database, the log, the mailbox or the media', async () => {
    const name = 'Vanisherinette';
    const person = await busyPerson(name);
    const { rows: [customer] } = await test.db.query('select customer_id from stripe_customer where account_id = $1', [person.accountId]);
    const [paid] = await rows('select amount, currency from subscription where account_id = $1', [person.accountId]);
    expect(paid).toEqual({ amount: 500, currency: 'EUR' });
    for (const needle of [name, person.email, person.accountId]) expect((await tablesWith(needle)).length).toBeGreaterThan(2);

    const browser = new Browser(test.url);
    await browser.submit('/sign-in', '/sign-in', { email: person.email, password: PASSWORD });
    const erase = (fields: Record<string, string>) => browser.submit('/account/data', '/account/erasure', fields);
    expect((await erase({ confirm: 'somebody@else.example', password: PASSWORD })).status).toBe(422);
    expect((await erase({ confirm: person.email, password: 'not my password' })).status).toBe(422);
    expect((await erase({ confirm: person.email })).status).toBe(422);
    expect((await erase({ confirm: ` ${person.email.toUpperCase()} `, password: PASSWORD })).headers.get('location')).toBe('/');
    expect((await browser.get('/account')).status).toBe(303);
    expect((await person.get('/account')).status).toBe(401);
    expect((await new Client(test.url).post('/sign-in', { email: person.email, password: PASSWORD })).status).toBe(401);

    const dump = (await test.control('GET', '/dump')).body;
    expect(dump.subscription.filter((one: any) => one.customer === customer.customer_id).map((one: any) => one.status)).toEqual(['canceled']);
    await until('the goodbye', async () => (await test.mails()).some((mail) => toOf(mail).includes(person.email)));
    await idle();
    await until('late events of Stripe', async () => (await rows("select 1 from inbox_event where customer_id = $1 and type = 'customer.deleted'", [customer.customer_id])).length === 1);
    await idle();

    expect(await tablesWith(name)).toEqual([]);
    expect(await tablesWith(person.email)).toEqual([]);
    // What staff did stays written, under a number that leads to nobody.
    expect(await tablesWith(person.accountId)).toEqual(['public.audit_entry']);
    // The goodbye.
    expect(await filesWith(name, 'mailbox')).toHaveLength(1);
    expect(await filesWith(name, 'media')).toEqual([]);
    expect(await filesWith(person.accountId, 'media')).toEqual([]);
    const letters = (await test.mails()).filter((mail) => toOf(mail).includes(person.email));
    expect(letters.map((mail) => mail.subject)).toEqual(['Your account is deleted']);
    expect(await filesWith(person.email, 'mailbox')).toHaveLength(1);
    for (const needle of [name, person.email]) expect(test.logs()).not.toContain(needle);

    expect((await owner.get(`/studio/tamsin/posts/${person.written.id}`)).json.post.body).toContain('the words of a leaver');
    expectStatus(await new Client(test.url).post('/sign-up', { name: 'Newcomer', email: person.email, password: PASSWORD }), 202);
  });

  it('waits until a page has another owner, and says so', async () => {
    const view = (await owner.get('/account/data')).json;
    expect(view.obstacle).toContain('Page of tamsin');
    const answer = await owner.post('/account/erasure', { confirm: owner.email, password: PASSWORD });
    expect(answer.json).toMatchObject({ status: 409, code: 'only_owner', detail: expect.stringContaining('Page of tamsin') });
    expect((await owner.get('/account')).status).toBe(200);
  });

  it('forgets nothing while Stripe does not answer', async () => {
    const person = await busyPerson('Patience');
    await test.control('POST', '/faults', { method: 'DELETE', path: '/v1/customers', kind: 'status', status: 500, times: 10 });
    expect((await person.post('/account/erasure', { confirm: person.email, password: PASSWORD })).json).toMatchObject({ status: 503, code: 'stripe_away' });
    await test.control('DELETE', '/faults');
    expect((await person.get('/@tamsin/membership')).json).toMatchObject({ kind: 'paid' });
    expect((await rows('select 1 from mail where account_id = $1', [person.accountId])).length).toBeGreaterThan(0);
    expectStatus(await person.post('/account/erasure', { confirm: person.email, password: PASSWORD }), 200);
  });

  it('is not done by a key for a program, nor by a foreign page', async () => {
    const person = await buildPerson(test, 'Keyed');
    const { json } = expectStatus(await person.post('/account/security/tokens', { name: 'all', posts: 'on', people: 'on', page: 'on', account: 'on', password: PASSWORD }), 201);
    const key = Object.assign(new Client(test.url), { token: json.token as string });
    expect((await key.post('/account/erasure', { confirm: person.email, password: PASSWORD })).json.code).toBe('token_scope');
    expect((await key.post('/account/data/exports')).json.code).toBe('token_scope');
    const browser = new Browser(test.url);
    await browser.submit('/sign-in', '/sign-in', { email: person.email, password: PASSWORD });
    expect((await browser.post('/account/erasure', { confirm: person.email, password: PASSWORD })).status).toBe(403);
    expect((await browser.post('/account/data/exports', {}, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await person.post('/account/erasure', { confirm: person.email, password: PASSWORD, accountId: owner.accountId })).status).toBe(422);
  });

  it('is spoken for by every table that knows a person', async () => {
    const sources = (await readdir('src', { recursive: true })).filter((file) => /-data\.(part|service)\.ts$|personal-data/.test(file) && file.endsWith('.ts'));
    const spoken = (await Promise.all(sources.map((file) => readFile(join('src', file), 'utf8')))).join('\n');
    const camel = (table: string) => table.split('_').map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
    const knowing = await rows(`select distinct table_name, is_null from (
        select c.table_name, c.column_name, coalesce(r.delete_rule, '') = 'SET NULL' as is_null from information_schema.columns c
        left join information_schema.key_column_usage k on k.table_name = c.table_name and k.column_name = c.column_name and k.table_schema = 'public'
        left join information_schema.referential_constraints r on r.constraint_name = k.constraint_name
        where c.table_schema = 'public' and (c.column_name ~ '(^|_)(account_id|author_id|actor_id|address|address_key|email)$' or r.unique_constraint_name = 'account_pkey')) x order by 1`);
    const silent = knowing.filter(({ table_name: table, is_null: forgets }) => !forgets && !new RegExp(`\\b${table}\\b|\\b${camel(table)}\\b`).test(spoken)).map((row) => row.table_name);
    expect(silent).toEqual([]);
  });
});
