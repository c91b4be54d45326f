import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A creator's page. The team that works for it stands beside. */
@Entity()
export class Creator {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('text')
  handle: string;

  @Column('text', { unique: true })
  handleKey: string;

  @Column('text')
  name: string;

  /** One sentence under the name. */
  @Column('text')
  standfirst: string;

  /** Markdown. */
  @Column('text')
  about: string;

  @Column('text')
  aboutHtml: string;

  /** The accent's hue, 0 to 355 in steps of 5. */
  @Column('int')
  hue: number;

  /** The accent's strength in thousandths, 14 to 150. */
  @Column('int')
  chroma: number;

  @Column('text')
  language: string;

  /** IANA name: whose morning a schedule means. */
  @Column('text', { default: 'UTC' })
  timeZone: string;

  /** All of it is for adults. */
  @Column('boolean', { default: false })
  adult: boolean;

  @Column('uuid', { nullable: true })
  pictureId: string | null;

  @Column('uuid', { nullable: true })
  portraitId: string | null;

  /** Nobody joins a closed page, and nothing is charged for it. */
  @Column('timestamptz', { nullable: true })
  closedAt: Date | null;

  /** To when a closed page can still be read; null for not at all. */
  @Column('timestamptz', { nullable: true })
  readableUntil: Date | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('int', { default: 1 })
  version: number;

  // Read and written by `PageExtrasService` and `Closings` alone, with statements of their own.

  @Column('jsonb', { default: [], select: false })
  links: unknown;

  @Column('text', { array: true, default: [], select: false })
  shownNumbers: string[];

  @Column('timestamptz', { nullable: true, select: false })
  checklistEndedAt: Date | null;

  @Column('timestamptz', { nullable: true, select: false })
  closingBeginsAt: Date | null;

  @Column('timestamptz', { nullable: true, select: false })
  closingBegunAt: Date | null;

  @Column('text', { nullable: true, select: false })
  farewell: string | null;
}

/** A page without what only statements of their own read. */
export type CreatorRow = Omit<Creator, 'links' | 'shownNumbers' | 'checklistEndedAt' | 'closingBeginsAt' | 'closingBegunAt' | 'farewell'>;
