import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { StripeError } from '../api/stripe-error.js';
import { show } from '../pages/page.js';
import { typeCode } from '../resources/session-discount.js';
import type { Basket, Session } from '../resources/session.js';
import type { Core } from '../store/core.js';
import { closedPage, openPage } from './checkout-page.js';
import { paySession } from './pay.js';
import type { Payer } from './payer.js';
import { languageOf, type Language } from './words.js';

const PAYER = ['name', 'line1', 'postalCode', 'city', 'country', 'taxNumber'] as const;

type Visit = FastifyRequest<{
  Params: { id: string };
  Body: Record<string, unknown> | undefined;
  Querystring: { unconfirmed?: string };
}>;

interface CardError {
  code?: string;
  decline_code?: string;
  payment_intent?: { id: string };
}

/** The hosted checkout: one page and its form, which work without JavaScript. */
export async function checkout(server: FastifyInstance, core: Core): Promise<void> {
  server.get('/c/pay/:id', (request: Visit, reply) => {
    const failure = request.query.unconfirmed ? { code: 'unconfirmed', number: '' } : undefined;
    return showSession(core, request, reply, failure);
  });

  server.post('/c/pay/:id', async (request: Visit, reply) => {
    const number = typeof request.body?.number === 'string' ? request.body.number : '';
    const payer = readPayer(request.body);
    if (request.body?.action === 'code') {
      const typed = typeof request.body.code === 'string' ? request.body.code : '';
      const taken = await core
        .write(null, (work) => typeCode(work, request.params.id, typed))
        .catch((error) => (error instanceof StripeError ? null : Promise.reject(error)));
      return showSession(core, request, reply, taken ? undefined : { code: 'code', number });
    }
    try {
      const session = await core.write(null, (work) => paySession(work, request.params.id, number, payer));
      return reply.redirect(successUrl(session), 303);
    } catch (error) {
      if (!(error instanceof StripeError)) throw error;
      const { code, decline_code: reason, payment_intent: intent } = error.body() as CardError;
      if (code === 'authentication_required' && intent) return reply.redirect(`/authenticate/${intent.id}`, 303);
      const isShown = error.status === 402 || code === 'address_missing' || code === 'tax_id_invalid';
      return showSession(core, request, reply, isShown ? { code: reason ?? code ?? '', number } : undefined, payer);
    }
  });
}

async function showSession(
  core: Core,
  request: Visit,
  reply: FastifyReply,
  failure?: { code: string; number: string },
  payer: Payer = {},
): Promise<FastifyReply> {
  const work = core.reader();
  const session = await work.find('checkout.session', request.params.id);
  const language = languageOf(session?.locale as string | null | undefined, request.headers['accept-language']);
  if (session?.status !== 'open') return show(reply, closed(session, language));
  const { lines, trial } = (await work.hidden(session.id)) as Basket;
  const days = trial.days ?? (trial.end === null ? null : Math.ceil((trial.end - work.now) / 86_400));
  return show(reply, openPage(session, lines, language, { failure, trialDays: days, payer }));
}

function readPayer(body: Record<string, unknown> = {}): Payer {
  const said = PAYER.flatMap((name) => {
    const typed = body[name];
    return typeof typed === 'string' && typed.trim() !== '' ? [[name, typed.trim()] as const] : [];
  });
  return Object.fromEntries(said);
}

function closed(session: Session | null, language: Language): ReturnType<typeof closedPage> {
  if (!session) return closedPage('missing', language, null);
  if (session.status === 'complete') return closedPage('done', language, successUrl(session));
  return closedPage('expired', language, session.cancel_url);
}

/** Where a paid session leads, its id filled in. */
export function successUrl(session: Session): string {
  return (session.success_url ?? '/').replaceAll(/\{CHECKOUT_SESSION_ID\}|%7BCHECKOUT_SESSION_ID%7D/gi, session.id);
}
