import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** The words of a post as somebody saved them once. */
@Entity()
export class PostVersion {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  postId: string;

  @Column('uuid', { nullable: true })
  authorId: string | null;

  @Column('timestamptz')
  savedAt: Date;

  @Column('text')
  title: string;

  @Column('text')
  standfirst: string;

  @Column('text')
  teaser: string;

  @Column('text')
  body: string;

  /** Somebody else had saved meanwhile: kept beside the post, so that no words are lost. */
  @Column('boolean', { default: false })
  aside: boolean;
}
