import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { In } from 'typeorm';
import { type Actor, Clock, Database, DomainError, LOGGER, NotFound, step } from '../../platform/index.js';
import { Creators } from '../../members/index.js';
import { Tiers } from '../../tiers/index.js';
import { Payments } from '../payments/payments.service.js';
import { Subscription } from '../subscription.entity.js';
import { isLive } from '../sync/entitlement.js';
import { type CardView, cardView, owedOf } from './card.view.js';
import { type Recovery, Recoveries } from './recoveries.service.js';
import { WaysToPay } from './ways-to-pay.service.js';

/** Longest that somebody who comes back with a new card waits for the bank's answer. */
const PATIENCE_MS = 4000;

/** How a membership is paid for and how to change that: the same for who signed in and for who holds a link. */
@Injectable()
export class CardPages {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly creators: Creators,
    private readonly tiers: Tiers,
    private readonly payments: Payments,
    private readonly ways: WaysToPay,
    private readonly recoveries: Recoveries,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** @throws NotFound for somebody who neither pays for a tier here nor could pay for theirs again */
  async of({ accountId }: Pick<Actor, 'accountId'>, creatorId: string): Promise<Subscription> {
    const rows = await step('cardPages.of', () => this.db.repo(Subscription).find({
      where: { accountId, creatorId, surplus: false, status: In(['active', 'trialing', 'past_due', 'unpaid']) }, order: { startedAt: 'desc' },
    }));
    const row = rows.find((one) => isLive(one.status)) ?? rows[0];
    if (!row) throw new NotFound();
    return row;
  }

  async view(row: Subscription, action: string): Promise<CardView> {
    const [[creator], tiers, payment] = await Promise.all([this.creators.byIds([row.creatorId]), this.tiers.ofCreator(row.creatorId), this.payments.openOf(row.subscriptionId)]);
    return cardView(row, payment, creator!, tiers, action, this.clock.now());
  }

  /** @param way `confirm` for the bank's question about the open invoice; else, and where nothing is open, another card */
  async leave(row: Subscription, action: string, way: 'card' | 'confirm'): Promise<string> {
    if (row.status === 'unpaid' && !owedOf(row, await this.payments.openOf(row.subscriptionId))) throw new DomainError('already_ended', 409);
    const invoice = way === 'confirm' ? await this.ways.openInvoice(row) : null;
    return invoice ?? this.ways.anotherCard(row, action);
  }

  /** Somebody comes back: what is owed is paid with the new card at once. Whatever this page does not live to see, a job does. */
  async back(row: Subscription): Promise<Recovery | 'confirming'> {
    await this.payments.recoverLater(row.stripeAccount, row.customerId);
    const looked = this.recoveries.recover(row).catch((error: unknown) => {
      this.log.warn({ err: error }, 'a card page could not look; the worker will');
      return 'confirming' as const;
    });
    return Promise.race([looked, new Promise<'confirming'>((resolve) => { setTimeout(() => resolve('confirming'), PATIENCE_MS).unref(); })]);
  }
}
