import { Injectable } from '@nestjs/common';
import { Clock, Database } from '../../platform/index.js';

export const INBOX_STATES = ['received', 'done', 'ignored', 'quarantined'] as const;
export type InboxState = (typeof INBOX_STATES)[number];

export interface InboxLine {
  id: string;
  eventId: string;
  type: string;
  customer: string | null;
  name: string | null;
  created: Date;
  receivedAt: Date;
  doneAt: Date | null;
  state: InboxState;
  attempts: number;
  error: string | null;
}

export interface InboxFilter {
  state: InboxState | null;
  /** The beginning of an event's id, of its type, or a customer's id. */
  search: string | null;
  /** Lines older than this one. */
  before: string | null;
}

/** One sync that ran because of an event, and what it set off. */
export interface RunLine {
  id: string;
  beganAt: Date;
  endedAt: Date;
  error: string | null;
  effects: { name: string; cause: string }[];
}

export interface Backlog {
  received: number;
  quarantined: number;
  /** Customers at whom something changed that we have not read yet, and how long the longest has waited. */
  behind: number;
  behindSeconds: number;
}

const LINE = `e.id::text, e.event_id as "eventId", e.type, e.customer_id as customer, a.name, e.created, e.received_at as "receivedAt", e.done_at as "doneAt", e.state, e.attempts, e.error
  from inbox_event e left join stripe_customer c on c.stripe_account = e.source and c.customer_id = e.customer_id left join account a on a.id = c.account_id`;

/** Reads what Stripe sent and what became of it. */
@Injectable()
export class InboxLog {
  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /** Newest first. */
  async list({ state, search, before }: InboxFilter, limit: number): Promise<InboxLine[]> {
    return this.db.sql<InboxLine>(
      'inboxLog.list',
      `select ${LINE} where ($1::text is null or e.state = $1) and ($2::text is null or starts_with(e.event_id, $2) or starts_with(e.type, $2) or e.customer_id = $2)
         and ($3::bigint is null or e.id < $3) order by e.id desc limit $4`,
      [state, search, before, limit],
    );
  }

  async find(id: string): Promise<(InboxLine & { object: string | null; source: string }) | null> {
    const [line] = await this.db.sql<InboxLine & { object: string | null; source: string }>(
      'inboxLog.find', `select e.source, e.payload #>> '{data,object,id}' as object, ${LINE} where e.id = $1`, [id],
    );
    return line ?? null;
  }

  /** The syncs that covered an event, failed ones too, and what they set off; what is told of its own object stands with the last. */
  async runs(line: { id: string; source: string; customer: string | null; receivedAt: Date }, limit: number): Promise<RunLine[]> {
    return this.db.sql<RunLine>(
      'inboxLog.runs',
      `select r.id::text, r.began_at as "beganAt", r.ended_at as "endedAt", r.error,
         coalesce((select json_agg(json_build_object('name', f.name, 'cause', f.cause) order by f.name) from effect f where f.sync_run = r.id), '[]') as effects
       from sync_run r where r.stripe_account = $1 and r.customer_id = $2 and r.up_to >= $3 and r.ended_at >= $4 order by r.id limit $5`,
      [line.source, line.customer, line.id, line.receivedAt, limit],
    );
  }

  /** What was ever set off because of one object at Stripe, e.g. an invoice: told once each. */
  async effectsOf(object: string): Promise<{ name: string; cause: string; at: Date }[]> {
    return this.db.sql('inboxLog.effects', `select name, cause, at from effect where cause = $1 or starts_with(cause, $1 || ' ') order by at, name`, [object]);
  }

  async backlog(): Promise<Backlog> {
    const [row] = await this.db.sql<{ received: number; quarantined: number; behind: number; since: Date | null }>(
      'inboxLog.backlog',
      `select (select count(*)::int from inbox_event where state = 'received' and customer_id is not null) as received,
         (select count(*)::int from inbox_event where state = 'quarantined') as quarantined, b.behind, b.since
       from (select count(*)::int as behind, min(dirty_at) as since from stripe_customer where dirty_seq > synced_seq) as b`,
    );
    const { since, ...counts } = row!;
    return { ...counts, behindSeconds: since ? Math.max(0, (this.clock.system().getTime() - since.getTime()) / 1000) : 0 };
  }
}
