import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/index.js';

/** A dispute, a bank's warning, money given back that did not arrive, or a membership at a price that is not ours, with all that is known of what it is about. */
export interface Trouble {
  id: string;
  kind: 'dispute' | 'warning' | 'refund' | 'unsold';
  /** Stripe's: of a dispute its reason, of a warning its fraud type, of a refund its status; of a membership nothing. */
  reason: string;
  /** Stripe's word for how a dispute stands; of a warning `open` until its charge went back or is disputed, of a refund until as much went back after it, of a membership as long as it is so. */
  status: string;
  /** Of a membership what is charged for it next. */
  amount: number;
  currency: string;
  at: Date;
  /** By when evidence has to be with Stripe; of a membership when it is charged next. */
  dueAt: Date | null;
  /** Stripe's id of what its dashboard shows. */
  atStripe: string;
  invoiceId: string | null;
  accountId: string | null;
  name: string | null;
  creatorId: string | null;
  handle: string | null;
  tier: string | null;
}

export const OPEN_DISPUTE = ['needs_response', 'under_review', 'warning_needs_response', 'warning_under_review', 'appeal_needs_response', 'appeal_under_review'];

const ABOUT = `coalesce(c.payment_intent, x."chargeId", x.id) as "atStripe", c.invoice_id as "invoiceId", p.account_id as "accountId", a.name, p.creator_id as "creatorId", w.handle, t.name as tier
  from trouble x left join payment_charge c on c.stripe_account = x.stripe_account and c.charge_id = x."chargeId"
  left join lateral (
    select account_id, creator_id, tier_id from payment where stripe_account = c.stripe_account and invoice_id = c.invoice_id
    union all select account_id, creator_id, tier_id from subscription where x.kind = 'unsold' and stripe_account = x.stripe_account and subscription_id = x.id) p on true
  left join account a on a.id = p.account_id left join creator w on w.id = p.creator_id left join tier t on t.id = p.tier_id`;
const TROUBLES = `with trouble as (
  select stripe_account, dispute_id as id, 'dispute' as kind, reason, status, amount, currency, created_at as at, evidence_due_at as "dueAt", charge_id as "chargeId" from dispute
  union all
  select f.stripe_account, f.warning_id, 'warning', f.kind, case when c.disputed or c.refunded >= c.amount then 'over' else 'open' end, coalesce(c.amount, 0), coalesce(c.currency, 'EUR'),
    f.created_at, null, f.charge_id from fraud_warning f left join payment_charge c on c.stripe_account = f.stripe_account and c.charge_id = f.charge_id
  union all
  select r.stripe_account, r.refund_id, 'refund', r.status, case when c.disputed or c.refunded >= c.amount or exists (
      select 1 from refund n where n.stripe_account = r.stripe_account and n.charge_id = r.charge_id and n.created_at > r.created_at and n.status not in ('failed', 'canceled')) then 'over' else 'open' end,
    r.amount, r.currency, r.created_at, null, r.charge_id from refund r join payment_charge c on c.stripe_account = r.stripe_account and c.charge_id = r.charge_id where r.status in ('failed', 'canceled')
  union all
  select s.stripe_account, s.subscription_id, 'unsold', '', 'open', case when s.next_charge_at is null then 0 else s.amount end, s.currency,
    coalesce((select max(e.at) from effect e where e.name = 'unsold' and starts_with(e.cause, s.subscription_id || ' ')), s.started_at), s.next_charge_at, null from subscription s where s.status = 'unsold' and not s.surplus)
select x.id, x.kind, x.reason, x.status, x.amount, x.currency, x.at, x."dueAt", ${ABOUT}`;

/** Disputes, warnings, refunds that failed and memberships at no price of ours, for whoever has to do something about them. */
@Injectable()
export class Troubles {
  constructor(private readonly db: Database) {}

  /** Those that stand, the most pressing first. @param creatorId null for those of every page, and of none */
  async open(creatorId: string | null, limit: number): Promise<Trouble[]> {
    return this.db.sql<Trouble>(
      'troubles.open', `${TROUBLES} where ($1::uuid is null or p.creator_id = $1) and x.status = any($2) order by x."dueAt" nulls last, x.at desc limit $3`,
      [creatorId, [...OPEN_DISPUTE, 'open'], limit],
    );
  }

  async byId(id: string): Promise<Trouble | null> {
    const [row] = await this.db.sql<Trouble>('troubles.byId', `${TROUBLES} where x.id = $1`, [id]);
    return row ?? null;
  }
}
