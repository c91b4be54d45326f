import { Injectable } from '@nestjs/common';
import { type Actor, Instant, MoneyView, Nullable, plusMs, Type, type Static, type Translate } from '../../platform/index.js';
import { CreatorCard, creatorCard, Creators } from '../../members/index.js';
import { Tiers } from '../../tiers/index.js';
import { Withdrawals } from './withdrawals.service.js';

/** `until` is the last instant at which it can be done. */
const Open = Type.Object({ tier: Type.String(), startedAt: Instant, until: Instant, sum: MoneyView });
const Received = Type.Object({ at: Instant, sum: MoneyView, tier: Nullable(Type.String()) });

export const WithdrawalView = Type.Object({ creator: CreatorCard, open: Nullable(Open), received: Nullable(Received), action: Type.String() });
export type WithdrawalView = Static<typeof WithdrawalView>;

export const withdrawalPage = {
  view: WithdrawalView, template: 'billing/withdrawal', layout: 'page' as const,
  frame: (view: WithdrawalView, t: Translate) => ({ title: t('withdrawal.title', { name: view.creator.name }), accent: view.creator, noindex: true }),
};

/** What somebody may withdraw from at a page, and what they withdrew from. */
@Injectable()
export class WithdrawalPages {
  constructor(private readonly withdrawals: Withdrawals, private readonly creators: Creators, private readonly tiers: Tiers) {}

  /** @param action where the button sends its form */
  async of(who: Pick<Actor, 'accountId'>, creatorId: string, action: string): Promise<WithdrawalView> {
    const [[creator], tiers, open, received] = await Promise.all([
      this.creators.byIds([creatorId]), this.tiers.ofCreator(creatorId), this.withdrawals.open(who, creatorId), this.withdrawals.latest(who, creatorId),
    ]);
    const named = (id: string | null) => tiers.find((tier) => tier.id === id)?.name ?? null;
    return {
      creator: creatorCard(creator!), action,
      open: open && { tier: named(open.subscription.tierId) ?? creator!.name, startedAt: open.subscription.startedAt.toISOString(), until: plusMs(open.until, -1).toISOString(), sum: open.sum },
      received: received && { at: received.at.toISOString(), sum: received.sum, tier: named(received.tierId) },
    };
  }
}
