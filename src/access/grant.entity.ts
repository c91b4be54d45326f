import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type GrantReason = 'membership' | 'complimentary' | 'gift' | 'purchase' | 'earned' | 'staff';

/** Why somebody has a tier, from when until when. Its end is stored, so that nothing has to happen for it to end. */
@Entity('access_grant')
export class Grant {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  accountId: string;

  @Column('uuid')
  creatorId: string;

  @Column('uuid')
  tierId: string;

  @Column('text')
  reason: GrantReason;

  /** What gave it, e.g. `membership <id>` or `subscription <account> <id>`. */
  @Column('text')
  source: string;

  @Column('timestamptz')
  validFrom: Date;

  @Column('timestamptz', { nullable: true })
  validUntil: Date | null;

  /** Why it was given, in the giver's words. */
  @Column('text', { nullable: true })
  note: string | null;

  @Column('uuid', { nullable: true })
  givenBy: string | null;
}
