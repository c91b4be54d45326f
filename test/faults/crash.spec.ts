import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { freePort, SECRET_KEY, STRIPE_KEY, until, WEBHOOK_SECRET } from '../app.js';
import { Client, expectStatus, PASSWORD } from '../client.js';
import { createDatabase, type TestDatabase } from '../database.js';
import { AppProcess } from './process.js';

/** The moments that cost most where they go wrong; `npm run faults F1 F2` dies at each there is. */
const MOMENTS = [
  'operation.call:after', 'checkout.create:after', 'inbox.accept:before', 'inbox.accept:after', 'sync.project:before', 'sync.project:after', 'mail.submit:before', 'mail.submit:after',
];

/** Of a change of tier the same: charged and not written down, and begun at Stripe and half done. */
const CHANGES = [['changes.update:after', 'now'], ['changes.scheduleCreate:after', 'later']] as const;

describe('kill -9', () => {
  let databases: TestDatabase[];
  let sandbox: Sandbox;
  let app: AppProcess;
  let db: pg.Pool;
  let dataDir: string;
  let url: string;
  let tierId: string;
  let dearerId: string;

  beforeAll(async () => {
    databases = await Promise.all([createDatabase(), createDatabase({ template: 'sandbox' })]);
    dataDir = await mkdtemp(join(tmpdir(), 'thousand-'));
    const port = await freePort();
    url = `http://localhost:${port}`;
    sandbox = await startSandbox({
      databaseUrl: databases[1]!.url, port: 0, secretKey: STRIPE_KEY, webhookSecret: WEBHOOK_SECRET, deliverTo: `http://127.0.0.1:${port}/webhooks/stripe`,
      retryDelaysMs: Array(60).fill(250),
    });
    db = new pg.Pool({ connectionString: databases[0]!.url, max: 2 });
    db.on('error', () => undefined);
    app = new AppProcess({
      PORT: String(port), DATA_DIR: dataDir, PUBLIC_URL: url, DATABASE_URL: databases[0]!.url, SECRET_KEY,
      THOUSAND_LOCAL: JSON.stringify({ stripe: { url: sandbox.url, secretKey: STRIPE_KEY, webhookSecret: WEBHOOK_SECRET } }),
    });
    await app.start();
    const owner = await person('owner');
    expectStatus(await owner.post('/studio', { name: 'Tamsin', handle: 'tamsin', language: 'en' }), 201);
    tierId = expectStatus(await owner.post('/studio/tamsin/tiers', {
      name: 'Proof', description: '', benefits: '', welcome: 'So glad.', paid: 'paid', price: '5', currency: 'EUR',
    }), 201).json.id;
    dearerId = expectStatus(await owner.post('/studio/tamsin/tiers', { name: 'Edition', description: '', benefits: '', welcome: '', paid: 'paid', price: '11', currency: 'EUR' }), 201).json.id;
  }, 60_000);

  afterAll(async () => {
    await app?.kill();
    await sandbox?.stop();
    await db?.end();
    await Promise.all((databases ?? []).map((one) => one.drop()));
    await rm(dataDir, { recursive: true, force: true });
  });

  const rows = async (sql: string, values: unknown[] = []) => (await db.query<any>(sql, values)).rows;
  const mails = async () => Promise.all((await readdir(join(dataDir, 'mailbox')).catch(() => [])).filter((file) => file.endsWith('.eml')).map((file) => readFile(join(dataDir, 'mailbox', file), 'utf8')));
  const control = (method: string, path: string, body?: object) => fetch(`${sandbox.url}/_sandbox${path}`, {
    method, ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });

  /** Somebody with an account: made beforehand, so that the crash meets the checkout and not the sign-up. */
  async function person(name: string): Promise<Client & { email: string }> {
    const { hashPassword } = await import('../../src/members/auth/password.js');
    const email = `${name}@people.example`;
    await db.query(
      `insert into account (email, email_key, name, password_hash, language, time_zone, created_at, proved_at) values ($1, $1, $2, $3, 'en', 'UTC', now(), now())`, [email, name, await hashPassword(PASSWORD)],
    );
    const client = Object.assign(new Client(url), { email });
    client.token = expectStatus(await client.post('/sign-in', { email, password: PASSWORD }), 201).json.token;
    return client;
  }

  /** Does what a fan does, as far as the app lives; picks up wherever it was left. */
  async function story(fan: Client): Promise<void> {
    const started = await fan.post('/@tamsin/checkout', { tierId });
    if (started.status === 201) await control('POST', `/sessions/${started.json.id}/pay`, { number: '4242424242424242' });
  }

  const paid = async (fan: Client) => { const answer = await fan.get('/@tamsin/membership'); return answer.status === 200 && answer.json.kind === 'paid'; };

  it.each(MOMENTS)('P11 at %s: paid once, told once, nothing lost', async (moment) => {
    await db.query('delete from limit_use');
    const fan = await person(moment.replaceAll(/\W/g, ''));
    await app.kill('SIGTERM');
    await app.start(moment);
    await story(fan).catch(() => undefined);
    await until(`death at ${moment}`, async () => app.dead, 10_000).catch(() => undefined);
    expect([moment, app.killed]).toEqual([moment, true]);
    const welcomes = await goOn(fan);
    // Between the server's 250 and our note of it lies the one moment no sender can close; the copy carries the same Message-ID.
    expect(welcomes.length).toBe(moment === 'mail.submit:after' ? 2 : 1);
    expect(new Set(welcomes.map((mail) => /^Message-ID: (.*)$/im.exec(mail)![1])).size).toBe(1);
  }, 200_000);

  it.each(CHANGES)('P11 at %s of a change: made once, charged once, told once', async (moment, way) => {
    await db.query('delete from limit_use');
    if (app.dead) await app.start();
    const fan = await person(moment.replaceAll(/\W/g, '').toLowerCase());
    const [from, to] = way === 'now' ? [tierId, dearerId] : [dearerId, tierId];
    const { id } = expectStatus(await fan.post('/@tamsin/checkout', { tierId: from }), 201).json as { id: string };
    await control('POST', `/sessions/${id}/pay`, { number: '4242424242424242' });
    await until('the fan is a member', () => paid(fan));
    const press = async () => {
      const { quote } = (await fan.get(`/@tamsin/membership/change?tier=${to}`)).json;
      return fan.post('/@tamsin/membership/change', { tierId: to, period: 'month', due: quote.due.amount, price: quote.price.amount, at: quote.at });
    };
    await app.kill('SIGTERM');
    await app.start(moment);
    await press().catch(() => undefined);
    await until(`death at ${moment}`, async () => app.dead, 10_000).catch(() => undefined);
    expect([moment, app.killed]).toEqual([moment, true]);
    await db.query('update graphile_worker._private_jobs set run_at = now()');
    await app.start();
    const isMade = async () => {
      const { tier, coming } = (await fan.get('/@tamsin/membership')).json;
      return way === 'now' ? tier.id === to : coming?.tier.id === to;
    };
    await until('the change', async () => { if (!await isMade()) await press().catch(() => undefined); return isMade(); });
    await until('a mail of it', async () => (await rows("select 1 from mail m join account a on a.id = m.account_id where m.kind in ('membership-changed', 'change-scheduled') and a.email = $1", [fan.email])).length === 1);
    const { customer, charge, subscription_schedule: schedules } = await (await control('GET', '/dump')).json() as Record<string, any[]>;
    const mine = <T extends { customer: string }>(all: T[] = []) => all.filter((one) => one.customer === customer!.find(({ email }) => email === fan.email).id);
    expect(mine(charge)).toHaveLength(way === 'now' ? 2 : 1);
    expect(mine(schedules).filter((one: any) => one.status === 'active')).toHaveLength(way === 'now' ? 0 : 1);
  }, 120_000);

  it('P11 at priceMoves.told:before: whoever got the letter counts as told', async () => {
    await db.query('delete from limit_use');
    if (app.dead) await app.start();
    const [owner, fan] = [await person('mover'), await person('moved')];
    expectStatus(await owner.post('/studio', { name: 'Mover', handle: 'mover', language: 'en' }), 201);
    const { id } = expectStatus(await owner.post('/studio/mover/tiers', { name: 'Proof', description: '', benefits: '', welcome: '', paid: 'paid', price: '5', currency: 'EUR' }), 201).json as { id: string };
    const session = expectStatus(await fan.post('/@mover/checkout', { tierId: id }), 201).json as { id: string };
    await control('POST', `/sessions/${session.id}/pay`, { number: '4242424242424242' });
    await until('the fan is a member', async () => (await fan.get('/@mover/membership')).json?.kind === 'paid');
    expectStatus(await owner.post(`/studio/mover/tiers/${id}/prices`, { price: '7', currency: 'EUR', period: 'month', password: PASSWORD }), 201);
    const holders = async () => (await owner.get(`/studio/mover/tiers/${id}/holders`)).json.prices[0];
    const { id: priceId } = await holders();
    await app.kill('SIGTERM');
    await app.start('priceMoves.told:before');
    await owner.post(`/studio/mover/tiers/${id}/holders`, { priceId, password: PASSWORD }).catch(() => undefined);
    await until('death at priceMoves.told:before', async () => app.killed, 10_000);
    await app.start();
    await until('the fan counts as told', async () => (await holders()).told === 1);
    expect((await mails()).filter((mail) => mail.includes(fan.email) && mail.includes('costs'))).toHaveLength(1);
  }, 60_000);

  it('P11 of every connection of the database, again and again while a fan pays: paid once, told once, nothing lost', async () => {
    await db.query('delete from limit_use');
    const fan = await person('stormy');
    const storm = setInterval(() => void db.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name like 'thousand%'",
    ).catch(() => undefined), 120);
    for (let tries = 0; tries < 8; tries++) {
      await story(fan).catch(() => undefined);
      // A worker that lost its life line ends itself, and whoever minds it starts it again.
      if (app.dead) await app.start();
    }
    clearInterval(storm);
    await app.kill();
    expect((await goOn(fan)).length).toBe(1);
  }, 240_000);

  /** Starts the app again and lets the fan go on until all is done. @returns the welcomes that arrived */
  async function goOn(fan: Client & { email: string }): Promise<string[]> {
    // What was tried and failed meanwhile waits for its turn, ever longer; here the turn is now.
    await db.query("update mail set due_at = '2020-01-01' where submitted_at is null and skipped is null");
    await db.query('update graphile_worker._private_jobs set run_at = now()');
    if (app.dead) await app.start();
    await until('the fan is a member', async () => {
      if (app.dead) await app.start();
      if (await paid(fan).catch(() => false)) return true;
      await story(fan).catch(() => undefined);
      return false;
    }, 20_000).catch((error: Error) => { throw new Error(`${error.message}\n${app.output.slice(-1500)}`); });
    await until('the welcome is sent', async () => (await rows("select 1 from mail m join account a on a.id = m.account_id where m.kind = 'welcome' and a.email = $1 and submitted_at is not null", [fan.email])).length === 1, 70_000);
    await until('all is done', async () => (await rows("select 1 from stripe_customer where dirty_seq > synced_seq union all select 1 from inbox_event where state = 'received'")).length === 0, 70_000);

    const { customer, charge, subscription } = await (await control('GET', '/dump')).json() as Record<string, any[]>;
    const mine = customer!.filter((one) => one.email === fan.email);
    expect(mine).toHaveLength(1);
    expect(charge!.filter((one) => one.customer === mine[0].id)).toHaveLength(1);
    expect(subscription!.filter((one) => one.customer === mine[0].id).map((one) => one.status)).toEqual(['active']);
    return (await mails()).filter((mail) => mail.includes(fan.email) && mail.includes('So glad'));
  }
});
