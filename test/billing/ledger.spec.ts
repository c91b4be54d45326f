import fc from 'fast-check';
import { StripeClient } from '../../src/billing/index.js';
import { Ledger } from '../../src/billing/ledger/ledger.service.js';
import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, pay } from '../client.js';

interface Movement { id: string; amount: number; fee: number; net: number; currency: string; source: string | null; reporting_category: string; fee_details: { type: string; amount: number }[] }
type Command =
  | { kind: 'refund'; charge: number; share: number } | { kind: 'dispute'; charge: number; inquiry: boolean } | { kind: 'settle'; dispute: number; won: boolean }
  | { kind: 'sendBack'; refund: number } | { kind: 'renew' } | { kind: 'sweep' } | { kind: 'lose the answer' };

const MONTH_S = 31 * 86_400;

describe('the ledger', () => {
  let test: TestApp;
  let page: Awaited<ReturnType<typeof buildPage>>;
  const sweep = () => test.app.get(Ledger).sweep();
  const dump = async () => (await test.control('GET', '/dump')).body as Record<string, any[]>;

  beforeAll(async () => {
    test = await startApp();
    const owner = await buildPerson(test, 'Tamsin');
    page = await buildPage(test, owner, 'tamsin');
    for (const name of ['Ruth', 'Noor']) await pay(test, await buildPerson(test, name), 'tamsin', page.paid.id);
  });
  afterAll(() => test.close());

  it('P16 holds each movement once and sums to what Stripe holds, whatever happens to charges', async () => {
    const nth = fc.nat(40);
    const command = fc.oneof<fc.Arbitrary<Command>[]>(
      fc.record({ kind: fc.constant('refund' as const), charge: nth, share: fc.integer({ min: 1, max: 100 }) }), fc.record({ kind: fc.constant('dispute' as const), charge: nth, inquiry: fc.boolean() }),
      fc.record({ kind: fc.constant('settle' as const), dispute: nth, won: fc.boolean() }), fc.record({ kind: fc.constant('sendBack' as const), refund: nth }),
      fc.record({ kind: fc.constant('sweep' as const) }), fc.record({ kind: fc.constant('renew' as const) }), fc.record({ kind: fc.constant('lose the answer' as const) }),
    );
    await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 4, maxLength: 14 }), async (history) => {
      for (const one of history) await carryOut(one);
      await test.control('DELETE', '/faults');
      await sweep();
      await agrees();
    }), { numRuns: 12, endOnFailure: true, examples: [[[{ kind: 'dispute', charge: 0, inquiry: false }, { kind: 'settle', dispute: 0, won: true }]]] });
  });

  it('knows page, tier and person of what was paid here, once the invoice is read', async () => {
    const known = await until('the charges of both', async () => {
      const { rows } = await test.db.query(
        `select l.kind, p.tier_id as tier, p.account_id as account from ledger_entry l join payment_charge c on c.charge_id = l.charge_id join payment p on p.invoice_id = c.invoice_id where l.kind = 'charge'`,
      );
      return new Set(rows.map((row) => row.account)).size === 2 && rows;
    });
    expect(new Set(known.map((row) => row.tier))).toEqual(new Set([page.paid.id]));
  });

  it('P16 goes on where a lost answer stopped it', async () => {
    // More than one page of movements at once, of people whom this install does not know.
    expect((await test.control('POST', '/seed', { customers: 230, seed: 1, amount: 700, currency: 'usd' })).status).toBe(201);
    // They are older than what was read last: read all from the beginning.
    await test.db.query('delete from ledger_sweep');
    await test.control('POST', '/faults', { method: 'GET', path: '/v1/balance_transactions', kind: 'status', status: 500, times: 4 });
    await expect(sweep()).rejects.toThrow();
    await test.control('DELETE', '/faults');
    await sweep();
    await Promise.all([sweep(), sweep()]);
    await agrees();
  });

  it('P16 passes by nothing of the second in which it stopped', async () => {
    const { api } = test.app.get(StripeClient);
    const { charge: charges = [] } = await dump();
    const { id } = charges.find((one) => one.amount - one.amount_refunded > 200 && !one.disputed);
    const refund = async () => (await api.refunds.create({ charge: id, amount: 1 })).created;
    let isSame = false;
    for (let tries = 0; !isSame && tries < 100; tries++) {
      const first = await refund();
      await sweep();
      isSame = await refund() === first;
    }
    expect(isSame).toBe(true);
    await sweep();
    await agrees();
  });

  /** Does one thing at Stripe, or nothing where it cannot be done. */
  async function carryOut(one: Command): Promise<void> {
    const { api } = test.app.get(StripeClient);
    const { charge: charges = [], dispute: disputes = [], refund: refunds = [] } = await dump();
    const of = <T>(list: T[], n: number) => list[list.length - 1 - (n % list.length)]!;
    if (one.kind === 'sweep') await sweep().catch(() => undefined);
    if (one.kind === 'renew') await test.control('POST', '/clock', { advanceSeconds: MONTH_S / 10 });
    if (one.kind === 'lose the answer') await test.control('POST', '/faults', { method: 'GET', path: '/v1/balance_transactions', kind: 'drop_after', times: 1 });
    if (one.kind === 'refund') {
      const charge = of(charges, one.charge);
      await api.refunds.create({ charge: charge.id, amount: Math.max(1, Math.floor((charge.amount * one.share) / 100)) }).catch(() => undefined);
    }
    if (one.kind === 'dispute') await test.control('POST', `/charges/${of(charges, one.charge).id}/dispute`, { inquiry: one.inquiry });
    if (one.kind === 'settle' && disputes.length > 0) await test.control('POST', `/disputes/${of(disputes, one.dispute).id}/${one.won ? 'win' : 'lose'}`);
    if (one.kind === 'sendBack' && refunds.length > 0) await test.control('POST', `/refunds/${of(refunds, one.refund).id}/fail`);
  }

  async function agrees(): Promise<void> {
    const { balance_transaction: movements = [], charge: charges = [], refund: refunds = [], dispute: disputes = [] } = await dump() as { balance_transaction?: Movement[] } & Record<string, { id: string; amount: number; charge?: string }[]>;
    const { rows } = await test.db.query('select id, kind, amount::float8, fee::float8, tax::float8, net::float8, lower(currency) as currency, charge_id from ledger_entry');
    const plain = ({ id, amount, fee, tax, net, currency }: Omit<Movement, 'fee_details'> & { tax: number }) => `${id} ${amount} ${fee} ${tax} ${net} ${currency}`;
    const taxOf = ({ fee_details: parts }: Movement) => parts.filter(({ type }) => type === 'tax').reduce((sum, { amount }) => sum + amount, 0);
    expect(rows.map(plain).sort()).toEqual(movements.map((one) => plain({ ...one, tax: taxOf(one) })).sort());
    // By its charge it is some page's, and somebody's.
    const about = new Map([...charges, ...refunds, ...disputes].map(({ id, charge = id }) => [id, charge]));
    for (const { id, source } of movements) expect([id, rows.find((row) => row.id === id).charge_id]).toEqual([id, about.get(String(source)) ?? null]);
    for (const row of rows) expect([row.id, row.net]).toEqual([row.id, row.amount - row.fee]);
    // What came in is what is left, what Stripe kept and what is tax.
    for (const currency of new Set(movements.map((one) => one.currency))) {
      const sum = (of: 'net' | 'fee' | 'tax') => rows.filter((row) => row.currency === currency).reduce((total, row) => total + row[of], 0);
      const gross = movements.filter((one) => one.currency === currency).reduce((total, one) => total + one.amount, 0);
      expect([currency, gross]).toEqual([currency, sum('net') + (sum('fee') - sum('tax')) + sum('tax')]);
    }
    for (const charge of charges) {
      const back = rows.filter((row) => row.charge_id === charge.id && row.kind.startsWith('refund')).reduce((total, row) => total - row.amount, 0);
      expect([charge.id, back >= 0 && back <= charge.amount]).toEqual([charge.id, true]);
    }
  }
});
