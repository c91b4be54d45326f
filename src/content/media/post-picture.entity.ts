import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A picture in a post, re-encoded by us. Whoever may not read the post gets its blurred copy at most. */
@Entity()
export class PostPicture {
  /** Part of its address; chosen before its files are written, so that no row is without them. */
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  postId: string;

  /** What its writer calls it in the text: `picture:2`. */
  @Column('int')
  number: number;

  @Column('int')
  width: number;

  @Column('int')
  height: number;

  @Column('int', { array: true })
  widths: number[];

  /** Empty only where it was said on purpose that there is nothing to describe. */
  @Column('text')
  alt: string;

  @Column('boolean')
  decorative: boolean;

  @Column('text')
  caption: string;

  /** Anyone may see it, whoever the post is for. */
  @Column('boolean')
  open: boolean;

  @Column('timestamptz')
  createdAt: Date;
}
