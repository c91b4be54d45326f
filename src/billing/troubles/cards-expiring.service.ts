import { Injectable } from '@nestjs/common';
import { Clock, Database, DAY, OnJob, parseDate, plusMs } from '../../platform/index.js';
import { Effects } from '../effects.service.js';
import { CardExpiring } from '../events.js';
import type { Card } from './card.js';

/** How long before a card runs out its holder is told. */
const AHEAD = 30 * DAY;

/** A card that runs out is the commonest reason for a payment to fail, and the easiest to see coming. */
@Injectable()
export class CardsExpiring {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly effects: Effects) {}

  @OnJob('billing.cardsExpiring')
  async tell(): Promise<void> {
    const now = this.clock.now();
    const due = await this.db.sql<{ subscription_id: string; account_id: string; creator_id: string; card: Card }>(
      'cards.expiring',
      `select distinct on (account_id, card) subscription_id, account_id, creator_id, card from subscription
       where card is not null and status in ('active', 'trialing') and not surplus and next_charge_at is not null
         and (card ->> 'year')::int * 12 + (card ->> 'month')::int between $1 and $2
       order by account_id, card, next_charge_at, subscription_id`,
      [monthOf(now), monthOf(plusMs(now, AHEAD))],
    );
    for (const { subscription_id: id, account_id: accountId, creator_id: creatorId, card } of due.filter((one) => isAhead(one.card, now))) {
      const cause = `${accountId} ${card.brand} ${card.last4} ${card.year}-${card.month}`;
      await this.effects.announce('card_expiring', cause, new CardExpiring(accountId, creatorId, id, cause));
    }
  }
}

/** The months since the year 0, in UTC, January being 1. */
function monthOf(at: Date): number {
  return at.getUTCFullYear() * 12 + at.getUTCMonth() + 1;
}

/** Whether a card is still good, and not for longer than it is told of. */
function isAhead({ year, month }: Card, now: Date): boolean {
  const end = parseDate(Date.UTC(year, month, 1));
  return end > now && end <= plusMs(now, AHEAD);
}
