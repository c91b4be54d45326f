import { Conditions, listObjects } from '../api/list.js';
import type { Charge } from '../resources/charge.js';
import { earlyFraudWarning, type EarlyFraudWarning } from '../resources/early-fraud-warning.js';
import type { Work } from '../store/work.js';

/** The bank warns of a charge that may be fraud. */
export function warn(work: Work, charge: Charge): Promise<EarlyFraudWarning> {
  const made = earlyFraudWarning(work.now, charge);
  return work.create('radar.early_fraud_warning', made, 'radar.early_fraud_warning.created');
}

/** Once its charge was refunded in full or disputed, nothing can be done about a warning any more. */
export async function closeWarnings(work: Work, charge: string): Promise<void> {
  const theirs = new Conditions().field('charge', charge).field('actionable', 'true');
  for (const warning of (await listObjects(work, 'radar.early_fraud_warning', '', {}, theirs)).data)
    await work.change('radar.early_fraud_warning', warning, { actionable: false }, 'radar.early_fraud_warning.updated');
}
