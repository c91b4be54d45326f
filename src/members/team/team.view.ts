import { Instant, Nullable, Type, type Static } from '../../platform/index.js';
import { CreatorCard, CreatorView } from '../creator.view.js';

export const RoleView = Type.Enum(['owner', 'editor', 'community']);
export const TeamMemberView = Type.Object({
  id: Type.String(), name: Type.String(), role: RoleView, since: Instant, you: Type.Boolean(),
  /** Told to the owner only. */
  email: Nullable(Type.String()),
});
export const InvitationRow = Type.Object({ id: Type.String(), email: Type.String(), role: RoleView, sentAt: Instant, expiresAt: Instant, expired: Type.Boolean() });
export const TeamView = Type.Object({
  creator: CreatorView, mine: RoleView, owner: Type.Boolean(), members: Type.Array(TeamMemberView), invitations: Type.Array(InvitationRow),
});

/** What an invitation's link shows: which page, what for, and whether whoever looks may take it. */
export const InvitationView = Type.Object({
  usable: Type.Boolean(), creator: Nullable(CreatorCard), role: Nullable(RoleView), from: Nullable(Type.String()), expiresAt: Nullable(Instant),
  standing: Type.Enum(['stranger', 'invited', 'another']), here: Type.String(),
});
export type TeamView = Static<typeof TeamView>;
