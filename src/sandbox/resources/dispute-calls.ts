import { Conditions, listObjects, paging } from '../api/list.js';
import { flag, hash, mergeMetadata, metadata, range, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { invalid } from '../api/stripe-error.js';
import { closeDispute } from '../billing/disputes.js';
import type { Work } from '../store/work.js';
import { EVIDENCE, isOpen, type Dispute } from './dispute.js';

const evidence = hash(
  Object.fromEntries(EVIDENCE.map((name) => [name, text])) as Record<(typeof EVIDENCE)[number], typeof text>,
);
const updateShape = { evidence, metadata, submit: flag };

/**
 * Takes evidence and, unless `submit` is false, hands it in. As in Stripe's test mode the words decide at once:
 * `winning_evidence` wins, `losing_evidence` loses, anything else stays under review.
 */
async function update(work: Work, fields: Values<typeof updateShape>, id: string): Promise<Dispute> {
  const before = await work.load('dispute', id);
  const given = fields.evidence ?? {};
  const hasEvidence = Object.keys(given).length > 0;
  if (hasEvidence && !isOpen(before)) throw invalid(`The dispute is ${before.status} and takes no more evidence.`);
  const submits = hasEvidence && fields.submit !== false;
  const details = before.evidence_details;
  const changes: Partial<Dispute> = {
    metadata: mergeMetadata(before.metadata, fields.metadata),
    evidence: { ...before.evidence, ...given },
    ...(hasEvidence && {
      evidence_details: {
        ...details,
        has_evidence: true,
        submission_count: details.submission_count + (submits ? 1 : 0),
        submission_method: submits ? 'manual' : details.submission_method,
      },
    }),
    ...(submits && { status: before.status.startsWith('warning') ? 'warning_under_review' : 'under_review' }),
  };
  const updated = await work.change('dispute', before, changes, 'charge.dispute.updated');
  const verdict = submits ? given.uncategorized_text : null;
  if (verdict !== 'winning_evidence' && verdict !== 'losing_evidence') return updated;
  return closeDispute(work, updated, verdict === 'winning_evidence');
}

export const disputeRoutes = [
  route(
    'GET',
    '/v1/disputes',
    { ...paging, charge: text, created: range, payment_intent: text },
    (work, { charge, created, payment_intent: intent, ...page }) => {
      const conditions = new Conditions().field('charge', charge).field('payment_intent', intent).created(created);
      return listObjects(work, 'dispute', '/v1/disputes', page, conditions);
    },
  ),
  route('GET', '/v1/disputes/:id', {}, (work, _fields, id) => work.load('dispute', id)),
  route('POST', '/v1/disputes/:id', updateShape, update),
  route('POST', '/v1/disputes/:id/close', {}, async (work, _fields, id) =>
    closeDispute(work, await work.load('dispute', id), false),
  ),
];
