import type { FastifyInstance } from 'fastify';

import { closeDispute, openDispute } from '../billing/disputes.js';
import { failRefund } from '../billing/refunds.js';
import { warn } from '../billing/warnings.js';
import type { DisputeReason } from '../resources/dispute.js';
import type { Core } from '../store/core.js';
import { problem } from './problem.js';

const reasons: readonly DisputeReason[] = ['fraudulent', 'product_not_received', 'general'];
type Named = { Params: { id: string } };

/** What a bank does of its own accord, at a test's bidding: disputes, warnings, refunds sent back. */
export function moneyControls(server: FastifyInstance, core: Core): void {
  server.post<Named & { Body: { reason?: string; inquiry?: boolean } | undefined }>(
    '/charges/:id/dispute',
    async ({ params, body }, reply) => {
      const reason = (body?.reason ?? 'fraudulent') as DisputeReason;
      if (!reasons.includes(reason))
        return reply.status(400).send(problem(400, `reason is one of ${reasons.join(', ')}.`));
      return core.write(null, async (work) =>
        openDispute(work, await work.load('charge', params.id), reason, body?.inquiry === true),
      );
    },
  );
  for (const [how, won] of [['win', true], ['lose', false]] as const) {
    server.post<Named>(`/disputes/:id/${how}`, ({ params }) =>
      core.write(null, async (work) => closeDispute(work, await work.load('dispute', params.id), won)),
    );
  }
  server.post<Named>('/charges/:id/warning', ({ params }) =>
    core.write(null, async (work) => warn(work, await work.load('charge', params.id))),
  );
  server.post<Named>('/refunds/:id/fail', ({ params }) =>
    core.write(null, async (work) => failRefund(work, await work.load('refund', params.id))),
  );
}
