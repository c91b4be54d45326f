import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody said once that they are of age, and is not asked again. */
@Entity()
export class AdultConsent {
  @PrimaryColumn('uuid')
  accountId: string;

  @Column('timestamptz')
  at: Date;
}
