import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/index.js';
import { Creators } from '../members/index.js';
import { Tiers } from '../tiers/index.js';
import { type MembershipView, membershipView } from './access.view.js';
import type { Membership } from './membership.entity.js';
import { Memberships } from './memberships.service.js';

/** Memberships as their own member sees them. */
@Injectable()
export class MembershipViews {
  constructor(private readonly memberships: Memberships, private readonly creators: Creators, private readonly tiers: Tiers, private readonly clock: Clock) {}

  async ofAccount(accountId: string): Promise<MembershipView[]> {
    const memberships = await this.memberships.ofAccount(accountId);
    const ids = memberships.map((one) => one.creatorId);
    const [creators, tiers, grants] = await Promise.all([this.creators.byIds(ids), this.tiers.ofCreators(ids), this.memberships.grantsOf(accountId)]);
    return memberships.map((membership) => membershipView(
      membership, creators.find((one) => one.id === membership.creatorId)!, tiers.filter((tier) => tier.creatorId === membership.creatorId),
      grants.filter((grant) => grant.creatorId === membership.creatorId), this.clock.now(),
    ));
  }

  async of(membership: Membership): Promise<MembershipView> {
    const { accountId, creatorId } = membership;
    const [[creator], tiers, grants] = await Promise.all([this.creators.byIds([creatorId]), this.tiers.ofCreator(creatorId), this.memberships.grantsOf(accountId)]);
    return membershipView(membership, creator!, tiers, grants.filter((grant) => grant.creatorId === creatorId), this.clock.now());
  }
}
