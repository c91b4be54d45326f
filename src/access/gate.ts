import { type Audience, type Ladder, type Rule, tiersOf } from './audience.js';
import type { Viewer } from './viewer.js';

/** Why the gate is open. */
export type OpenReason = 'public' | 'staff' | 'follower' | 'paid' | 'tier' | 'named';

/** Why it is closed: what is missing. */
export type ClosedReason = 'needs_membership' | 'needs_paid' | 'needs_tier' | 'named_only' | 'adult';

export type Decision =
  | { open: true; reason: OpenReason }
  | { open: false; reason: ClosedReason; opensWith: string[] };

/**
 * The one decision who may see what. Pure: every page, feed, file and mail asks it and nothing else decides.
 * @param audience who the thing is for
 * @param ladder the creator's tiers in their order
 * @param viewer who asks, with every grant they hold at this creator
 * @param now business time; a grant counts from its first instant to just before its last
 * @returns open with the reason, or closed with what is missing and the ids of tiers on sale that would open it, lowest first
 */
export function gate(audience: Audience, ladder: Ladder, viewer: Viewer, now: Date): Decision {
  if (audience.anyOf.some((rule) => rule.kind === 'public')) return { open: true, reason: 'public' };
  if (viewer.staff) return { open: true, reason: 'staff' };
  const held = heldTiers(viewer, now);
  for (const rule of audience.anyOf) {
    const reason = opens(rule, ladder, viewer, held);
    if (reason) return { open: true, reason };
  }
  return closed(audience, ladder);
}

/** The tiers a viewer holds at an instant. A set, never a maximum: holding a higher tier is not holding the lower. */
export function heldTiers(viewer: Viewer, now: Date): Set<string> {
  return new Set(viewer.grants.filter((grant) => grant.from <= now && (grant.until === null || now < grant.until)).map((grant) => grant.tierId));
}

function opens(rule: Rule, ladder: Ladder, viewer: Viewer, held: Set<string>): OpenReason | null {
  switch (rule.kind) {
    case 'public': return 'public';
    case 'followers': return viewer.follows || ladder.some((rung) => held.has(rung.id)) ? 'follower' : null;
    case 'named': return viewer.accountId !== null && rule.accountIds.includes(viewer.accountId) ? 'named' : null;
    default: return tiersOf(rule, ladder).some((rung) => held.has(rung.id)) ? (rule.kind === 'paid' ? 'paid' : 'tier') : null;
  }
}

function closed(audience: Audience, ladder: Ladder): Decision {
  const opening = new Set(audience.anyOf.flatMap((rule) => tiersOf(rule, ladder)).map((rung) => rung.id));
  const opensWith = ladder.filter((rung) => opening.has(rung.id) && !rung.archived).map((rung) => rung.id);
  const kinds = new Set(audience.anyOf.map((rule) => rule.kind));
  const reason = kinds.has('followers') ? 'needs_membership'
    : kinds.has('paid') ? 'needs_paid'
      : kinds.has('from') || kinds.has('exactly') ? 'needs_tier' : 'named_only';
  return { open: false, reason, opensWith };
}
