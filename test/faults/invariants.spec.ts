import { differences } from './audit.js';
import { type Books, violations } from './invariants.js';

/** One fan who paid once, with all that follows, and one who bought twice and got that back. */
function sound(): Books {
  return {
    now: 1000,
    delivered: ['evt_1', 'evt_2'],
    inbox: [{ event: 'evt_1', state: 'done' }, { event: 'evt_2', state: 'ignored' }],
    behind: [],
    customers: [{ id: 'cus_1', owner: 'ruth EUR' }],
    bound: [{ customer: 'cus_1', owner: 'ruth EUR' }],
    subscriptions: [{ id: 'sub_1', customer: 'cus_1', status: 'active', graceFrom: null }, { id: 'sub_2', customer: 'cus_1', status: 'canceled', graceFrom: null }],
    projected: [{ id: 'sub_1', member: 'ruth tamsin', surplus: false, suspended: false, schedule: 'sub_sched_1' }, { id: 'sub_2', member: 'ruth tamsin', surplus: true, suspended: false, schedule: null }],
    schedules: [{ id: 'sub_sched_1', subscription: 'sub_1' }],
    grants: [{ subscription: 'sub_1', from: 900, until: 2000 }],
    invoices: [{ id: 'in_1', subscription: 'sub_1', paid: 500, charges: 1, refunded: 0, ahead: false, reason: 'subscription_update' }, { id: 'in_2', subscription: 'sub_2', paid: 500, charges: 1, refunded: 500, ahead: true, reason: 'subscription_create' }],
    payments: [{ invoice: 'in_1', status: 'paid', amount: 500, refunded: 0 }, { invoice: 'in_2', status: 'paid', amount: 500, refunded: 500 }],
    refunds: [{ id: 're_1', intent: 'pi_2', reason: 'surplus' }],
    operations: [{ kind: 'refund', subject: 'pi_2', result: 're_1', subscription: null }, { kind: 'change', subject: 'ruth', result: 'sub_1', subscription: 'sub_1' }],
    unsettled: [],
    effects: [{ name: 'started', cause: 'sub_1' }, { name: 'paid', cause: 'in_1' }, { name: 'paid', cause: 'in_2' }, { name: 'surplus', cause: 'sub_2' }],
    deeds: [{ kind: 'paid', count: 1 }],
    mails: [{ id: 'm1', kind: 'welcome', cause: 'sub_1', to: 'ruth', submitted: true, skipped: null }, { id: 'm2', kind: 'receipt', cause: 'in_1', to: 'ruth', submitted: false, skipped: 'refused: 554' }],
    taken: ['m1'],
    refused: [],
    jobs: [],
  };
}

const BREAKS: [string, (books: Books) => unknown][] = [
  ['evt_3 was acknowledged and is lost', (books) => books.delivered.push('evt_3')],
  ['evt_1 is in the inbox twice', (books) => books.inbox.push({ event: 'evt_1', state: 'done' })],
  ['evt_1 is received', (books) => { books.inbox[0]!.state = 'received'; }],
  ['evt_1 is quarantined', (books) => { books.inbox[0]!.state = 'quarantined'; }],
  ['cus_1 is behind', (books) => books.behind.push('cus_1')],
  ['the job billing.sync is given up', (books) => books.jobs.push({ task: 'billing.sync', state: 'given up' })],
  ['ruth EUR has two customers', (books) => { books.customers.push({ id: 'cus_2', owner: 'ruth EUR' }); books.bound.push({ customer: 'cus_2', owner: 'ruth EUR' }); }],
  ['cus_1 is bound to nobody', (books) => { books.bound = []; }],
  ['sub_3 is unknown to us', (books) => books.subscriptions.push({ id: 'sub_3', customer: 'cus_1', status: 'incomplete', graceFrom: null })],
  ['ruth tamsin pays twice', (books) => { books.subscriptions[1]!.status = 'active'; books.projected[1]!.surplus = false; }],
  ['the surplus sub_2 still runs', (books) => { books.subscriptions[1]!.status = 'active'; }],
  ['in_2 paid for surplus and did not go back', (books) => { books.invoices[1]!.refunded = 0; }],
  ['sub_1 is active and its fan is out', (books) => { books.grants = []; }],
  ['sub_1 is active and its fan is out', (books) => { books.grants[0]!.until = 999; }],
  ['sub_1 is canceled and its fan is in', (books) => { books.subscriptions[0]!.status = 'canceled'; }],
  ['sub_1 is past_due and its fan is in', (books) => { Object.assign(books.subscriptions[0]!, { status: 'past_due', graceFrom: 0 }); books.now = 8 * 86_400; books.grants[0]!.until = null; }],
  ['sub_2 is canceled and its fan is in', (books) => books.grants.push({ subscription: 'sub_2', from: 0, until: null })],
  ['in_1 has 0 payments', (books) => { books.payments.shift(); }],
  ['in_1 was charged 2 times', (books) => { books.invoices[0]!.charges = 2; }],
  ['in_1 was paid 500 and stands as open 500', (books) => { books.payments[0]!.status = 'open'; }],
  ['of in_1 100 went back and 0 is written', (books) => { books.invoices[0]!.refunded = 100; }],
  ['sub_1 is active and its fan is in', (books) => { books.projected[0]!.suspended = true; }],
  ['re_2 went back and nobody asked', (books) => books.refunds.push({ id: 're_2', intent: 'pi_1', reason: 'page' })],
  ['pi_2 for surplus went back twice', (books) => books.refunds.push({ id: 're_1', intent: 'pi_2', reason: 'surplus' })],
  ['the change of ruth was begun and left', (books) => books.operations.push({ kind: 'change', subject: 'ruth', result: null, subscription: 'sub_1' })],
  ['sub_1 is not settled', (books) => books.unsettled.push('sub_1')],
  ['sub_1 was charged for a change too often', (books) => books.invoices.push({ ...books.invoices[0]!, id: 'in_3' })],
  ['the schedule sub_sched_1 was left behind', (books) => { books.projected[0]!.schedule = null; }],
  ['the schedule sub_sched_1 is promised and does not wait', (books) => { books.schedules = []; }],
  ['started sub_1 happened twice', (books) => books.effects.push({ name: 'started', cause: 'sub_1' })],
  ['sub_1 never started', (books) => { books.effects.shift(); }],
  ['in_1 was never told as paid', (books) => { books.effects.splice(1, 1); }],
  ['1 started or trial_paid left 2 deeds paid or tried', (books) => { books.deeds[0]!.count = 2; }],
  ['0 ended left 1 deeds ended', (books) => books.deeds.push({ kind: 'ended', count: 1 })],
  ['the welcome m1 is owed', (books) => { books.mails[0]!.submitted = false; }],
  ['m1 counts as sent and never arrived', (books) => { books.taken = []; }],
  ['m9 arrived and does not count as sent', (books) => books.taken.push('m9')],
  ['m2 arrived and does not count as sent', (books) => books.taken.push('m2')],
  ['the welcome of sub_1 to ruth was written twice', (books) => books.mails.push({ ...books.mails[0]!, id: 'm3' })],
  ['m1 arrived twice', (books) => books.taken.push('m1')],
  ['sub_1 was not welcomed', (books) => { books.mails.shift(); books.taken = []; }],
];

describe('the invariant checker', () => {
  it('finds nothing wrong with sound books', () => {
    expect(violations(sound())).toEqual([]);
    const late = sound();
    Object.assign(late.subscriptions[0]!, { status: 'past_due', graceFrom: 999 });
    expect(violations(late)).toEqual([]);
  });

  it.each(BREAKS)('names it: %s', (sentence, breakIt) => {
    const books = sound();
    breakIt(books);
    expect(violations(books).map((one) => one.split(': ').slice(1).join(': '))).toContain(sentence);
  });

  it('lets pass as many copies of a mail as a case may leave, and no more', () => {
    const books = { ...sound(), taken: ['m1', 'm1'] };
    expect(violations(books, { copies: 1 })).toEqual([]);
    expect(violations({ ...books, taken: ['m1', 'm1', 'm1'] }, { copies: 1 })).toHaveLength(2);
  });

  it('lets pass that a copy of a mail was refused where its sender died', () => {
    const books = { ...sound(), taken: ['m1', 'm2'], refused: ['m2'] };
    expect(violations(books, { copies: 1 })).toEqual([]);
    expect(violations(books)).toHaveLength(1);
  });

  it('names what the product itself finds', () => {
    const sound = { drifted: [], ledger: ['txn_1 470', 'txn_2 -500'], balance: ['txn_1 470', 'txn_2 -500'] };
    expect(differences(sound)).toEqual([]);
    expect(differences({ drifted: ['cus_1'], ledger: ['txn_1 471'], balance: ['txn_1 470'] })).toEqual(['cus_1 drifted', 'txn_1 470 moved and is not in the ledger', 'txn_1 471 is in the ledger and never moved']);
  });
});
