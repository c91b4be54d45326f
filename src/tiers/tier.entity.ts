import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What a creator has on sale, or gives for free. Tiers stand in the creator's order, lowest first. */
@Entity()
export class Tier {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  creatorId: string;

  @Column('text')
  name: string;

  @Column('text')
  description: string;

  @Column('boolean')
  paid: boolean;

  @Column('text', { array: true })
  benefits: string[];

  /** The creator's own words to a new member of this tier; Markdown. */
  @Column('text')
  welcome: string;

  @Column('int')
  position: number;

  @Column('timestamptz')
  createdAt: Date;

  /** Archived tiers are not on sale; their members and their place in the order stay. */
  @Column('timestamptz', { nullable: true })
  archivedAt: Date | null;

  /** Told of only to those who have its address; its members keep it and it can be joined. */
  @Column('timestamptz', { nullable: true })
  hiddenAt: Date | null;

  /** Sold to those alone whom the page has let in, at their asking; told of to nobody else. */
  @Column('timestamptz', { nullable: true })
  onRequestAt: Date | null;

  /** The currency its price is told in, unless somebody asks for another; null for a free tier. */
  @Column('text', { nullable: true })
  currency: string | null;

  /** How many may be in it at once; null for as many as like. */
  @Column('int', { nullable: true })
  seats: number | null;

  /** Days for which it stays open while a failed renewal is being sorted out. */
  @Column('int', { default: 7 })
  graceDays: number;

  /** Days that a new member has for nothing; null for none. */
  @Column('int', { nullable: true })
  trialDays: number | null;

  /** Whether a card is asked for before the free days begin. */
  @Column('boolean', { default: true })
  trialCard: boolean;

  @Column('int', { default: 1 })
  version: number;
}

/** Whether a tier is told of to everyone: not off sale, not by its address alone, not on request. */
export function isListed({ archivedAt, hiddenAt, onRequestAt }: Pick<Tier, 'archivedAt' | 'hiddenAt' | 'onRequestAt'>): boolean {
  return archivedAt === null && hiddenAt === null && onRequestAt === null;
}
