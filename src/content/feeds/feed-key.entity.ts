import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A member's own feed of one creator. Its token is worked out from our key and never stored; only its hash is, to find it by. */
@Entity()
export class FeedKey {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid')
  accountId: string;

  @Column('uuid')
  creatorId: string;

  @Column('bytea')
  tokenHash: Buffer;

  /** Counts the tokens this feed has had: another one makes all before it worthless, and all links signed for them. */
  @Column('int')
  round: number;

  @Column('timestamptz')
  createdAt: Date;
}

/** From how many places a feed was read on a day, without saying from which. */
@Entity()
export class FeedReader {
  @PrimaryColumn('uuid')
  feedId: string;

  @PrimaryColumn('date')
  day: string;

  @PrimaryColumn('bytea')
  addressHash: Buffer;
}
