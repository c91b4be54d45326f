import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Posts that belong together, in an order of their own. */
@Entity()
export class Collection {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  creatorId: string;

  @Column('text')
  slug: string;

  @Column('text')
  title: string;

  @Column('text')
  about: string;

  @Column('timestamptz')
  createdAt: Date;

  @Column('int', { default: 1 })
  version: number;
}

@Entity()
export class CollectionPost {
  @PrimaryColumn('uuid')
  collectionId: string;

  @PrimaryColumn('uuid')
  postId: string;

  @Column('int')
  position: number;
}
