import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Somebody asks a page to be let in to a tier that is on request. Taken back, it is gone; a door that was closed again stays written down. */
@Entity()
export class TierRequest {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  accountId: string;

  @Column('uuid')
  creatorId: string;

  /** What they said with it, often nothing; forgotten once they are let in. */
  @Column('text')
  words: string;

  @Column('timestamptz')
  askedAt: Date;

  /** When the page's owner was told that it waits. */
  @Column('timestamptz', { nullable: true })
  toldAt: Date | null;

  @Column('timestamptz', { nullable: true })
  answeredAt: Date | null;

  @Column('uuid', { nullable: true })
  answeredBy: string | null;

  /** What they were let in to; null where the answer was not now. */
  @Column('uuid', { nullable: true })
  tierId: string | null;

  /** The page's words with the answer. */
  @Column('text', { nullable: true })
  says: string | null;

  /** The tier is not sold to them any more; whoever is in it stays. */
  @Column('timestamptz', { nullable: true })
  closedAt: Date | null;
}
