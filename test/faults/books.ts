import type pg from 'pg';
import type { Books } from './invariants.js';
import type { Sink } from './sink.js';

const seconds = (column: string) => `extract(epoch from ${column})::float`;

/** Reads both sides' books: our database, the sandbox's, and what the mail server took. */
export async function readBooks(ours: pg.Pool, stripe: pg.Pool, sink: Sink, now: number): Promise<Books> {
  const [a, b] = await Promise.all([readOurs(ours), readStripe(stripe)]);
  return { now, ...a, ...b, taken: sink.taken.map(bare), refused: sink.refused.map(bare) };
}

/** A Message-ID without its host: the id of its row. */
function bare(messageId: string): string {
  return messageId.split('@')[0]!;
}

async function readOurs(db: pg.Pool) {
  const rows = async <R extends object>(sql: string) => (await db.query<R & pg.QueryResultRow>(sql)).rows as R[];
  const [inbox, behind, bound, projected, grants, payments, operations, unsettled, effects, deeds, mails, jobs] = await Promise.all([
    rows<Books['inbox'][0]>('select event_id as event, state from inbox_event'),
    rows<{ customer: string }>('select customer_id as customer from stripe_customer where dirty_seq > synced_seq'),
    rows<Books['bound'][0]>("select customer_id as customer, account_id || ' ' || currency as owner from stripe_customer where gone_at is null"),
    rows<Books['projected'][0]>(`select subscription_id as id, account_id || ' ' || creator_id as member, surplus, suspended_from is not null as suspended,
      case when coming ->> 'kind' = 'scheduled' then coming ->> 'source' end as schedule from subscription`),
    rows<Books['grants'][0]>(`select split_part(source, ' ', 3) as subscription, ${seconds('valid_from')} as "from", ${seconds('valid_until')} as until
      from access_grant where source like 'subscription %'`),
    rows<Books['payments'][0]>('select invoice_id as invoice, status, amount, refunded from payment'),
    rows<Books['operations'][0]>(`select kind, subject, result_id as result, case when kind = 'change' and params ->> 'way' = 'now' then params ->> 'subscription' end as subscription
      from operation where failure is null`),
    rows<{ id: string }>(`select subscription_id as id from withdrawal where done_at is null
      union all select subscription_id from closing_refund where done_at is null`),
    rows<Books['effects'][0]>('select name, cause from effect'),
    // Whoever only followed and leaves ends nothing that was bought.
    rows<Books['deeds'][0]>("select kind, count(*)::int as count from signal where kind <> 'ended' or subject is not null group by kind"),
    rows<Books['mails'][0]>('select id, kind, cause, coalesce(account_id::text, address) as "to", submitted_at is not null as submitted, skipped from mail'),
    rows<Books['jobs'][0]>(`select task_identifier as task, case when j.attempts >= j.max_attempts then 'given up' when j.locked_at is not null then 'under way' else 'waiting' end as state
      from graphile_worker.jobs j join graphile_worker._private_jobs p using (id)
      where j.run_at < now() + interval '15 minutes' and (j.attempts >= j.max_attempts or not (p.payload::jsonb ? '_cron'))`),
  ]);
  return { inbox, behind: behind.map((row) => row.customer), bound, projected, grants, payments, operations, unsettled: unsettled.map((row) => row.id), effects, deeds, mails, jobs };
}

async function readStripe(db: pg.Pool) {
  const rows = async <R extends object>(sql: string) => (await db.query<R & pg.QueryResultRow>(sql)).rows as R[];
  const [delivered, customers, subscriptions, schedules, refunds, invoices] = await Promise.all([
    rows<{ event: string }>("select distinct event from delivery where state = 'delivered'"),
    rows<Books['customers'][0]>(`select id, data -> 'metadata' ->> 'account' || ' ' || (data -> 'metadata' ->> 'currency') as owner
      from object where type = 'customer' and not deleted`),
    rows<Books['subscriptions'][0]>(`select s.id, s.data ->> 'customer' as customer, s.data ->> 'status' as status,
        coalesce(i.data -> 'status_transitions' ->> 'finalized_at', i.data ->> 'created')::float as "graceFrom"
      from object s left join object i on i.id = s.data ->> 'latest_invoice' where s.type = 'subscription'`),
    rows<Books['schedules'][0]>(`select id, data ->> 'subscription' as subscription from object where type = 'subscription_schedule' and data ->> 'status' = 'active'`),
    rows<Books['refunds'][0]>(`select id, data ->> 'payment_intent' as intent, data -> 'metadata' ->> 'reason' as reason
      from object where type = 'refund' and data -> 'metadata' ->> 'reason' is not null and data ->> 'status' = 'succeeded'`),
    rows<Books['invoices'][0]>(`select i.id, i.data ->> 'billing_reason' as reason, i.data -> 'parent' -> 'subscription_details' ->> 'subscription' as subscription, (i.data ->> 'amount_paid')::int as paid,
        count(c.id) filter (where c.data ->> 'status' = 'succeeded')::int as charges, coalesce(sum((c.data ->> 'amount_refunded')::int), 0)::int as refunded,
        bool_or(exists (select 1 from json_array_elements(i.data -> 'lines' -> 'data') line, object s
          where s.id = i.data -> 'parent' -> 'subscription_details' ->> 'subscription' and (line -> 'period' ->> 'end')::bigint > (s.data ->> 'ended_at')::bigint)) as ahead
      from object i left join object p on p.type = 'invoice_payment' and p.data ->> 'invoice' = i.id
        left join object c on c.type = 'charge' and c.data ->> 'payment_intent' = p.data -> 'payment' ->> 'payment_intent'
      where i.type = 'invoice' group by i.id`),
  ]);
  return { delivered: delivered.map((row) => row.event), customers, subscriptions, schedules, refunds, invoices };
}
