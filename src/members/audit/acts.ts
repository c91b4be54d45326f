/** What the audit knows to have been done; each has its sentence in `audit.act.<act>`. */
export const ACTS = [
  'pageOpened', 'pageApproved', 'pageDeclined', 'handleChanged', 'pageClosed', 'pageReopened', 'settingsChanged', 'pictureChanged',
  'memberInvited', 'invitationWithdrawn', 'invitationAccepted', 'roleChanged', 'roleEnded', 'teamLeft', 'ownershipMoved',
  'tierGiven', 'tierTakenBack', 'letIn', 'notLetIn', 'doorClosed', 'membersExported', 'moneyReturned', 'membershipEnded',
  'tierMade', 'tierChanged', 'tierArchived',
  'promiseMade', 'promiseEnded', 'tierRestored', 'tiersReordered', 'priceOffered', 'priceRetired', 'priceMoved', 'priceRecalled',
  'postPublished', 'postUnpublished', 'postDeleted', 'reportResolved', 'jobRetried', 'eventsReplayed', 'mailRetried',
] as const;

export type Act = (typeof ACTS)[number];

/** What a sentence is filled with: names of things, codes and figures; never a person's name or address, which would outlive them. */
export type Detail = Record<string, string | number | boolean | null>;
