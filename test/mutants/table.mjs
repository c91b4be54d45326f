// One line a mutant: which property must notice, what is broken, and where. `find` stands exactly once in its file.
const HISTORIES = 'test/properties/histories.spec.ts';
const RACES = 'test/properties/races.spec.ts';
const DOORS = 'test/properties/doors.spec.ts';
const OUTBOUND = 'test/properties/outbound.spec.ts';
const MACHINE = 'test/properties/machine.spec.ts';
const SEATED = 'test/properties/seats.spec.ts';
const ENDINGS = 'test/properties/endings.spec.ts';
const CHANGES = 'test/billing/change-amounts.spec.ts';
const LEDGER = 'test/billing/ledger.spec.ts';
const TAX = 'test/billing/tax.spec.ts';
const CRASH = 'test/faults/crash.spec.ts';

const INBOX = 'src/billing/inbox/inbox.service.ts';
const SYNC = 'src/billing/sync/sync.service.ts';
const STANDINGS = 'src/billing/sync/standings.service.ts';
const ENTITLEMENT = 'src/billing/sync/entitlement.ts';
const PROJECTION = 'src/billing/sync/projection.ts';
const EFFECTS = 'src/billing/effects.service.ts';
const WALK = 'src/billing/sync/walk.service.ts';
const MISSED = 'src/billing/inbox/missed-events.service.ts';
const WEBHOOKS = 'src/billing/inbox/webhooks.controller.ts';
const PAYMENTS = 'src/billing/payments/payments.service.ts';
const OPERATIONS = 'src/billing/stripe/operations.service.ts';
const SURPLUS = 'src/billing/surplus.service.ts';
const CHANGE = 'src/billing/changes/changes.service.ts';
const QUOTES = 'src/billing/changes/quotes.service.ts';
const BOOKS = 'src/billing/ledger/ledger.service.ts';
const EARNINGS = 'src/billing/earnings/earnings.query.ts';
const MOVEMENT = 'src/billing/ledger/ledger-entry.ts';
const REFUNDS = 'src/billing/refunds/refunds.service.ts';
const REFUND_WORK = 'src/billing/refunds/page-refund-work.service.ts';
const PAGE_ENDINGS = 'src/billing/refunds/page-endings.service.ts';
const PERIOD_ENDINGS = 'src/billing/period-endings.service.ts';
const SEATS = 'src/billing/checkout/seats.service.ts';
const CLOSING = 'src/billing/closing/closing.service.ts';
const CLOSING_REFUNDS = 'src/billing/closing/closing-refunds.service.ts';
const DELIVERIES = 'src/email/deliveries.service.ts';

/**
 * `only` narrows the property to the tests whose names go on so; `after` plays histories that close with this deed first; `by` says who wrote it, where that was not who wrote what it breaks.
 * @type {{ by?: string, property: string, only?: string, name: string, spec: string, after?: string, file: string, find: string, put: string }[]}
 */
export const MUTANTS = [
  { property: 'P1', name: 'only the newest subscription is read', spec: HISTORIES, file: 'src/billing/sync/snapshot.ts', find: "status: 'all', limit: 100, expand: ['data.latest_invoice', 'data.schedule', 'data.default_payment_method', 'data.customer.invoice_settings.default_payment_method'] }).autoPagingToArray({ limit: 1000 })", put: "status: 'all', limit: 1, expand: ['data.latest_invoice', 'data.schedule', 'data.default_payment_method', 'data.customer.invoice_settings.default_payment_method'] }).autoPagingToArray({ limit: 1 })" },
  { property: 'P1', name: 'what is over is left as it was', spec: HISTORIES, file: STANDINGS, find: '...fresh.map((row) => ({ ...row,', put: '...fresh.filter((row) => row.endedAt === null || !known.has(row.subscriptionId)).map((row) => ({ ...row,' },
  { property: 'P2', name: 'the sweep takes in nothing', spec: HISTORIES, file: MISSED, find: 'if (here.has(event.id) ||', put: 'if (event.id ||' },
  { property: 'P2', name: 'the sweep begins where it ended, to the second', spec: HISTORIES, file: MISSED, find: 'plusMs(row.swept_to, -OVERLAP)', put: 'plusMs(row.swept_to, OVERLAP)' },
  { property: 'P2', name: 'the sweep tells the time by the wall', spec: HISTORIES, file: MISSED, find: 'plusMs(this.clock.now(), -YOUNG)', put: 'plusMs(this.clock.system(), -YOUNG)' },
  { property: 'P3', name: 'the walk finds everybody unchanged', spec: HISTORIES, file: WALK, find: 'where s.subscription_id not in (select subscription_id from seen)', put: 'where false' },
  { property: 'P3', name: 'the walk does not look at what is owed or sold', spec: HISTORIES, file: 'src/billing/sync/digest.ts', find: "return createHash('sha256').update(JSON.stringify(said)).digest('base64url');", put: "return said.length ? 'the same' : '';" },
  { property: 'P3', name: 'the walk passes by what is over', spec: HISTORIES, file: WALK, find: "status: 'all', limit: PAGE", put: 'limit: PAGE' },
  { property: 'P4', name: 'what was ended goes on to its period’s end', spec: HISTORIES, file: ENTITLEMENT, find: 'return facts.endedAt;', put: 'return facts.periodEnd;' },
  { property: 'P4', name: 'unpaid is as good as paid', spec: HISTORIES, after: 'leave unpaid', file: ENTITLEMENT, find: '      // incomplete, incomplete_expired, unpaid, paused, and whatever Stripe invents next: nothing was paid.\n      return null;', put: '      return plusMs(facts.periodEnd, RENEWAL_SLACK);' },
  { property: 'P4', name: 'what a bank disputes stays open', spec: HISTORIES, after: 'dispute', file: STANDINGS, find: 'suspended.get(row.subscriptionId) ?? null', put: 'null' },
  { property: 'P5', name: 'an event queues no sync', spec: HISTORIES, file: INBOX, find: 'from dirty where was_clean', put: 'from dirty where false' },
  { property: 'P5', name: 'free days open nothing', spec: HISTORIES, file: ENTITLEMENT, find: "case 'trialing':\n", put: "case 'no longer trialing':\n" },
  { property: 'P5', name: 'the first failed charge shuts the door', spec: HISTORIES, after: 'bad card', file: ENTITLEMENT, find: "case 'past_due':\n", put: "case 'no longer past_due':\n" },
  { property: 'P6', name: 'a standing is written for every member of the page', spec: HISTORIES, file: 'src/access/memberships.service.ts', find: 'where account_id = $1 and creator_id = $2 and ended_at is null`,\n      [accountId, creatorId, paid', put: 'where ($1::uuid is not null) and creator_id = $2 and ended_at is null`,\n      [accountId, creatorId, paid' },
  { property: 'P6', name: 'surplus is looked for among all', spec: HISTORIES, after: 'buy twice', file: STANDINGS, find: 'findBy({ stripeAccount, accountId })', put: 'findBy({ stripeAccount })' },
  { property: 'P6', name: 'one membership a fan, of whatever page', spec: HISTORIES, file: STANDINGS, find: 'markSurplus(now.filter((row) => row.creatorId === creatorId), standing)', put: '(markSurplus(now, standing).filter((row) => row.creatorId === creatorId))' },
  { property: 'P6', name: 'a standing is written for every page of its member', spec: HISTORIES, file: 'src/access/memberships.service.ts', find: 'where account_id = $1 and creator_id = $2 and ended_at is null`,\n      [accountId, creatorId, paid', put: 'where account_id = $1 and ($2::uuid is not null) and ended_at is null`,\n      [accountId, creatorId, paid' },
  { property: 'P7', name: 'of several that began together any stays', spec: HISTORIES, after: 'buy twice', file: PROJECTION, find: 'aStarted - bStarted || (a.subscriptionId < b.subscriptionId ? -1 : 1)', put: 'aStarted - bStarted || (Math.random() < 0.5 ? 1 : -1)' },
  { property: 'P7', name: 'of one second only the first event is heard', spec: HISTORIES, file: INBOX, find: 'set dirty_seq = dirty_seq + 1, dirty_at = case when c.dirty_seq', put: "set dirty_seq = dirty_seq + (case when $5::timestamptz > coalesce((select max(e.created) from inbox_event e where e.source = $1 and e.customer_id = c.customer_id), '-infinity'::timestamptz) then 1 else 0 end), dirty_at = case when c.dirty_seq" },
  { property: 'P8', name: 'no fence', spec: RACES, file: SYNC, find: 'and synced_seq < $3 and account_id = $5', put: 'and $3::bigint is not null and account_id = $5' },
  { property: 'P8', name: 'the fence counts when it writes, not when it asked', spec: RACES, file: SYNC, find: 'update stripe_customer set synced_seq = $3,', put: 'update stripe_customer set synced_seq = dirty_seq + ($3::bigint - $3::bigint),' },
  { property: 'P8', name: 'what is as new may be written over', spec: RACES, file: SYNC, find: 'and synced_seq < $3 and account_id = $5', put: 'and synced_seq <= $3 and account_id = $5' },
  { property: 'P8', name: 'what comes in during a sync waits for the next event', spec: RACES, file: SYNC, find: 'if (row?.behind) await', put: 'if (row === undefined) await' },
  { property: 'P9', name: 'an effect is always the first', spec: HISTORIES, file: EFFECTS, find: "on conflict do nothing returning name', [name, cause, this.clock.now()],\n    );\n    return rows.length === 1;", put: "on conflict do nothing returning name', [name, cause, this.clock.now()],\n    );\n    return rows.length < 2 && this.happened(name, `${cause} again`).then((is) => !is);" },
  { property: 'P9', name: 'nobody looks at what was paid', spec: HISTORIES, file: SYNC, find: 'await this.payments.readLater(account, customerId);', put: '' },
  { property: 'P9', name: 'an end is told without its beginning', spec: HISTORIES, file: STANDINGS, find: "await this.effects.happened('started', subscriptionId) && ", put: '' },
  { property: 'P9', only: 'what a page ends', name: 'what was asked for and not paid stays payable', spec: ENDINGS, file: PAGE_ENDINGS, find: "subscription, status: 'open', limit: 100", put: "subscription, status: 'void', limit: 100" },
  { property: 'P9', only: 'what a page ends', name: 'what is owed stays where an end broke off half way', spec: ENDINGS, file: PAGE_ENDINGS, find: "if (row.endedAt && !await this.effects.happened('ended_by_page', row.subscriptionId)) return;", put: 'if (row.endedAt) return;' },
  { property: 'P9', only: 'what a page ends', name: 'each press says anew who ended it', spec: ENDINGS, file: PAGE_ENDINGS, find: "if (!await this.effects.once('ended_by_page', subscriptionId)) return;", put: "await this.effects.once('ended_by_page', subscriptionId);" },
  { property: 'P9', only: 'what a page ends', name: 'an end that broke off is nobody’s to finish', spec: ENDINGS, file: PAGE_ENDINGS, find: "await this.jobs.addSafeguard('billing.endByPage', ending, { lane: `customer ${customer}`, key });", put: '' },
  { property: 'P9', only: 'what a page ends', name: 'its money goes back and it runs on', spec: ENDINGS, file: REFUND_WORK, find: 'if (end && !differs) await this.endings.end(by, payment);', put: '' },
  { property: 'P9', only: 'whoever leaves', name: 'a leaving that broke off is nobody’s to finish', spec: ENDINGS, file: PERIOD_ENDINGS, find: "await this.jobs.addSafeguard('billing.leave', leaving, { lane: `customer ${customer}`, key: keyOf(subscription) });", put: '' },
  { property: 'P9', only: 'whoever leaves', name: 'whoever stays after all is put out by what was left over', spec: ENDINGS, file: PERIOD_ENDINGS, find: 'Promise<void> {\n    await this.jobs.remove(keyOf(subscription));', put: 'Promise<void> {' },
  { property: 'P9', only: 'whoever leaves', name: 'what is arranged stands in the way of leaving', spec: ENDINGS, file: PERIOD_ENDINGS, find: 'return this.arrangements.callOff(subscription)', put: 'return Promise.resolve()' },
  { property: 'P10', name: 'a copy is another event', spec: HISTORIES, file: INBOX, find: 'on conflict (source, event_id) do nothing returning customer_id),', put: "on conflict (source, event_id) do update set event_id = inbox_event.event_id, state = 'received' returning customer_id)," },
  { property: 'P10', name: 'what was worked off is not marked', spec: HISTORIES, file: INBOX, find: "state in ('received', 'quarantined') and id <= $3", put: "state in ('received', 'quarantined') and id < $3" },
  { property: 'P10', name: 'what is nobody’s waits for ever', spec: HISTORIES, file: INBOX, find: "case when ours or $8 then 'received' else 'ignored' end", put: "case when ours or $8 then 'received' else 'received' end" },
  { property: 'P11', only: 'at mail.submit:before', name: 'a mail counts as sent before it is', spec: CRASH, file: DELIVERIES, find: "await step('mail.submit', () => this.mailer.submit(this.letters.write(mail, view)));\n        await this.note(mail);", put: "await this.note(mail);\n        await step('mail.submit', () => this.mailer.submit(this.letters.write(mail, view)));" },
  { property: 'P11', only: 'at operation.call:after', name: 'a try that was cut off stands in the way', spec: CRASH, file: OPERATIONS, find: 'do update set attempts = operation.attempts + 1', put: 'do nothing' },
  { property: 'P11', name: 'what a sync writes is written piece by piece', spec: HISTORIES, file: SYNC, find: "await step('sync.project', () => this.db.inTransaction(async () => {", put: "await step('sync.project', () => (async (work: () => Promise<void>) => work())(async () => {" },
  { property: 'P11', name: 'what was paid is written down piece by piece', spec: HISTORIES, file: PAYMENTS, find: "await step('payments.write', () => this.db.inTransaction(async () => {", put: "await step('payments.write', () => (async (work: () => Promise<void>) => work())(async () => {" },
  { property: 'P11', name: 'a customer counts as dirty before a sync is queued', spec: HISTORIES, file: INBOX, find: "return step('inbox.mark', () => this.db.inTransaction(async () => {", put: "return step('inbox.mark', () => (async (work: () => Promise<bigint | null>) => work())(async () => {" },
  { property: 'P12', name: 'each way welcomes anew', spec: RACES, file: EFFECTS, find: "return rows.length === 1;\n  }\n\n  /** Whether", put: "return rows.length <= 1 && name !== '';\n  }\n\n  /** Whether" },
  { property: 'P12', name: 'a finished checkout stays open', spec: RACES, file: SYNC, find: 'await this.writeIntents(snapshot);', put: '' },
  { property: 'P2', name: 'what is held in another currency is believed unasked', spec: RACES, file: SYNC, find: 'if (!alone) await this.hearRivals(binding, understood);', put: '' },
  { property: 'P13', name: 'two may run', spec: RACES, file: PROJECTION, find: 'surplus: row.surplus || (isLive(row.status) && row.subscriptionId !== live[0]?.subscriptionId)', put: 'surplus: row.surplus' },
  { property: 'P13', name: 'the money of the second is kept', spec: RACES, file: SURPLUS, find: 'if (!intent) continue;', put: 'if (intent) continue;' },
  { property: 'P13', name: 'what is too much runs to its end', spec: RACES, file: SURPLUS, find: 'api.subscriptions.cancel(id, { prorate: false })', put: 'api.subscriptions.update(id, { cancel_at_period_end: true })' },
  { property: 'P13', name: 'of what is too much half goes back', spec: RACES, file: SURPLUS, find: "{ payment_intent: intent, metadata: { reason: 'surplus' } }", put: "{ payment_intent: intent, amount: Math.ceil(invoice.amount_paid / 2), metadata: { reason: 'surplus' } }" },
  { property: 'P13', only: 'two customers', name: 'two currencies are written down at once', spec: RACES, file: STANDINGS, find: "select pg_advisory_xact_lock(hashtextextended('standing ' || $1::text, 0)) is null as locked", put: 'select $1::text is null as locked' },
  { property: 'P13', name: 'a till that broke off keeps its seat for ever', spec: SEATED, file: SEATS, find: "(i.session_id is not null or i.created_at > $2::timestamptz - interval '1 hour')", put: 'true' },
  { property: 'P13', name: 'a seat is taken when it is paid', spec: SEATED, file: SEATS, find: 'i.completed_at is null and i.abandoned_at is null and (', put: 'i.completed_at is null and i.abandoned_at is null and false and (' },
  { property: 'P13', name: 'of two who come at once both get the last seat', spec: SEATED, file: SEATS, find: "await this.db.sql('seats.lock', 'select id from tier where id = $1 for no key update', [tier.id]);", put: '' },
  { property: 'P14', name: 'a grant counts at its last instant', spec: 'src/access/gate.spec.ts', file: 'src/access/gate.ts', find: 'now < grant.until', put: 'now <= grant.until' },
  { property: 'P14', name: 'a grant does not count yet as it begins', spec: 'src/access/gate.spec.ts', file: 'src/access/gate.ts', find: 'grant.from <= now', put: 'grant.from < now' },
  { property: 'P14', name: 'whoever did not pay is let in again by the clock', spec: HISTORIES, after: 'bad card', file: 'src/billing/sync/holds.service.ts', find: "then c.dirty_seq > c.synced_seq and c.dirty_at < $2\n", put: 'then true\n' },
  { property: 'P15', name: 'three minutes are too late', spec: HISTORIES, file: WEBHOOKS, find: 'const TOLERANCE = 300;', put: 'const TOLERANCE = 180;' },
  { property: 'P15', name: 'signatures grow old by business time', spec: HISTORIES, file: WEBHOOKS, find: 'const now = this.clock.system().getTime();', put: 'const now = this.clock.now().getTime();' },
  { property: 'P15', name: 'grace begins when we hear', spec: HISTORIES, after: 'bad card', file: ENTITLEMENT, find: 'facts.invoicedAt ?? facts.periodStart', put: 'new Date(Date.now() + 1e12)' },
  { property: 'P16', name: 'what is read twice stands twice, or stops', spec: LEDGER, file: BOOKS, find: 'on conflict do nothing returning charge_id, kind', put: 'returning charge_id, kind' },
  { property: 'P16', name: 'what moved in the second where it stopped is passed by', spec: LEDGER, file: BOOKS, find: 'gte: Math.floor(plusMs(readUntil, -OVERLAP).getTime() / 1000)', put: 'gt: Math.floor(readUntil.getTime() / 1000)' },
  { property: 'P16', name: 'a fee is income', spec: LEDGER, file: MOVEMENT, find: 'reporting_category, amount, fee, net, tax:', put: 'reporting_category, amount, fee: -fee, net, tax:' },
  { property: 'P16', name: 'every fee is tax', spec: LEDGER, file: MOVEMENT, find: "one.type === 'tax'", put: "one.type !== ''" },
  { property: 'P16', name: 'the first page is taken for all', spec: LEDGER, file: BOOKS, find: 'return !page.has_more;', put: 'return true;' },
  { property: 'P16', name: 'tax counts as what stayed', spec: TAX, file: EARNINGS, find: '(coalesce(sum(l.net), 0) - coalesce(sum(${TAX_IN}), 0))::float8 as net', put: 'coalesce(sum(l.net), 0)::float8 as net' },
  { property: 'P16', name: 'what goes back leaves its tax behind', spec: TAX, file: EARNINGS, find: 'round(l.amount * p.tax', put: 'round(greatest(l.amount, 0) * p.tax' },
  { property: 'P17', name: 'reckoned as of the call, not of the quote', spec: CHANGES, file: CHANGE, find: "proration_behavior: 'always_invoice', proration_date: sent.at, payment_behavior", put: "proration_behavior: 'always_invoice', payment_behavior" },
  { property: 'P17', name: 'what is due at once waits for the next invoice', spec: CHANGES, file: CHANGE, find: "proration_behavior: 'always_invoice', proration_date: sent.at", put: "proration_behavior: 'create_prorations', proration_date: sent.at" },
  { property: 'P17', name: 'what costs less begins at once, too', spec: CHANGES, file: 'src/billing/changes/way.ts', find: "to.amount < from.amount ? 'later' : 'now'", put: "to.amount < from.amount ? 'now' : 'now'" },
  { property: 'P17', name: 'a year is sold at the price of a month', spec: CHANGES, file: QUOTES, find: 'one.period === period && one.currency === row.currency', put: 'one.currency === row.currency' },
  { property: 'P18', name: 'what a body says was shown', spec: CHANGES, file: CHANGE, find: 'if (!isStale && quote.due === agreed.due && quote.price.amount === agreed.price) return quote;', put: 'if (!isStale) return quote;' },
  { property: 'P18', name: 'a body says as of when', spec: CHANGES, file: CHANGE, find: 'if (!isStale && quote.due === agreed.due && quote.price.amount === agreed.price) return quote;', put: 'if (quote.price.amount === agreed.price) return { ...quote, at: agreed.at };' },
  { property: 'P18', name: 'the catalogue is off by one', spec: CHANGES, file: 'src/billing/stripe/catalog.service.ts', find: 'unit_amount: price.amount,', put: 'unit_amount: price.amount - 1,' },
  { property: 'P18', name: 'what is on request is sold to anyone', spec: 'test/billing/asking.spec.ts', file: 'src/access/requests/admissions.service.ts', find: 'admitted.has(tier.id)', put: '(admitted.has(tier.id) || tier.id !== \'\')' },
  { property: 'P18', name: 'a closed door stays open', spec: 'test/billing/asking.spec.ts', file: 'src/access/requests/admissions.service.ts', find: ' and tier_id is not null and closed_at is null', put: ' and tier_id is not null' },
  { property: 'P19', name: 'metadata names the tier', spec: DOORS, file: PROJECTION, find: 'const facts = factsOf(subscription, graceDays, Boolean(subscription.default_payment_method ?? fallback));', put: 'const facts = { ...factsOf(subscription, graceDays, Boolean(subscription.default_payment_method ?? fallback)), ...(subscription as any).metadata };' },
  { property: 'P19', name: 'metadata says who', spec: DOORS, file: SYNC, find: 'accountId: binding.account_id }, {', put: "accountId: (subscription.metadata.account ? '00000000-0000-4000-8000-000000000000' : binding.account_id) }, {" },
  { property: 'P20', name: 'a payload is believed', spec: DOORS, file: INBOX, find: "case when ours or $8 then 'received' else 'ignored' end", put: "case when (ours or $8) and $3 not like 'v9.%' then 'received' else 'ignored' end" },
  { property: 'P20', name: 'what is unknown is refused', spec: DOORS, file: WEBHOOKS, find: "return 'version';", put: "return 'version';\n    if (event.type.startsWith('v9.')) return 'mode';" },
  { property: 'P21', name: 'any mode will do', spec: DOORS, file: WEBHOOKS, find: "return 'mode';", put: 'return null;' },
  { property: 'P21', name: 'any version will do', spec: DOORS, file: WEBHOOKS, find: "return 'version';", put: 'return null;' },
  { property: 'P21', name: 'the future is as good as the past', spec: DOORS, file: WEBHOOKS, find: "return 'future';", put: 'void 0;' },
  { property: 'P21', name: 'any account will do', spec: DOORS, file: WEBHOOKS, find: "return 'account';", put: 'return null;' },
  { property: 'P22', name: 'what strangers’ events say is kept', spec: DOORS, file: INBOX, find: "case when ours or $8 then $7::json else '{}'::json end", put: '$7::json' },
  { property: 'P22', name: 'events of before are kept', spec: DOORS, file: 'src/billing/billing-data.part.ts', find: 'where customer_id = any($1) or ($2::text is not null', put: 'where false and customer_id = any($1) or ($2::text is null' },
  { property: 'P23', name: 'each try has a key of its own', spec: OUTBOUND, file: OPERATIONS, find: 'call(operation.params as P, operation.id)', put: 'call(operation.params as P, `${operation.id}${performance.now()}`)' },
  { property: 'P23', only: 'however often', name: 'nobody looks whether it is there already', spec: OUTBOUND, file: 'src/billing/stripe/customers.service.ts', find: 'await this.made(account, currency) ?? ', put: '' },
  { property: 'P23', name: 'an open try is left behind at once', spec: OUTBOUND, file: OPERATIONS, find: 'const KEY_LIFE = 23 * HOUR;', put: 'const KEY_LIFE = 0 * HOUR;' },
  { property: 'P23', only: 'a part', name: 'nobody looks whether it went back already', spec: OUTBOUND, file: REFUNDS, find: 'await this.given(cause, sent) ?? ', put: '' },
  { property: 'P23', only: 'a payment that two sums', name: 'another sum is taken for the one that was asked', spec: ENDINGS, file: REFUNDS, find: 'found.amount !== order.amount', put: 'found.amount < 0' },
  { property: 'P23', only: 'a payment that two sums', name: 'the books say what was asked, not what went back', spec: ENDINGS, file: REFUND_WORK, find: 'differs ? given.amount : order.amount!', put: 'order.amount!' },
  { property: 'P23', only: 'a page that closes', name: 'each try of a closing gives back anew', spec: ENDINGS, file: CLOSING_REFUNDS, find: 'const subject = `closing ${intent}`;', put: 'const subject = `closing ${intent} ${performance.now()}`;' },
  { property: 'P23', only: 'a page that closes', name: 'what a closing gave back unheard is reckoned anew', spec: ENDINGS, file: CLOSING_REFUNDS, find: 'one.metadata?.cause === subject', put: 'one.metadata === null' },
  { property: 'P23', only: 'a page that closes', name: 'whoever paid while it closed gets nothing back', spec: ENDINGS, file: CLOSING, find: 'if (row) await this.endLater(row);', put: '' },
  { property: 'P24', name: 'a failed renewal stays active', spec: MACHINE, file: 'src/sandbox/billing/standing.ts', find: "const late = await work.change('subscription', subscription, { status: 'past_due' }", put: "const late = await work.change('subscription', subscription, { status: 'active' }" },
  { property: 'P24', name: 'whatever is not active can be paused', spec: MACHINE, file: 'src/sandbox/billing/pause.ts', find: "if (found.status !== 'active')", put: "if (found.status === 'canceled')" },
  // By a reviewer, who had not written what they break.
  { by: 'reviewer', property: 'P1', name: 'a refund that came back is not looked at again', spec: HISTORIES, after: 'bounce', file: 'src/billing/payments/charge-books.service.ts', find: 'if (refunded > 0 || known.some((row) => row.charge === id))', put: 'if (refunded > 0)' },
  { by: 'reviewer', property: 'P2', name: 'of what was missed only the first page is read', spec: 'test/billing/converge.spec.ts', file: MISSED, find: 'more = page.has_more && after !== undefined;', put: 'more = false;' },
  { by: 'reviewer', property: 'P4', name: 'what is arranged for later opens already', spec: HISTORIES, after: 'switch later', file: PROJECTION, find: 'source: sourceOf(row), tierId: row.tierId,', put: 'source: sourceOf(row), tierId: row.coming?.tierId ?? row.tierId,' },
  { by: 'reviewer', property: 'P4', name: 'whoever did not pay is held open without any news', spec: 'test/billing/converge.spec.ts', file: 'src/billing/sync/holds.service.ts', find: 'then c.dirty_seq > c.synced_seq and c.dirty_at < $2', put: 'then true' },
  { by: 'reviewer', property: 'P4', name: 'a dearer tier opens before it is paid', spec: OUTBOUND, file: CHANGE, find: "payment_behavior: 'pending_if_incomplete'", put: "payment_behavior: 'allow_incomplete'" },
  { by: 'reviewer', property: 'P5', name: 'what a bank disputes is charged for again', spec: HISTORIES, after: 'dispute', file: 'src/billing/disputes/dispute-endings.service.ts', find: "(kind === 'stop' && ends)", put: "(kind === 'stop' || ends)" },
  { by: 'reviewer', property: 'P8', only: 'an older answer about money', name: 'an older look at a payment overwrites a newer one', spec: RACES, file: PAYMENTS, find: '\'"Payment".seen_at <= excluded.seen_at\'', put: '\'"Payment".seen_at is not null\'' },
  { by: 'reviewer', property: 'P9', name: 'what is given again after it did not arrive is no news', spec: HISTORIES, after: 'bounce', file: PAYMENTS, find: 'fallen.reduce((sum, { amount }) => sum + amount, row.refunded)', put: 'row.refunded' },
  { by: 'reviewer', property: 'P13', name: 'of two payments for what is too much one is kept', spec: RACES, file: SURPLUS, find: 'this.refunds.give(intent, {', put: 'this.refunds.give(id, {' },
  { by: 'reviewer', property: 'P13', name: 'of what is too much only the time to come goes back', spec: RACES, file: SURPLUS, find: 'fromUnix(period.end) > endedAt', put: 'fromUnix(period.start) > endedAt' },
  { by: 'reviewer', property: 'P16', name: 'what a bank takes is no page’s loss', spec: LEDGER, file: MOVEMENT, find: '  return idOf(charge);', put: "  return source.object === 'refund' ? idOf(charge) : null;" },
  { by: 'reviewer', property: 'P17', name: 'a year that is paid for is cut short', spec: CHANGES, file: 'src/billing/changes/way.ts', find: "to.period === 'year' ? 'now' : 'later'", put: "to.period === 'year' ? 'now' : 'now'" },
  { by: 'reviewer', property: 'P21', name: 'a thin event is of any account', spec: DOORS, file: 'src/billing/inbox/arrival.ts', find: 'account: context?.toString() || null', put: 'account: null' },
  { by: 'reviewer', property: 'P23', only: 'whoever withdraws', name: 'of two payments one is kept', spec: OUTBOUND, file: 'src/billing/withdrawal/withdrawal-settlement.service.ts', find: '`withdrawal ${intent}`', put: '`withdrawal ${subscription}`' },
  { by: 'reviewer', property: 'P23', only: 'a part that is given anew', name: 'what was given once is never given anew', spec: OUTBOUND, file: 'src/billing/refunds/page-refunds.service.ts', find: '`page ${invoice} ${seen}`', put: '`page ${invoice} ${amount}`' },
  { by: 'reviewer', property: 'P23', only: 'what is arranged', name: 'what is arranged dies with a change that breaks off', spec: OUTBOUND, file: 'src/billing/changes/rearrangements.service.ts', find: 'await this.again(kept).then(() => this.jobs.remove(key));', put: 'await this.again(kept);\n      if (kept) await this.jobs.remove(key);' },
];
