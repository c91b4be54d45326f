import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An address that a post had before; it leads to the post for ever. */
@Entity()
export class PostSlug {
  @PrimaryColumn('uuid')
  creatorId: string;

  @PrimaryColumn('text')
  slug: string;

  @Column('uuid')
  postId: string;
}
