import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Database, DomainError, Events, MINUTE, plusMs } from '../../platform/index.js';
import { Audit } from '../audit/audit.service.js';
import { type Creator, type CreatorRow } from '../creator.entity.js';
import { CreatorClosed, CreatorClosingBegan } from './events.js';

/** How long an owner may change their mind, in milliseconds. */
const WINDOW = 10 * MINUTE;

export interface Closing {
  closedAt: Date;
  readableUntil: Date | null;
  farewell: string | null;
  /** System time from which memberships are ended. */
  beginsAt: Date;
  begunAt: Date | null;
}

/** The end of a page. Nobody joins from the first instant; the rest begins a little later, and then nothing takes it back. */
@Injectable()
export class Closings {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly audit: Audit, private readonly events: Events) {}

  /** How a page's closing stands; null for an open one. */
  async of(creatorId: string): Promise<Closing | null> {
    const [row] = await this.db.sql<Closing>(
      'closings.of',
      `select closed_at as "closedAt", readable_until as "readableUntil", farewell, closing_begins_at as "beginsAt", closing_begun_at as "begunAt"
       from creator where id = $1 and closed_at is not null`,
      [creatorId],
    );
    return row ?? null;
  }

  /** Closes a page. @throws DomainError when it is closed already */
  async close(actor: Actor, creator: CreatorRow, wanted: { farewell: string | null; readableUntil: Date | null }): Promise<void> {
    await this.db.inTransaction(async () => {
      const now = this.clock.now();
      const beginsAt = plusMs(this.clock.system(), WINDOW);
      const rows = await this.db.sql(
        'closings.close',
        `update creator set closed_at = $2, farewell = $3, readable_until = $4, closing_begins_at = $5 where id = $1 and closed_at is null returning id`,
        [creator.id, now, wanted.farewell, wanted.readableUntil, beginsAt],
      );
      if (rows.length === 0) throw new DomainError('page_closed', 409);
      await this.audit.note(actor, creator.id, 'pageClosed', creator.id);
      await this.events.publish(new CreatorClosed(creator.id, beginsAt.toISOString()));
    });
  }

  /** Opens a page again, while nothing has ended yet. @throws DomainError once it has */
  async undo(actor: Actor, creator: CreatorRow): Promise<void> {
    await this.db.inTransaction(async () => {
      const rows = await this.db.sql(
        'closings.undo',
        `update creator set closed_at = null, farewell = null, readable_until = null, closing_begins_at = null
         where id = $1 and closed_at is not null and closing_begun_at is null returning id`,
        [creator.id],
      );
      if (rows.length === 0) throw new DomainError('closing_begun', 409);
      await this.audit.note(actor, creator.id, 'pageReopened', creator.id);
    });
  }

  /**
   * Passes the point of no return.
   * @param closing `beginsAt` of the closing that is meant: one taken back and made again has another
   * @returns whether the page is closed for good, now or already
   */
  async begin(creatorId: string, closing: string): Promise<boolean> {
    return this.db.inTransaction(async () => {
      const [found] = await this.db.sql<{ begun: boolean }>(
        'closings.lock', 'select closing_begun_at is not null as begun from creator where id = $1 and closed_at is not null and closing_begins_at = $2 for update', [creatorId, closing],
      );
      if (found && !found.begun) {
        await this.db.sql('closings.begin', 'update creator set closing_begun_at = $2 where id = $1', [creatorId, this.clock.system()]);
        await this.events.publish(new CreatorClosingBegan(creatorId));
      }
      return found !== undefined;
    });
  }
}

/** @throws DomainError for a page that is closed: nobody joins it any more */
export function requireOpen(creator: Pick<Creator, 'closedAt'>): void {
  if (creator.closedAt) throw new DomainError('page_closed', 409);
}

/** Whether what a closed page published can still be read; an open page's always can. */
export function isReadable(creator: Pick<Creator, 'closedAt' | 'readableUntil'>, now: Date): boolean {
  return creator.closedAt === null || (creator.readableUntil !== null && now < creator.readableUntil);
}
