import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, Limits, Nullable, Page, SignedIn, Type, Who, Write, type Translate } from '../../platform/index.js';
import { asUnavailable, StripeClient } from '../stripe/stripe.client.js';
import { BillingDetailsDto } from './billing-details.dto.js';
import { BillingDetailsService } from './billing-details.service.js';
import { countriesIn } from './countries.js';

const DetailsView = Type.Object({
  name: Type.String(), line1: Type.String(), line2: Type.String(), postalCode: Type.String(), city: Type.String(), region: Type.String(), country: Type.String(), taxNumber: Type.String(),
});
/** `details` is null as long as Stripe knows nobody to write invoices to; `taxed` says that tax is reckoned by the address, which then must be there. */
const BillingDetailsView = Type.Object({ details: Nullable(DetailsView), taxed: Type.Boolean(), countries: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })) });
const frame = (_: unknown, t: Translate) => ({ title: t('details.title'), noindex: true });

/** Who invoices are written to. */
@Controller('account/billing-details')
@SignedIn()
export class BillingDetailsController {
  constructor(private readonly details: BillingDetailsService, private readonly stripe: StripeClient, private readonly limits: Limits) {}

  @Get()
  @Page({ id: 'getBillingDetails', summary: 'Name, address and tax number on my invoices, as Stripe has them', view: BillingDetailsView, template: 'billing/details', layout: 'page', frame })
  async show(@Who() actor: Actor, @Req() request: FastifyRequest) {
    await this.limits.take(`billing details ${actor.accountId}`, 120, 600);
    const found = await this.details.of(actor).catch(asUnavailable);
    return { details: found && { ...found, taxNumber: found.taxNumber?.value ?? '' }, taxed: this.stripe.taxed, countries: countriesIn(request.language) };
  }

  @Post()
  @Write({
    id: 'updateBillingDetails', summary: 'Says what stands on my invoices from the next one on', view: BillingDetailsView,
    refill: { template: 'billing/details', layout: 'page', frame, view: (self: BillingDetailsController, request) => self.show(request.actor!, request) },
  })
  async update(@Who() actor: Actor, @Body() body: BillingDetailsDto, @Req() request: FastifyRequest) {
    await this.limits.take(`billing details change ${actor.accountId}`, 30, 3600);
    await this.details.change(actor, body).catch(asUnavailable);
    return done('/account/billing-details', await this.show(actor, request), 'saved');
  }
}
