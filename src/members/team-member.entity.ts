import { Column, Entity, PrimaryColumn } from 'typeorm';

export type Role = 'owner' | 'editor' | 'community';

/** Somebody who works for a creator's page. */
@Entity()
export class TeamMember {
  @PrimaryColumn('uuid')
  creatorId: string;

  @PrimaryColumn('uuid')
  accountId: string;

  @Column('text')
  role: Role;

  @Column('timestamptz')
  since: Date;
}
