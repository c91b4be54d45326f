import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export const REASONS = ['illegal', 'harm', 'rights', 'adult', 'spam', 'other'] as const;
export const OUTCOMES = ['nothing', 'talked', 'removed'] as const;

/** Somebody told the operator that a post should not be here. The post's writers do not learn who. */
@Entity('post_report')
export class Report {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Null once the post is gone. */
  @Column('uuid', { nullable: true })
  postId: string | null;

  @Column('uuid')
  creatorId: string;

  /** Null for somebody who did not sign in, or has left for good. */
  @Column('uuid', { nullable: true })
  reporterId: string | null;

  /** The post's title as it was then. */
  @Column('text')
  title: string;

  @Column('text')
  reason: (typeof REASONS)[number];

  @Column('text')
  words: string;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  resolvedAt: Date | null;

  @Column('uuid', { nullable: true })
  resolvedBy: string | null;

  @Column('text', { nullable: true })
  outcome: (typeof OUTCOMES)[number] | null;

  @Column('text', { default: '' })
  note: string;
}
