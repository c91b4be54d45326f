import type { Card } from '../cards.js';
import type { Charge } from '../resources/charge.js';
import type { Work } from '../store/work.js';
import { openDispute } from './disputes.js';
import { warn } from './warnings.js';

/** Lets come true what a test card stands for once it was charged: a dispute, an inquiry, a warning of fraud. */
export async function meetTrouble(work: Work, { trouble }: Card, charge: Charge): Promise<void> {
  if (trouble === 'none') return;
  if (trouble === 'warning') await warn(work, charge);
  else if (trouble === 'inquiry') await openDispute(work, charge, 'general', true);
  else await openDispute(work, charge, trouble);
}
