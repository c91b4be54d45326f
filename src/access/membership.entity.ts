import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/**
 * One account at one creator. It lives from the first follow until the fan leaves; a paid tier comes and goes within it,
 * and what is told of it here (status, until when, what it costs) is projected by billing.
 */
@Entity()
export class Membership {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  accountId: string;

  @Column('uuid')
  creatorId: string;

  @Column('timestamptz')
  since: Date;

  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;

  @Column('uuid', { nullable: true })
  paidTierId: string | null;

  @Column('timestamptz', { nullable: true })
  paidSince: Date | null;

  @Column('text', { nullable: true })
  paidStatus: 'active' | 'ending' | 'past_due' | null;

  /** Paid up to here: the next charge, or the end when it is ending. */
  @Column('timestamptz', { nullable: true })
  paidUntil: Date | null;

  @Column('int', { nullable: true })
  priceAmount: number | null;

  @Column('text', { nullable: true })
  priceCurrency: string | null;

  /** What the price is charged for. */
  @Column('text', { nullable: true })
  pricePeriod: 'day' | 'week' | 'month' | 'year' | null;

  /** Since when the paid tier is shut, because the bank disputes what was paid for it. */
  @Column('timestamptz', { nullable: true })
  suspendedFrom: Date | null;
}
