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
    projected: [{ id: 'sub_1', member: 'ruth tamsin', surplus: false }, { id: 'sub_2', member: 'ruth tamsin', surplus: true }],
    grants: [{ subscription: 'sub_1', from: 900, until: 2000 }],
    invoices: [{ id: 'in_1', subscription: 'sub_1', paid: 500, charges: 1, refunded: 0, ahead: false }, { id: 'in_2', subscription: 'sub_2', paid: 500, charges: 1, refunded: 500, ahead: true }],
    payments: [{ invoice: 'in_1', status: 'paid', amount: 500, refunded: 0 }, { invoice: 'in_2', status: 'paid', amount: 500, refunded: 500 }],
    effects: [{ name: 'started', cause: 'sub_1' }, { name: 'paid', cause: 'in_1' }, { name: 'paid', cause: 'in_2' }, { name: 'surplus', cause: 'sub_2' }],
    deeds: [{ kind: 'paid', count: 1 }],
    mails: [{ id: 'm1', kind: 'welcome', cause: 'sub_1', submitted: true, skipped: null }, { id: 'm2', kind: 'receipt', cause: 'in_1', submitted: false, skipped: 'refused: 554' }],
    taken: ['m1'],
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
  ['started sub_1 happened twice', (books) => books.effects.push({ name: 'started', cause: 'sub_1' })],
  ['sub_1 never started', (books) => { books.effects.shift(); }],
  ['in_1 was never told as paid', (books) => { books.effects.splice(1, 1); }],
  ['1 started left 2 deeds paid', (books) => { books.deeds[0]!.count = 2; }],
  ['0 ended left 1 deeds ended', (books) => books.deeds.push({ kind: 'ended', count: 1 })],
  ['the welcome m1 is owed', (books) => { books.mails[0]!.submitted = false; }],
  ['m1 counts as sent and never arrived', (books) => { books.taken = []; }],
  ['m9 arrived and does not count as sent', (books) => books.taken.push('m9')],
  ['m2 arrived and does not count as sent', (books) => books.taken.push('m2')],
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
});
