import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A person who can sign in. Its address was proved before the row was made. */
@Entity()
export class Account {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('text')
  email: string;

  /** The address as compared: one person cannot register twice by writing it differently. */
  @Column('text', { unique: true })
  emailKey: string;

  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  passwordHash: string | null;

  @Column('text')
  language: string;

  /** IANA name. */
  @Column('text')
  timeZone: string;

  @Column('timestamptz', { nullable: true })
  operatorSince: Date | null;

  @Column('timestamptz')
  createdAt: Date;
}
