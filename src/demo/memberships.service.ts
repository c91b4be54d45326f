import { Injectable } from '@nestjs/common';
import { type Actor, Config, Conflict, Database } from '../platform/index.js';
import { Creators } from '../members/index.js';
import { Tiers } from '../tiers/index.js';
import { Membership, Memberships } from '../access/index.js';
import { Checkout, Subscription } from '../billing/index.js';
import type { DemoMember } from './world/members.js';

/** A card that the sandbox takes; it is Stripe's own test number. */
const CARD = '4242424242424242';
const LOOK_AGAIN_MS = 100;
const LOOKS = 300;

/** Who follows and pays whom. What somebody ended since is not begun again. */
@Injectable()
export class DemoMemberships {
  constructor(
    private readonly config: Config,
    private readonly db: Database,
    private readonly creators: Creators,
    private readonly tiers: Tiers,
    private readonly memberships: Memberships,
    private readonly checkout: Checkout,
  ) {}

  /** @returns how many memberships began */
  async make(member: DemoMember, actor: Actor): Promise<number> {
    let begun = 0;
    for (const handle of member.follows) if (await this.follow(actor, handle)) begun++;
    for (const [handle, at] of member.pays) if (await this.pay(actor, handle, at)) begun++;
    return begun;
  }

  /** Waits, not forever, until the webhooks of everyone who paid have arrived. @returns how many live subscriptions there are */
  async settle(expected: number, stopping: AbortSignal): Promise<number> {
    for (let look = 0; ; look++) {
      const paid = await this.db.repo(Subscription).countBy({ status: 'active' });
      if (paid >= expected || look === LOOKS) return paid;
      stopping.throwIfAborted();
      await new Promise((resolve) => { setTimeout(resolve, LOOK_AGAIN_MS); });
    }
  }

  private async follow(actor: Actor, handle: string): Promise<boolean> {
    const { id: creatorId } = await this.creators.byHandle(handle);
    if (await this.db.repo(Membership).existsBy({ accountId: actor.accountId, creatorId })) return false;
    await this.memberships.follow(actor, creatorId, null);
    return true;
  }

  /** The way every fan goes: our checkout, the till of the sandbox, and its webhooks. */
  private async pay(actor: Actor, handle: string, paidTier: number): Promise<boolean> {
    const creator = await this.creators.byHandle(handle);
    if (await this.db.repo(Subscription).existsBy({ accountId: actor.accountId, creatorId: creator.id })) return false;
    const tier = (await this.tiers.ofCreator(creator.id)).filter(({ paid }) => paid)[paidTier]!;
    try {
      const { id } = await this.checkout.start(actor, creator, { tierId: tier.id });
      await this.atTheTill(id);
      return true;
    } catch (error) {
      // Paid just before an earlier start was stopped: asking for a second checkout has found the first one's money.
      if (error instanceof Conflict && error.code === 'already_member') return true;
      throw error;
    }
  }

  private async atTheTill(sessionId: string): Promise<void> {
    const response = await fetch(`${this.config.stripe!.sandboxUrl}/_sandbox/sessions/${sessionId}/pay`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ number: CARD }),
    });
    if (!response.ok) throw new Error(`The sandbox did not take the card: ${response.status} ${await response.text()}`);
  }
}
