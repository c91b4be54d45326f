import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Every } from './terms.js';

/** A benefit of a tier that somebody has to do for each of its members: a pot in the post, a call each month. */
@Entity('promise')
export class TierPromise {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  creatorId: string;

  /** Owed to whoever is in this tier, or in one above it. */
  @Column('uuid')
  tierId: string;

  @Column('text')
  words: string;

  @Column('text')
  every: Every;

  @Column('timestamptz')
  since: Date;

  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;
}
