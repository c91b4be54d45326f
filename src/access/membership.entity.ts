import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Coming } from './coming.js';
import type { Shut } from './shut.js';

/** How a paid tier stands: `paused` is open until what is paid for ends and then rests; `trialing` has not been charged yet. */
export type PaidStatus = 'active' | 'ending' | 'past_due' | 'paused' | 'trialing';

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
  paidStatus: PaidStatus | null;

  /** Paid up to here; null while it is paused and nothing is paid for. */
  @Column('timestamptz', { nullable: true })
  paidUntil: Date | null;

  /** When money is asked for next; null when nothing more is. */
  @Column('timestamptz', { nullable: true })
  nextChargeAt: Date | null;

  /** Since when a payment is being sorted out. */
  @Column('timestamptz', { nullable: true })
  troubleSince: Date | null;

  @Column('int', { nullable: true })
  priceAmount: number | null;

  @Column('text', { nullable: true })
  priceCurrency: string | null;

  /** What the price is charged for. */
  @Column('text', { nullable: true })
  pricePeriod: 'day' | 'week' | 'month' | 'year' | null;

  @Column('jsonb', { nullable: true })
  coming: Coming | null;

  /** Since when the paid tier is shut, because the bank disputes what was paid for it. */
  @Column('timestamptz', { nullable: true })
  suspendedFrom: Date | null;

  /** A paid tier that gives nothing and is kept; null while another one is paid for. */
  @Column('jsonb', { nullable: true })
  shut: Shut | null;
}
