import { Conditions, listObjects } from '../api/list.js';
import { missing } from '../api/stripe-error.js';
import { closeDispute, openDispute } from '../billing/disputes.js';
import { failRefund } from '../billing/refunds.js';
import { warn } from '../billing/warnings.js';
import type { Work } from '../store/work.js';
import type { Deed } from './money-body.js';

/**
 * Lets a bank do something about a charge, as a button of the control page asks.
 * @throws {StripeError} when there is no such charge, or it cannot be done to it
 */
export async function doDeed(work: Work, id: string, deed: Deed): Promise<void> {
  const charge = await work.load('charge', id);
  const theirs = () => new Conditions().field('charge', id);
  if (deed === 'dispute') await openDispute(work, charge, 'fraudulent');
  else if (deed === 'inquire') await openDispute(work, charge, 'general', true);
  else if (deed === 'warn') await warn(work, charge);
  else if (deed === 'fail') {
    const [refund] = (await listObjects(work, 'refund', '', { limit: 1 }, theirs().field('status', 'succeeded'))).data;
    if (!refund) throw missing('refund', id);
    await failRefund(work, refund);
  } else {
    const [dispute] = (await listObjects(work, 'dispute', '', { limit: 1 }, theirs())).data;
    if (!dispute) throw missing('dispute', id);
    await closeDispute(work, dispute, deed === 'win');
  }
}
