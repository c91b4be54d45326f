import { Controller, Param, Post } from '@nestjs/common';
import { type Actor, done, NotFound, Nullable, SignedIn, step, Type, Who, Write } from '../../platform/index.js';
import { asUnavailable, isMissing, StripeClient } from '../stripe/stripe.client.js';
import { Payments } from './payments.service.js';

const InvoiceLinkView = Type.Object({ url: Type.String(), pdf: Nullable(Type.String()) });

/** Stripe's own invoice, to look at and to keep. Its address opens to whoever has it, so it is fetched at the press and stored nowhere. */
@Controller('account/charges/:invoice/original')
@SignedIn()
export class InvoiceLinksController {
  constructor(private readonly payments: Payments, private readonly stripe: StripeClient) {}

  @Post()
  @Write({ id: 'openInvoice', summary: 'The address of Stripe\'s own invoice for one charge, made for this press', view: InvoiceLinkView })
  async open(@Who() actor: Actor, @Param('invoice') id: string) {
    const { invoiceId } = await this.payments.ofAccountById(actor.accountId, id);
    const { hosted_invoice_url: url, invoice_pdf: pdf } = await step('invoice.open', () => this.stripe.api.invoices.retrieve(invoiceId)).catch((error: unknown) => {
      if (isMissing(error)) throw new NotFound();
      return asUnavailable(error);
    });
    if (!url) throw new NotFound();
    return done(url, { url, pdf: pdf ?? null });
  }
}
