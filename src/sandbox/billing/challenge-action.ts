import type { PaymentIntent } from '../resources/payment-intent.js';
import type { Work } from '../store/work.js';

/** What an intent, or a setup intent, remembers of the way its holder takes through the bank's page. */
export interface Challenged extends Record<string, unknown> {
  /** The checkout session it is paid for. */
  session?: string;
  /** The page of the sandbox to go back to, as a path. */
  page?: string;
  /** Where to go instead once the holder has confirmed. */
  donePage?: string;
  /** Whether renewals are charged to the card once it is set up. */
  becomesDefault?: boolean;
  /** The address to go back to that the API was given. */
  returnUrl?: string | null;
}

/** The `next_action` of an intent whose holder must confirm: over the bank's page if there is a way back from it. */
export async function challengeAction(work: Work, id: string): Promise<NonNullable<PaymentIntent['next_action']>> {
  const { returnUrl } = (await work.hidden(id)) as Challenged;
  if (!returnUrl) return { type: 'use_stripe_sdk', use_stripe_sdk: {} };
  return { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url: challengeUrl(work, id) } };
}

/** The address of the bank's page for an intent. */
export function challengeUrl(work: Work, id: string): string {
  return `${work.publicUrl}/authenticate/${id}`;
}
