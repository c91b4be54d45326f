import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Somebody would like to open a page where the operator decides who may. */
@Entity()
export class PageRequest {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  accountId: string;

  @Column('text')
  name: string;

  @Column('text')
  handle: string;

  @Column('text')
  handleKey: string;

  @Column('text')
  language: string;

  /** One sentence of theirs. */
  @Column('text')
  why: string;

  @Column('timestamptz')
  askedAt: Date;

  @Column('timestamptz', { nullable: true })
  decidedAt: Date | null;

  @Column('uuid', { nullable: true })
  decidedBy: string | null;

  @Column('boolean', { nullable: true })
  approved: boolean | null;

  /** What the operator said with it. */
  @Column('text', { nullable: true })
  sentence: string | null;

  @Column('uuid', { nullable: true })
  creatorId: string | null;
}
