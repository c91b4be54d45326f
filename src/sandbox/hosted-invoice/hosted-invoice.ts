import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { StripeError } from '../api/stripe-error.js';
import { methodFor } from '../billing/collect.js';
import { cardName } from '../challenge/challenge-page.js';
import { languageOf } from '../checkout/words.js';
import { show } from '../pages/page.js';
import type { Core } from '../store/core.js';
import { invoiceNotice, invoicePage } from './invoice-page.js';
import { payInvoice } from './pay-invoice.js';

type Visit = FastifyRequest<{
  Params: { id: string };
  Body: Record<string, unknown> | undefined;
  Querystring: { unconfirmed?: string };
}>;
type Failure = { code: string; number: string };

/** The page behind `hosted_invoice_url`: one form, which works without JavaScript. */
export async function hostedInvoice(server: FastifyInstance, core: Core): Promise<void> {
  server.get('/invoices/:id', (request: Visit, reply) =>
    showInvoice(core, request, reply, request.query.unconfirmed ? { code: 'unconfirmed', number: '' } : undefined),
  );

  server.post('/invoices/:id', async (request: Visit, reply) => {
    const number = typeof request.body?.number === 'string' ? request.body.number : '';
    try {
      const asking = await core.write(null, (work) => payInvoice(work, request.params.id, number));
      return reply.redirect(asking ? `/authenticate/${asking}` : `/invoices/${request.params.id}`, 303);
    } catch (error) {
      if (!(error instanceof StripeError)) throw error;
      const { code, decline_code: reason } = error.body() as { code?: string; decline_code?: string };
      const failure = error.status === 402 ? { code: reason ?? code ?? '', number } : undefined;
      return showInvoice(core, request, reply, failure);
    }
  });
}

async function showInvoice(core: Core, request: Visit, reply: FastifyReply, failure?: Failure): Promise<FastifyReply> {
  const work = core.reader();
  const invoice = await work.find('invoice', request.params.id);
  const customer = invoice ? await work.find('customer', String(invoice.customer)) : null;
  const language = languageOf(customer?.preferred_locales?.[0], request.headers['accept-language']);
  if (!invoice) return show(reply, invoiceNotice(language));
  const method = await methodFor(work, invoice);
  const card = method ? await work.find('payment_method', method) : null;
  return show(reply, invoicePage({ invoice, saved: card ? cardName(card) : null, language, failure }));
}
