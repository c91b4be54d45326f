import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One invoice as Stripe told it last: a projection, written by `Payments` alone. */
@Entity()
export class Payment {
  @PrimaryColumn('text')
  stripeAccount: string;

  @PrimaryColumn('text')
  invoiceId: string;

  @Column('text', { nullable: true })
  subscriptionId: string | null;

  /** Null once its person has left: amounts and dates are kept for the tax office, the name is not. */
  @Column('uuid', { nullable: true })
  accountId: string | null;

  @Column('uuid', { nullable: true })
  creatorId: string | null;

  @Column('uuid', { nullable: true })
  tierId: string | null;

  /** As it stands on Stripe's own invoice. */
  @Column('text', { nullable: true })
  number: string | null;

  @Column('text')
  status: 'open' | 'paid' | 'void' | 'uncollectible';

  /** The one that began a membership. */
  @Column('boolean')
  first: boolean;

  /** It settles a change of tier or period, at once. */
  @Column('boolean', { default: false })
  change: boolean;

  /** What was paid, or is owed while it is open; minor units. */
  @Column('int')
  amount: number;

  /** The tax that is in it. */
  @Column('int', { default: 0 })
  tax: number;

  /** What of it went back. */
  @Column('int', { default: 0 })
  refunded: number;

  @Column('text')
  currency: string;

  /** What it pays for: a month or a year. */
  @Column('text')
  period: string;

  @Column('timestamptz')
  periodFrom: Date;

  @Column('timestamptz')
  periodUntil: Date;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  paidAt: Date | null;

  /** How often the bank was asked. */
  @Column('int', { default: 0 })
  attempts: number;

  @Column('timestamptz', { nullable: true })
  nextAttemptAt: Date | null;

  /** The bank's last word, e.g. `card_declined`. */
  @Column('text', { nullable: true })
  failure: string | null;

  /** When Stripe was asked: an older answer never overwrites a newer one. */
  @Column('timestamptz')
  seenAt: Date;
}
