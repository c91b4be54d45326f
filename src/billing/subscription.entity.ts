import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Coming } from '../access/index.js';
import type { Settled } from './changes/coming.js';
import type { Card } from './troubles/card.js';

/** What Stripe said last of one subscription: a projection, written by the sync alone. */
@Entity()
export class Subscription {
  @PrimaryColumn('text')
  stripeAccount: string;

  @PrimaryColumn('text')
  subscriptionId: string;

  @Column('text')
  customerId: string;

  @Column('uuid')
  accountId: string;

  @Column('uuid')
  creatorId: string;

  @Column('uuid')
  tierId: string;

  @Column('text')
  status: string;

  /** What one period costs, in minor units. */
  @Column('int')
  amount: number;

  @Column('text')
  currency: string;

  /** What `amount` is charged for: Stripe's `recurring.interval`. */
  @Column('text', { default: 'month' })
  period: 'day' | 'week' | 'month' | 'year';

  /** Of how many such periods one charge is; of our own prices always one. */
  @Column('int', { default: 1 })
  every: number;

  @Column('timestamptz')
  startedAt: Date;

  @Column('timestamptz')
  periodEnd: Date;

  @Column('boolean')
  cancelAtPeriodEnd: boolean;

  /** When somebody cancelled it, or Stripe gave up; it may run on until its period ends. */
  @Column('timestamptz', { nullable: true })
  canceledAt: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;

  /** Stripe's word for why it was cancelled, e.g. `cancellation_requested` or `payment_failed`. */
  @Column('text', { nullable: true })
  endReason: string | null;

  /** Nothing is collected: it gives what is paid for already, and rests after that. */
  @Column('boolean', { default: false })
  paused: boolean;

  /** When its free days end, or ended. */
  @Column('timestamptz', { nullable: true })
  trialEnd: Date | null;

  /** When money is asked for next; null when nothing more is, or nobody knows when. */
  @Column('timestamptz', { nullable: true })
  nextChargeAt: Date | null;

  /** The charge that its others are counted from. */
  @Column('timestamptz', { nullable: true })
  anchoredAt: Date | null;

  /** Since when a renewal waits to be paid. */
  @Column('timestamptz', { nullable: true })
  troubleSince: Date | null;

  /** The card that its next charge goes to. */
  @Column('jsonb', { nullable: true })
  card: Card | null;

  /** Until when it opens its tier, as `entitlement` read it from Stripe; null when it gives nothing. */
  @Column('timestamptz', { nullable: true })
  opensUntil: Date | null;

  /** What it becomes before long. */
  @Column('jsonb', { nullable: true })
  coming: Coming | null;

  /** What its last change took at once; null once another invoice has come. */
  @Column('jsonb', { nullable: true })
  settled: Settled | null;

  /** Since when what it paid for is disputed; it gives nothing from then on while that stands. */
  @Column('timestamptz', { nullable: true })
  suspendedFrom: Date | null;

  /** A second one for the same page: it gives nothing and its money goes back. */
  @Column('boolean', { default: false })
  surplus: boolean;

  /** What Stripe said of it last, in a few bytes (`digestOf`). */
  @Column('text', { nullable: true })
  digest: string | null;

  /** When the nightly walk last found it unchanged. */
  @Column('timestamptz', { nullable: true })
  walkedAt: Date | null;
}
