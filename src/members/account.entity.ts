import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A person. Whoever joined as a guest has one before the address is proved, for one browser alone. */
@Entity()
export class Account {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('text')
  email: string;

  /** The address as compared: among those proved it is unique, however it is written. */
  @Column('text')
  emailKey: string;

  /** When a link in a mail was followed; until then the address is only what somebody typed. */
  @Column('timestamptz', { nullable: true })
  provedAt: Date | null;

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
