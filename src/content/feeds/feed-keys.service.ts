import { Injectable } from '@nestjs/common';
import { Clock, Config, DAY, Database, hashToken, mintToken, OnJob, plusMs, sign, TooMany, verify } from '../../platform/index.js';
import { FeedKey } from './feed-key.entity.js';

/** More places than a person has in a day: the address has got about. */
const MOST_PLACES = 12;
/** Readers show a post days after they fetched it. The gate is asked at each request all the same. */
const LINK_DAYS = 7;

/** The tokens of members' own feeds, and the links that only their owner's feed carries. */
@Injectable()
export class FeedKeys {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly config: Config) {}

  async of(accountId: string, creatorId: string): Promise<{ token: string | null; createdAt: Date } | null> {
    const key = await this.db.repo(FeedKey).findOneBy({ accountId, creatorId });
    return key && { token: this.tokenOf(key), createdAt: key.createdAt };
  }

  /** Makes a feed, or gives it another token; the one before is nobody's from now on. */
  async renew(accountId: string, creatorId: string): Promise<void> {
    await this.db.inTransaction(async () => {
      const [key] = await this.db.sql<{ id: string; round: number }>(
        'feedKeys.renew',
        `insert into feed_key (account_id, creator_id, token_hash, round, created_at) values ($1, $2, $3, 1, $4)
         on conflict (account_id, creator_id) do update set round = feed_key.round + 1, created_at = excluded.created_at returning id, round`,
        [accountId, creatorId, mintToken().hash, this.clock.system()],
      );
      await this.db.repo(FeedKey).update({ id: key!.id }, { tokenHash: hashToken(tokenUnder(this.config.secretKeys[0]!, key!)) });
    });
  }

  async revoke(accountId: string, creatorId: string): Promise<void> {
    await this.db.repo(FeedKey).delete({ accountId, creatorId });
  }

  /** Whose feed this is; null for a token that is nobody's, or no longer. */
  async byToken(token: string): Promise<FeedKey | null> {
    return this.db.repo(FeedKey).findOneBy({ tokenHash: hashToken(token) });
  }

  /** Notes from where a feed is read. @throws TooMany when that is more places than one person is at in a day */
  async readFrom(key: FeedKey, ip: string): Promise<void> {
    const now = this.clock.system();
    const day = now.toISOString().slice(0, 10);
    const place = hashToken(sign(this.config.secretKeys[0]!, `feed place ${day} ${ip}`));
    const [row] = await this.db.sql<{ places: number }>(
      'feedKeys.readFrom',
      `with new as (insert into feed_reader (feed_id, day, address_hash) values ($1, $2, $3) on conflict do nothing returning 1)
       select (select count(*)::int from feed_reader where feed_id = $1 and day = $2) + (select count(*)::int from new) as places`,
      [key.id, day, place],
    );
    if (row!.places > MOST_PLACES) throw new TooMany(Math.ceil((DAY - now.getTime() % DAY) / 1000));
  }

  /** The query that lets one picture be seen through this feed alone, and for a week. */
  signed(key: FeedKey, path: string): string {
    // To the day, so that a feed in which nothing changed is the same all day.
    const until = Math.ceil(this.clock.system().getTime() / DAY + LINK_DAYS) * (DAY / 1000);
    return `feed=${key.id}&until=${until}&sig=${sign(this.config.secretKeys[0]!, textOf(path, key, until))}`;
  }

  /** Whose feed a picture's link was signed for; null when it is altered, too old, or of a token that was changed since. */
  async ofLink(path: string, { feed, until, sig }: Record<string, unknown>): Promise<FeedKey | null> {
    if (typeof feed !== 'string' || typeof until !== 'string' || typeof sig !== 'string' || !/^[0-9a-f-]{36}$/.test(feed) || !/^\d{1,12}$/.test(until)) return null;
    if (Number(until) * 1000 <= this.clock.system().getTime()) return null;
    const key = await this.db.repo(FeedKey).findOneBy({ id: feed });
    return key && verify(this.config.secretKeys, textOf(path, key, Number(until)), sig) ? key : null;
  }

  /** Forgets from where feeds were read. */
  @OnJob('content.sweepFeeds')
  async sweep(): Promise<void> {
    await this.db.sql('feedKeys.sweep', 'delete from feed_reader where day < $1', [plusMs(this.clock.system(), -2 * DAY)]);
  }

  /** Null when the key that the token was made under is no longer ours. */
  private tokenOf(key: FeedKey): string | null {
    return this.config.secretKeys.map((secret) => tokenUnder(secret, key)).find((token) => hashToken(token).equals(key.tokenHash)) ?? null;
  }
}

function tokenUnder(secret: string, { id, round }: Pick<FeedKey, 'id' | 'round'>): string {
  return sign(secret, `feed ${id} ${round}`);
}

function textOf(path: string, { id, round }: FeedKey, until: number): string {
  return `media ${path} ${id} ${round} ${until}`;
}
