import type Stripe from 'stripe';

import { route } from '../api/route.js';
import { newId } from '../store/ids.js';
import { keepSetting } from '../store/settings.js';
import type { Wire } from '../store/wire.js';
import type { Work } from '../store/work.js';

/** The account whose key is used: one for each sandbox database, so that a wiped sandbox is another account. */
async function currentAccount(work: Work): Promise<Wire<Stripe.Account>> {
  const id = await keepSetting(work.db, 'account_id', newId('acct', 16));
  return {
    id,
    object: 'account',
    charges_enabled: true,
    details_submitted: true,
    email: null,
    payouts_enabled: true,
    type: 'standard',
  };
}

export const accountRoutes = [route('GET', '/v1/account', {}, currentAccount)];
