import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A picture we re-encoded ourselves, in several widths. */
@Entity()
export class Picture {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** Of the widest copy, in pixels. */
  @Column('int')
  width: number;

  @Column('int')
  height: number;

  @Column('int', { array: true })
  widths: number[];

  @Column('text')
  alt: string;

  @Column('text', { nullable: true })
  caption: string | null;

  @Column('timestamptz')
  createdAt: Date;
}
