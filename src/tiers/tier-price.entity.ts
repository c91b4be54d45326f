import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Period } from './price-rules.js';

/** What a tier costs from some day on. A price never changes: another takes its place, and members keep theirs. */
@Entity()
export class TierPrice {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  tierId: string;

  /** Minor units of the currency. */
  @Column('int')
  amount: number;

  @Column('text')
  currency: string;

  @Column('text')
  period: Period;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  retiredAt: Date | null;
}
