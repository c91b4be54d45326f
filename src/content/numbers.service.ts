import { Injectable } from '@nestjs/common';
import { Clock, Database, DAY, MINUTE, plusMs, Type, type Static } from '../platform/index.js';
import type { PageNumber } from '../members/index.js';

export const NumberView = Type.Object({ kind: Type.Enum(['members', 'active', 'tenure', 'posts']), value: Type.Integer(), marks: Type.Array(Type.Boolean()) });
type NumberView = Static<typeof NumberView>;

/** Fewer people than this are not counted in public: a small number says too much of each. */
const FEWEST = 10;
/** How long a count may stand, in milliseconds. */
const FRESH = 10 * MINUTE;
const MOST_KEPT = 1000;

/** The figures a page chose to show. Counted from what happened, never typed in. */
@Injectable()
export class Numbers {
  private readonly counted = new Map<string, { at: number; all: Record<PageNumber, number> }>();

  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /** What is shown now: the figures that are ticked, as far as there are people enough. */
  async shown(creatorId: string, ticked: PageNumber[]): Promise<NumberView[]> {
    if (ticked.length === 0) return [];
    const all = await this.count(creatorId);
    return (['members', 'active', 'tenure', 'posts'] as const).filter((kind) => ticked.includes(kind) && all[kind] > 0 && (kind === 'posts' || all.members >= FEWEST))
      .map((kind) => ({ kind, value: all[kind], marks: kind === 'active' ? Array.from({ length: 10 }, (_, n) => n < all.active) : [] }));
  }

  /** Members now; of ten of them, how many read something in 30 days; the middle of how many months they stay; posts of 90 days. */
  private async count(creatorId: string): Promise<Record<PageNumber, number>> {
    const at = this.clock.system().getTime();
    const known = this.counted.get(creatorId);
    if (known && at - known.at < FRESH) return known.all;
    const now = this.clock.now();
    const [row] = await this.db.sql<Record<PageNumber, number>>(
      'numbers.count',
      `with m as (select account_id, since from membership where creator_id = $1 and ended_at is null),
         readers as (select count(distinct r.account_id) as n from read_signal r join m on m.account_id = r.account_id where r.creator_id = $1 and r.at > $3)
       select (select count(*) from m)::int as members,
         (select coalesce(round(10.0 * (select n from readers) / nullif(count(*), 0)), 0) from m)::int as active,
         (select coalesce(floor(percentile_cont(0.5) within group (order by extract(epoch from $2::timestamptz - since)) / 2629746), 0) from m)::int as tenure,
         (select count(*) from post where creator_id = $1 and published_at is not null and published_at > $4)::int as posts`,
      [creatorId, now, plusMs(now, -30 * DAY), plusMs(now, -90 * DAY)],
    );
    if (this.counted.size >= MOST_KEPT) this.counted.clear();
    this.counted.set(creatorId, { at, all: row! });
    return row!;
  }
}
