// One line a mutant: which property must notice, what is broken, and where. `find` stands exactly once in its file.
const HISTORIES = 'test/properties/histories.spec.ts';
const RACES = 'test/properties/races.spec.ts';
const DOORS = 'test/properties/doors.spec.ts';
const OUTBOUND = 'test/properties/outbound.spec.ts';
const MACHINE = 'test/properties/machine.spec.ts';

const INBOX = 'src/billing/inbox/inbox.service.ts';
const SYNC = 'src/billing/sync/sync.service.ts';
const STANDINGS = 'src/billing/sync/standings.service.ts';
const ENTITLEMENT = 'src/billing/sync/entitlement.ts';
const PROJECTION = 'src/billing/sync/projection.ts';
const EFFECTS = 'src/billing/effects.service.ts';
const WALK = 'src/billing/sync/walk.service.ts';
const MISSED = 'src/billing/inbox/missed-events.service.ts';
const WEBHOOKS = 'src/billing/inbox/webhooks.controller.ts';
const OPERATIONS = 'src/billing/stripe/operations.service.ts';

/** @type {{ property: string, name: string, spec: string, file: string, find: string, put: string }[]} */
export const MUTANTS = [
  { property: 'P1', name: 'an event queues no sync', spec: HISTORIES, file: INBOX, find: 'from dirty where was_clean)', put: 'from dirty where false)' },
  { property: 'P1', name: 'only the newest subscription is read', spec: HISTORIES, file: 'src/billing/sync/snapshot.ts', find: "limit: 100, expand: ['data.latest_invoice'] }).autoPagingToArray({ limit: 1000 })", put: "limit: 1, expand: ['data.latest_invoice'] }).autoPagingToArray({ limit: 1 })" },
  { property: 'P1', name: 'what is over is left as it was', spec: HISTORIES, file: STANDINGS, find: '...fresh.map((row) => ({ ...row,', put: '...fresh.filter((row) => row.endedAt === null || !known.has(row.subscriptionId)).map((row) => ({ ...row,' },
  { property: 'P2', name: 'the sweep takes in nothing', spec: HISTORIES, file: MISSED, find: 'if (here.has(event.id) ||', put: 'if (event.id ||' },
  { property: 'P2', name: 'the sweep begins where it ended, to the second', spec: HISTORIES, file: MISSED, find: 'plusMs(row.swept_to, -OVERLAP)', put: 'plusMs(row.swept_to, OVERLAP)' },
  { property: 'P3', name: 'the walk finds everybody unchanged', spec: HISTORIES, file: WALK, find: 'where s.subscription_id not in (select subscription_id from seen)', put: 'where false' },
  { property: 'P3', name: 'the walk does not look at what is owed or sold', spec: HISTORIES, file: 'src/billing/sync/digest.ts', find: "return createHash('sha256').update(JSON.stringify(said)).digest('base64url');", put: "return said.length ? 'the same' : '';" },
  { property: 'P4', name: 'what was ended goes on to its period’s end', spec: HISTORIES, file: ENTITLEMENT, find: 'return facts.endedAt;', put: 'return facts.periodEnd;' },
  { property: 'P4', name: 'unpaid is as good as paid', spec: HISTORIES, file: ENTITLEMENT, find: '      // incomplete, incomplete_expired, unpaid, paused, and whatever Stripe invents next: nothing was paid.\n      return null;', put: '      return plusMs(facts.periodEnd, RENEWAL_SLACK);' },
  { property: 'P5', name: 'free days open nothing', spec: HISTORIES, file: ENTITLEMENT, find: "case 'trialing':\n", put: "case 'no longer trialing':\n" },
  { property: 'P5', name: 'the first failed charge shuts the door', spec: HISTORIES, file: ENTITLEMENT, find: "case 'past_due':\n", put: "case 'no longer past_due':\n" },
  { property: 'P6', name: 'a standing is written for every member of the page', spec: HISTORIES, file: 'src/access/memberships.service.ts', find: 'where account_id = $1 and creator_id = $2 and ended_at is null`,\n      [accountId, creatorId, paid', put: 'where ($1::uuid is not null) and creator_id = $2 and ended_at is null`,\n      [accountId, creatorId, paid' },
  { property: 'P6', name: 'surplus is looked for among all', spec: HISTORIES, file: STANDINGS, find: 'findBy({ stripeAccount, accountId })', put: 'findBy({ stripeAccount })' },
  { property: 'P7', name: 'of several that began together the last listed stays', spec: HISTORIES, file: PROJECTION, find: '(a.subscriptionId < b.subscriptionId ? -1 : 1)', put: '(standing.size % 2 ? 1 : -1)' },
  { property: 'P7', name: 'what is heard late is not heard', spec: HISTORIES, file: INBOX, find: 'set dirty_seq = dirty_seq + 1, dirty_at = $6 from stored\n', put: 'set dirty_seq = dirty_seq + (case when $5 > coalesce(c.synced_at, $5) then 1 else 0 end), dirty_at = $6 from stored\n' },
  { property: 'P8', name: 'no fence', spec: RACES, file: SYNC, find: 'and synced_seq < $3 and account_id = $5', put: 'and $3::bigint is not null and account_id = $5' },
  { property: 'P8', name: 'the fence counts when it writes, not when it asked', spec: RACES, file: SYNC, find: 'update stripe_customer set synced_seq = $3,', put: 'update stripe_customer set synced_seq = dirty_seq + ($3::bigint - $3::bigint),' },
  { property: 'P9', name: 'an effect is always the first', spec: HISTORIES, file: EFFECTS, find: "on conflict do nothing returning name', [name, cause, this.clock.now()],\n    );\n    return rows.length === 1;", put: "on conflict do nothing returning name', [name, cause, this.clock.now()],\n    );\n    return rows.length < 2 && this.happened(name, `${cause} again`).then((is) => !is);" },
  { property: 'P9', name: 'an end is told without its beginning', spec: HISTORIES, file: STANDINGS, find: "await this.effects.happened('started', subscriptionId) && ", put: '' },
  { property: 'P10', name: 'a copy is another event', spec: HISTORIES, file: INBOX, find: 'on conflict (source, event_id) do nothing returning customer_id),', put: "on conflict (source, event_id) do update set event_id = inbox_event.event_id, state = 'received' returning customer_id)," },
  { property: 'P10', name: 'what was worked off is not marked', spec: HISTORIES, file: INBOX, find: "state in ('received', 'quarantined') and id <= $3", put: "state in ('received', 'quarantined') and id < $3" },
  { property: 'P12', name: 'each way welcomes anew', spec: RACES, file: EFFECTS, find: "return rows.length === 1;\n  }\n\n  /** Whether", put: "return rows.length <= 1 && name !== '';\n  }\n\n  /** Whether" },
  { property: 'P12', name: 'a finished checkout stays open', spec: RACES, file: SYNC, find: 'await this.writeIntents(snapshot);', put: '' },
  { property: 'P13', name: 'two may run', spec: RACES, file: PROJECTION, find: 'surplus: row.surplus || (isLive(row.status) && row.subscriptionId !== live[0]?.subscriptionId)', put: 'surplus: row.surplus' },
  { property: 'P13', name: 'the money of the second is kept', spec: RACES, file: 'src/billing/surplus.service.ts', find: 'if (!intent) continue;', put: 'if (intent) continue;' },
  { property: 'P14', name: 'a grant counts at its last instant', spec: 'src/access/gate.spec.ts', file: 'src/access/gate.ts', find: 'now < grant.until', put: 'now <= grant.until' },
  { property: 'P14', name: 'a grant does not count yet as it begins', spec: 'src/access/gate.spec.ts', file: 'src/access/gate.ts', find: 'grant.from <= now', put: 'grant.from < now' },
  { property: 'P15', name: 'three minutes are too late', spec: HISTORIES, file: WEBHOOKS, find: 'const TOLERANCE = 300;', put: 'const TOLERANCE = 180;' },
  { property: 'P15', name: 'grace begins when we hear', spec: HISTORIES, file: ENTITLEMENT, find: 'facts.invoicedAt ?? facts.periodStart', put: 'new Date()' },
  { property: 'P19', name: 'metadata names the tier', spec: DOORS, file: PROJECTION, find: 'const facts = factsOf(subscription);', put: 'const facts = { ...factsOf(subscription), ...(subscription as any).metadata };' },
  { property: 'P19', name: 'metadata says who', spec: DOORS, file: SYNC, find: "accountId: binding.account_id }, meaning)", put: "accountId: (subscription.metadata.account ? '00000000-0000-4000-8000-000000000000' : binding.account_id) }, meaning)" },
  { property: 'P20', name: 'a payload is believed', spec: DOORS, file: INBOX, find: "case when ours then 'received' else 'ignored' end", put: "case when ours and $3 not like 'v9.%' then 'received' else 'ignored' end" },
  { property: 'P20', name: 'what is unknown is refused', spec: DOORS, file: WEBHOOKS, find: "return 'version';", put: "return 'version';\n    if (event.type.startsWith('v9.')) return 'mode';" },
  { property: 'P21', name: 'any mode will do', spec: DOORS, file: WEBHOOKS, find: "return 'mode';", put: 'return null;' },
  { property: 'P21', name: 'any version will do', spec: DOORS, file: WEBHOOKS, find: "return 'version';", put: 'return null;' },
  { property: 'P21', name: 'the future is as good as the past', spec: DOORS, file: WEBHOOKS, find: "return 'future';", put: 'void 0;' },
  { property: 'P22', name: 'what strangers’ events say is kept', spec: DOORS, file: INBOX, find: "case when ours then $7::json else '{}'::json end", put: '$7::json' },
  { property: 'P22', name: 'events of before are kept', spec: DOORS, file: 'src/billing/billing-data.part.ts', find: 'where customer_id = any($1) or ($2::text is not null', put: 'where false and customer_id = any($1) or ($2::text is null' },
  { property: 'P23', name: 'each try has a key of its own', spec: OUTBOUND, file: OPERATIONS, find: 'call(operation.params as P, operation.id)', put: 'call(operation.params as P, `${operation.id}${performance.now()}`)' },
  { property: 'P23', name: 'nobody looks whether it is there already', spec: OUTBOUND, file: 'src/billing/stripe/customers.service.ts', find: 'await this.made(account, currency) ?? ', put: '' },
  { property: 'P24', name: 'a failed renewal stays active', spec: MACHINE, file: 'src/sandbox/billing/standing.ts', find: "const late = await work.change('subscription', subscription, { status: 'past_due' }", put: "const late = await work.change('subscription', subscription, { status: 'active' }" },
  { property: 'P24', name: 'whatever is not active can be paused', spec: MACHINE, file: 'src/sandbox/billing/pause.ts', find: "if (found.status !== 'active')", put: "if (found.status === 'canceled')" },
];
