import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { type Actor, Database, LOGGER, NotFound, step } from '../../platform/index.js';
import { StripeClient } from '../stripe/stripe.client.js';
import { Sync } from '../sync/sync.service.js';

/** Longest the return page waits for Stripe before it says that it is confirming. */
const PATIENCE_MS = 3000;

export interface Returned {
  tierId: string;
  /** `open`: paid and projected; `confirming`: not known yet; `unpaid`: the checkout was not finished. */
  state: 'open' | 'confirming' | 'unpaid';
  /** Nothing was charged yet: it began with free days. */
  trial: boolean;
}

/** Where Stripe sends people back to. The address proves nothing: Stripe is asked, by the same sync as ever. */
@Injectable()
export class CheckoutReturns {
  constructor(
    private readonly db: Database,
    private readonly stripe: StripeClient,
    private readonly sync: Sync,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** @throws NotFound for a session that is not this person's at this creator */
  async look(actor: Actor, creatorId: string, sessionId: string): Promise<Returned> {
    const find = async () => (await this.db.sql<{ tier_id: string; customer_id: string; completed_at: Date | null; abandoned_at: Date | null; paid: boolean; trial: boolean }>(
      'returns.find',
      `select i.tier_id, i.customer_id, i.completed_at, i.abandoned_at, exists (
         select 1 from subscription s where s.account_id = i.account_id and s.creator_id = i.creator_id
           and s.status in ('active', 'trialing', 'past_due') and not s.surplus) as paid, exists (
         select 1 from subscription s where s.account_id = i.account_id and s.creator_id = i.creator_id and s.status = 'trialing' and not s.surplus) as trial
       from checkout_intent i where i.session_id = $1 and i.account_id = $2 and i.creator_id = $3`,
      [sessionId, actor.accountId, creatorId],
    ))[0];
    const intent = await find();
    if (!intent) throw new NotFound();
    if (!intent.paid) await this.ask(intent.customer_id);
    const now = (await find())!;
    const state = now.paid ? 'open' : now.completed_at ? 'confirming' : now.abandoned_at ? 'unpaid' : await this.unfinished(sessionId);
    return { tierId: now.tier_id, state, trial: now.trial };
  }

  private async ask(customerId: string): Promise<void> {
    const asked = (async () => this.sync.syncAfterChange(await this.stripe.account(), customerId))()
      .catch((error: unknown) => this.log.warn({ err: error }, 'return page could not sync; the worker will'));
    await Promise.race([asked, new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS).unref(); })]);
  }

  private async unfinished(sessionId: string): Promise<'confirming' | 'unpaid'> {
    const session = await step('returns.session', () => this.stripe.api.checkout.sessions.retrieve(sessionId)).catch(() => null);
    return session?.status === 'open' ? 'unpaid' : 'confirming';
  }
}
