/** Somebody at one creator's door. */
export interface Viewer {
  /** Null for a stranger. */
  accountId: string | null;
  /** Works for this page: sees all of it. */
  staff: boolean;
  /** Has a live membership, free or paid. */
  follows: boolean;
  /** Since when, for the page; null without a membership. */
  since: Date | null;
  grants: Held[];
  /** Said once to be of age. */
  adult?: boolean;
}

export interface Held {
  tierId: string;
  from: Date;
  /** Just past the last instant; null for no end. */
  until: Date | null;
}

export const STRANGER: Viewer = { accountId: null, staff: false, follows: false, since: null, grants: [] };
