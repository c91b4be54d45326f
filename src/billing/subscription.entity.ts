import { Column, Entity, PrimaryColumn } from 'typeorm';

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

  /** Until when it opens its tier, as `entitlement` read it from Stripe; null when it gives nothing. */
  @Column('timestamptz', { nullable: true })
  opensUntil: Date | null;

  /** Since when what it paid for is disputed; it gives nothing from then on while that stands. */
  @Column('timestamptz', { nullable: true })
  suspendedFrom: Date | null;

  /** A second one for the same page: it gives nothing and its money goes back. */
  @Column('boolean', { default: false })
  surplus: boolean;
}
