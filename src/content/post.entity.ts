import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Audience } from '../access/index.js';
import type { StoredStep } from './steps.js';

/** Something a creator wrote. Its teaser is for everyone; its body is for its audience. */
@Entity()
export class Post {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  creatorId: string;

  @Column('uuid', { nullable: true })
  authorId: string | null;

  @Column('text')
  slug: string;

  @Column('text')
  title: string;

  @Column('text')
  standfirst: string;

  /** Markdown, as `body`; the HTML beside them is what the same text renders to. */
  @Column('text')
  teaser: string;

  @Column('text')
  teaserHtml: string;

  @Column('text')
  body: string;

  @Column('text')
  bodyHtml: string;

  @Column('jsonb')
  audience: Audience;

  /** Who it is for from later dates on, too: days after it goes out, dated once it has. */
  @Column('jsonb', { default: [] })
  steps: StoredStep[];

  /** When the next of them is told; null when none is left. */
  @Column('timestamptz', { nullable: true })
  nextStepAt: Date | null;

  /** Of the whole, and of the part behind the gate. */
  @Column('int')
  minutes: number;

  @Column('int')
  minutesLeft: number;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  /** Null for a draft, and again once it is unpublished. */
  @Column('timestamptz', { nullable: true })
  publishedAt: Date | null;

  /** When it goes out by itself. */
  @Column('timestamptz', { nullable: true })
  scheduledAt: Date | null;

  @Column('timestamptz', { nullable: true })
  firstPublishedAt: Date | null;

  @Column('uuid', { nullable: true })
  coverId: string | null;

  /** Members who may not read it are sent its beginning. */
  @Column('boolean', { default: false })
  tease: boolean;

  /** For adults: nothing of it is shown to anyone who has not said to be one. */
  @Column('boolean', { default: false })
  adult: boolean;

  /** Since when it stands above the others on its page. */
  @Column('timestamptz', { nullable: true })
  pinnedAt: Date | null;

  @Column('text', { array: true, default: [] })
  tags: string[];

  /** The same as parts of an address. */
  @Column('text', { array: true, default: [] })
  tagKeys: string[];

  @Column('int', { default: 1 })
  version: number;
}
