/** What both sides have written down once all is calm: ours, Stripe's and the mail server's. Times are seconds since 1970. */
export interface Books {
  /** The sandbox's clock. */
  now: number;
  /** Ids of events that were answered 2xx. */
  delivered: string[];
  inbox: { event: string; state: string }[];
  /** Our counters: those that say that a customer waits. */
  behind: string[];
  /** Stripe's customers, by whose they are: `<account> <currency>`. */
  customers: { id: string; owner: string }[];
  bound: { customer: string; owner: string }[];
  /** Stripe's subscriptions. `graceFrom`: when the invoice that is due was finalised. */
  subscriptions: { id: string; customer: string; status: string; graceFrom: number | null }[];
  /** Ours: `member` is an account at a creator, `schedule` what will change it when its period ends. */
  projected: { id: string; member: string; surplus: boolean; suspended: boolean; schedule: string | null }[];
  /** Stripe's schedules that wait. */
  schedules: { id: string; subscription: string }[];
  grants: { subscription: string; from: number; until: number | null }[];
  /** Stripe's invoices. `ahead`: what it pays for had not all been given when its subscription ended. */
  invoices: { id: string; subscription: string; paid: number; charges: number; refunded: number; ahead: boolean; reason: string }[];
  /** Stripe's refunds that we asked for, and why. */
  refunds: { id: string; intent: string; reason: string }[];
  /** What we asked Stripe for. `subscription`: of a change that charges at once. */
  operations: { kind: string; subject: string; result: string | null; subscription: string | null }[];
  /** Withdrawals and endings of a closed page that are not carried out, by their subscription. */
  unsettled: string[];
  payments: { invoice: string; status: string; amount: number; refunded: number }[];
  effects: { name: string; cause: string }[];
  /** How many deeds of a kind were recorded. */
  deeds: { kind: string; count: number }[];
  mails: { id: string; kind: string; cause: string; to: string; submitted: boolean; skipped: string | null }[];
  /** Message-IDs the mail server took, as often as it took them. */
  taken: string[];
  /** Message-IDs it refused for good. */
  refused: string[];
  jobs: { task: string; state: string }[];
}

/** What a case may leave behind, each for a reason that it names. */
export interface Allowance {
  /** Mails sent twice: what lies between the server's yes and our note of it no sender can close; both carry one Message-ID. */
  copies?: number;
}

const GRACE = 7 * 86_400;
const LIVE = ['active', 'trialing', 'past_due'];
/** Operations that are gone on with until they are written down; what a payment or an undo left open is seen at Stripe, and nothing is asked again. */
const MOVING = ['refund', 'change', 'price_move', 'resumption'];
/** Which deeds are left by which effects, in sum. */
const BEGINNINGS = [[['paid', 'tried'], ['started', 'trial_paid']], [['ended'], ['ended']]] as const;

/** Each rule names what breaks it, a sentence each. */
export const INVARIANTS: Record<string, (books: Books, allowance: Allowance) => string[]> = {
  'every event that was answered 2xx is in the inbox once': ({ delivered, inbox }) => [
    ...lacking(delivered, inbox.map((row) => row.event)).map((id) => `${id} was acknowledged and is lost`),
    ...twice(inbox.map((row) => row.event)).map((id) => `${id} is in the inbox twice`),
  ],

  'nothing waits': ({ inbox, behind, jobs }) => [
    ...inbox.filter(({ state }) => state !== 'done' && state !== 'ignored').map(({ event, state }) => `${event} is ${state}`),
    ...behind.map((customer) => `${customer} is behind`),
    ...jobs.map(({ task, state }) => `the job ${task} is ${state}`),
  ],

  'one customer at Stripe per account and currency': ({ customers, bound, subscriptions }) => [
    ...twice(customers.map((one) => one.owner)).map((owner) => `${owner} has two customers`),
    ...twice(bound.map((one) => one.owner)).map((owner) => `${owner} is bound twice`),
    // One of somebody who never came back may have died before it was bound; whoever pays is bound.
    ...customers.filter(({ id, owner }) => subscriptions.some((one) => one.customer === id) && !bound.some((one) => one.customer === id && one.owner === owner)).map(({ id }) => `${id} is bound to nobody`),
  ],

  'one live subscription per fan and creator; what was too much went back': ({ subscriptions, projected, invoices }) => {
    const live = new Set(subscriptions.filter(({ status }) => LIVE.includes(status)).map(({ id }) => id));
    const surplus = projected.filter((one) => one.surplus);
    return [
      ...lacking(subscriptions.map(({ id }) => id), projected.map(({ id }) => id)).map((id) => `${id} is unknown to us`),
      ...twice(projected.filter(({ id }) => live.has(id)).map(({ member }) => member)).map((member) => `${member} pays twice`),
      ...surplus.filter(({ id }) => live.has(id)).map(({ id }) => `the surplus ${id} still runs`),
      ...invoices.filter(({ subscription, paid, refunded, ahead }) => ahead && surplus.some(({ id }) => id === subscription) && refunded < paid).map(({ id }) => `${id} paid for surplus and did not go back`),
    ];
  },

  'nobody is wrongly in or out': ({ now, subscriptions, projected, grants }) => subscriptions.flatMap(({ id, status, graceFrom }) => {
    const own = projected.find((one) => one.id === id);
    const opens = !own?.surplus && !own?.suspended && (status === 'past_due' ? now < (graceFrom ?? 0) + GRACE : LIVE.includes(status));
    const holds = grants.some((grant) => grant.subscription === id && grant.from <= now && (grant.until === null || grant.until > now));
    return opens === holds ? [] : [`${id} is ${status} and its fan is ${holds ? 'in' : 'out'}`];
  }),

  'each payment and refund is written down once, and charged once': ({ invoices, payments }) => invoices.filter(({ paid }) => paid > 0).flatMap(({ id, paid, charges, refunded }) => {
    const rows = payments.filter((row) => row.invoice === id);
    return [
      ...(rows.length === 1 ? [] : [`${id} has ${rows.length} payments`]),
      ...(charges === 1 ? [] : [`${id} was charged ${charges} times`]),
      ...rows.filter((row) => row.status !== 'paid' || row.amount !== paid).map((row) => `${id} was paid ${paid} and stands as ${row.status} ${row.amount}`),
      ...rows.filter((row) => row.refunded !== refunded).map((row) => `of ${id} ${refunded} went back and ${row.refunded} is written`),
    ];
  }),

  'what is asked of Stripe is done once, and to its end': ({ refunds, operations, unsettled, invoices, projected, schedules }) => {
    const [asked, charging] = [operations.flatMap(({ result }) => result ?? []), operations.filter(({ result, subscription }) => result && subscription)];
    const charged = charging.map(({ subscription }) => subscription!);
    return [
      ...lacking(refunds.map(({ id }) => id), asked).map((id) => `${id} went back and nobody asked`),
      ...twice(refunds.filter(({ reason }) => reason !== 'page').map(({ intent, reason }) => `${intent} for ${reason}`)).map((refund) => `${refund} went back twice`),
      ...operations.filter(({ kind, result }) => MOVING.includes(kind) && result === null).map(({ kind, subject }) => `the ${kind} of ${subject} was begun and left`),
      ...unsettled.map((id) => `${id} is not settled`),
      ...[...new Set(charged)].filter((id) => invoices.filter((one) => one.subscription === id && one.reason === 'subscription_update' && one.paid > 0).length > charged.filter((one) => one === id).length)
        .map((id) => `${id} was charged for a change too often`),
      ...lacking(schedules.map(({ id }) => id), projected.flatMap(({ schedule }) => schedule ?? [])).map((id) => `the schedule ${id} was left behind`),
      ...lacking(projected.flatMap(({ schedule }) => schedule ?? []), schedules.map(({ id }) => id)).map((id) => `the schedule ${id} is promised and does not wait`),
    ];
  },

  'each effect happens once': ({ effects, deeds, projected, invoices }) => {
    const count = (name: string) => effects.filter((one) => one.name === name).length;
    const deed = (kind: string) => deeds.find((one) => one.kind === kind)?.count ?? 0;
    return [
      ...twice(effects.map(({ name, cause }) => `${name} ${cause}`)).map((effect) => `${effect} happened twice`),
      ...lacking(projected.filter((one) => !one.surplus).map(({ id }) => id), causesOf(effects, 'started')).map((id) => `${id} never started`),
      ...lacking(invoices.filter(({ paid }) => paid > 0).map(({ id }) => id), causesOf(effects, 'paid')).map((id) => `${id} was never told as paid`),
      ...BEGINNINGS.filter(([kinds, names]) => sum(kinds.map(deed)) !== sum(names.map(count)))
        .map(([kinds, names]) => `${sum(names.map(count))} ${names.join(' or ')} left ${sum(kinds.map(deed))} deeds ${kinds.join(' or ')}`),
    ];
  },

  'each mail is owed once, sent once, taken once': ({ mails, taken, refused, effects }, { copies = 0 }) => {
    const sent = mails.filter((mail) => mail.submitted);
    const again = twice(taken);
    return [
      ...twice(mails.map(({ kind, cause, to }) => `the ${kind} of ${cause} to ${to}`)).map((mail) => `${mail} was written twice`),
      ...mails.filter((mail) => !mail.submitted && mail.skipped === null).map(({ id, kind }) => `the ${kind} ${id} is owed`),
      ...lacking(sent.map(({ id }) => id), taken).map((id) => `${id} counts as sent and never arrived`),
      // Who died between the server's yes and our note of it, and whose copy was refused, cannot know of the first.
      ...lacking(taken, [...sent.map(({ id }) => id), ...copies > 0 ? refused : []]).map((id) => `${id} arrived and does not count as sent`),
      ...(again.length > copies ? again.map((id) => `${id} arrived twice`) : []),
      ...lacking(causesOf(effects, 'started'), mails.filter(({ kind }) => kind === 'welcome').map(({ cause }) => cause)).map((id) => `${id} was not welcomed`),
    ];
  },
};

/** Everything that is wrong, as `rule: sentence`. */
export function violations(books: Books, allowance: Allowance = {}): string[] {
  return Object.entries(INVARIANTS).flatMap(([rule, broken]) => broken(books, allowance).map((sentence) => `${rule}: ${sentence}`));
}

function causesOf(effects: Books['effects'], name: string): string[] {
  return effects.filter((one) => one.name === name).map((one) => one.cause);
}

function lacking(wanted: string[], there: string[]): string[] {
  const known = new Set(there);
  return [...new Set(wanted)].filter((one) => !known.has(one));
}

/** Each that is there more than once, as often as it is too many. */
function twice(all: string[]): string[] {
  const seen = new Set<string>();
  return all.filter((one) => seen.has(one) || !seen.add(one));
}

function sum(all: readonly number[]): number {
  return all.reduce((whole, one) => whole + one, 0);
}
