import type { FastifyInstance, FastifyRequest } from 'fastify';

import { StripeError } from '../api/stripe-error.js';
import type { Challenged } from '../billing/challenge-action.js';
import { successUrl } from '../checkout/checkout.js';
import { originOf } from '../checkout/checkout-page.js';
import { languageOf } from '../checkout/words.js';
import { show } from '../pages/page.js';
import type { Core } from '../store/core.js';
import type { Work } from '../store/work.js';
import { answerChallenge, findAsking, type Asking } from './answer.js';
import { challengeNotice, challengePage } from './challenge-page.js';

type Visit = FastifyRequest<{ Params: { id: string }; Body: { answer?: string } | undefined }>;

/** The bank's page: a plain form with two answers, and the way back to where the holder came from. */
export async function challenge(server: FastifyInstance, core: Core): Promise<void> {
  server.get('/authenticate/:id', async (request: Visit, reply) => {
    const language = languageOf(null, request.headers['accept-language']);
    const work = core.reader();
    const intent = await findAsking(work, request.params.id);
    if (intent?.status !== 'requires_action') return show(reply, challengeNotice('gone', language));
    const method = await work.load('payment_method', String(intent.payment_method));
    return show(reply, challengePage(intent, method, language, originOf(await wayBack(work, intent, true))));
  });

  server.post('/authenticate/:id', async (request: Visit, reply) => {
    const language = languageOf(null, request.headers['accept-language']);
    try {
      const to = await core.write(null, async (work) => {
        const asking = await findAsking(work, request.params.id);
        if (!asking) throw new StripeError('The bank knows nothing of this.', { status: 404 });
        const answered = await answerChallenge(work, asking, request.body?.answer === 'yes');
        return wayBack(work, answered, answered.status === 'succeeded');
      });
      return to ? reply.redirect(to, 303) : show(reply, challengeNotice('done', language));
    } catch (error) {
      if (!(error instanceof StripeError)) throw error;
      return show(reply, challengeNotice('gone', language));
    }
  });
}

/** Where the holder goes on, which depends on what they came from; null when nothing is known of it. */
async function wayBack(work: Work, intent: Asking, confirmed: boolean): Promise<string | null> {
  const { session: id, page, donePage, returnUrl } = (await work.hidden(intent.id)) as Challenged;
  if (id && confirmed) return successUrl(await work.load('checkout.session', id));
  if (page) return confirmed ? (donePage ?? page) : `${page}?unconfirmed=1`;
  if (!returnUrl || !URL.canParse(returnUrl)) return null;
  const url = new URL(returnUrl);
  url.searchParams.set(intent.object, intent.id);
  url.searchParams.set(`${intent.object}_client_secret`, intent.client_secret ?? '');
  url.searchParams.set('redirect_status', confirmed ? 'succeeded' : 'failed');
  return url.href;
}
