import pg from 'pg';
import { StripeClient } from '../../src/billing/index.js';
import { Earnings } from '../../src/billing/earnings/earnings.query.js';
import { Inbox } from '../../src/billing/inbox/inbox.service.js';
import { PriceHolders } from '../../src/billing/price-holders.service.js';
import { PriceMoves } from '../../src/billing/price-moves/price-moves.service.js';
import { Customers } from '../../src/billing/stripe/customers.service.js';
import { CardLinks } from '../../src/billing/troubles/card-links.service.js';
import { Grace } from '../../src/billing/troubles/grace.service.js';
import { TierGraceChanged } from '../../src/tiers/index.js';
import { startApp, type TestApp } from '../app.js';

const PEOPLE = 1000;
const PAGES = 50;
const LARGE = ['subscription', 'payment', 'inbox_event'];

/** Many people of many pages, with what Stripe sent of them. */
const fill = (account: string) => [
  `insert into account (email, email_key, name, language, time_zone, created_at, proved_at)
   select n || '@people.example', n || '@people.example', 'Person ' || n, 'en', 'UTC', now(), now() from generate_series(1, ${PEOPLE}) n`,
  `insert into creator (handle, handle_key, name, standfirst, about, about_html, hue, chroma, language, created_at)
   select 'page' || n, 'page' || n, 'Page ' || n, '', '', '', 100, 100, 'en', now() from generate_series(1, ${PAGES}) n`,
  `insert into tier (creator_id, name, description, paid, benefits, welcome, position, created_at) select id, 'Proof', '', true, '{}', '', 1, now() from creator`,
  `insert into stripe_customer (stripe_account, customer_id, account_id, currency) select '${account}', 'cus_' || id, id, 'EUR' from account`,
  `insert into subscription (stripe_account, subscription_id, customer_id, account_id, creator_id, tier_id, status, amount, currency, started_at, period_end, cancel_at_period_end)
   select '${account}', 'sub_' || a.n || '_' || t.n, 'cus_' || a.id, a.id, t.creator_id, t.id, case when a.n % 2 = 0 then 'canceled' when a.n % 25 = 0 then 'past_due' else 'active' end, 500, 'EUR', now(), now(), false
   from (select *, row_number() over () as n from account) a join (select *, row_number() over () as n from tier) t on (a.n + t.n) % ${PAGES / 4} = 0`,
  `insert into payment (stripe_account, invoice_id, subscription_id, account_id, creator_id, tier_id, status, first, amount, currency, period, period_from, period_until, created_at, seen_at)
   select stripe_account, 'in_' || subscription_id, subscription_id, account_id, creator_id, tier_id, 'paid', true, 500, 'EUR', 'month', now(), now(), now(), now() from subscription`,
  `insert into inbox_event (source, event_id, type, customer_id, created, received_at, payload, state)
   select '${account}', 'evt_' || n || customer_id, 'invoice.paid', customer_id, now(), now(), '{}', case when n = 1 then 'received' else 'done' end from stripe_customer, generate_series(1, 5) n`,
  'analyze',
];

interface Plan { 'Node Type': string; 'Relation Name'?: string; 'Index Cond'?: string; Plans?: Plan[] }

/** What a plan looks large tables up by, as `table: condition`; a bitmap scan has its condition in the index scans below it. */
function lookups(plan: Plan): string[] {
  const below = plan.Plans ?? [];
  const reads = plan['Node Type'].endsWith('Scan') && LARGE.includes(plan['Relation Name'] ?? '');
  return [...(reads ? [`${plan['Relation Name']}: ${[plan, ...below].map((one) => one['Index Cond'] ?? '').join(' ')}`] : []), ...below.flatMap(lookups)];
}

describe('what is asked often, or of a large table', () => {
  let test: TestApp;
  let account: string;
  let customer: string;
  let creatorId: string;
  let tierId: string;

  beforeAll(async () => {
    test = await startApp({ worker: false });
    account = await test.app.get(StripeClient).account();
    for (const sql of fill(account)) await test.db.query(sql);
    [{ customer, creatorId, tierId }] = (await test.db.query('select customer_id as customer, creator_id as "creatorId", tier_id as "tierId" from subscription limit 1')).rows as [{ customer: string; creatorId: string; tierId: string }];
  });
  afterAll(() => test.close());

  /** Every statement of ours that some work asks, by what it looks large tables up by. */
  async function asked(work: () => Promise<unknown>): Promise<string[]> {
    const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
    const seen: { text: string; values: unknown[] }[] = [];
    pg.Client.prototype.query = function note(this: unknown, ...args: unknown[]) {
      const [first, second] = args as [string | { text: string; values?: unknown[] }, unknown[] | undefined];
      const { text, values = [] } = typeof first === 'string' ? { text: first, values: Array.isArray(second) ? second : [] } : first;
      if (/^\s*(select|update|insert|with)/i.test(text) && LARGE.some((table) => text.includes(table))) seen.push({ text, values });
      return query.apply(this, args);
    } as typeof pg.Client.prototype.query;
    try {
      await work();
    } finally {
      pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
    }
    const client = await test.db.connect();
    try {
      // Small tables are read whole, whatever indexes there are.
      await client.query('set enable_seqscan = off');
      const found: string[] = [];
      for (const { text, values } of seen) found.push(...lookups((await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (format json) ${text}`, values)).rows[0]!['QUERY PLAN'][0].Plan));
      return found;
    } finally {
      client.release(true);
    }
  }

  const thin = (type: string, id: string) => ({ id: `evt_thin_${id}`, type: `v1.${type}.updated`, created: test.clock.now(), livemode: false, account: null, version: null, thin: true, customer: null, charge: null, related: { type, id, url: `/v1/${type}s/${id}` } });
  const price = () => ({ tierId, amount: 500, currency: 'EUR', period: 'month' }) as Parameters<PriceHolders['of']>[0];
  const CASES: [string, RegExp, () => Promise<unknown>][] = [
    ['where a customer stands, at every sync', /^inbox_event: .*customer_id/, () => test.app.get(Customers).find(account, customer)],
    ['what a sync settles, under a lock', /^inbox_event: .*customer_id/, () => test.app.get(Inbox).settle(account, customer, '1')],
    ['whose subscription or invoice a thin event names', /^(subscription|payment): .*(subscription_id|invoice_id)/, () => test.app.get(Inbox).accept(thin('invoice', 'in_none'), '{}')],
    ['whom a page\'s banks refused', /^subscription: .*creator_id.*status/, () => test.app.get(Earnings).retried(creatorId)],
    ['who pays a price', /^subscription: .*tier_id/, () => test.app.get(PriceHolders).of(price())],
    ['who pays an old price', /^subscription: .*tier_id/, () => test.app.get(PriceMoves).oldPrices(tierId)],
    ['whose grace a tier decides', /^subscription: .*tier_id/, () => test.app.get(Grace).follow(new TierGraceChanged(tierId))],
    ['whom a letter about a card is for', /^subscription: .*subscription_id/, () => test.app.get(CardLinks).about('sub_none')],
  ];

  it.each(CASES)('finds %s by its key', async (_, key, work) => {
    const found = await asked(work);
    expect(found.length).toBeGreaterThan(0);
    for (const lookup of found) expect(lookup).toMatch(key);
  });
});
