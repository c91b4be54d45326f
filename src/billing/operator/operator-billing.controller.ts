import { Controller, Get, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, Elsewhere, Jobs, NotFound, OK, OkView, Page, SignedIn, Who, Words, Write, type Translate } from '../../platform/index.js';
import { requireOperator } from '../../members/index.js';
import { troubleView } from '../disputes/trouble.view.js';
import { Troubles } from '../disputes/troubles.query.js';
import { Explanations } from '../explain/explain.query.js';
import { ExplanationView, explanationView } from '../explain/explain.view.js';
import { StripeClient } from '../stripe/stripe.client.js';
import { InboxLog } from './inbox-log.query.js';
import { LedgerTotals } from './ledger-totals.query.js';
import { OperatorBillingView, operatorBillingView } from './operator-billing.view.js';

const MOST = 100;

/** How money stands on the whole install, and why one person sees what they see. */
@Controller('operator/billing')
@SignedIn()
export class OperatorBillingController {
  constructor(
    private readonly totals: LedgerTotals, private readonly troubles: Troubles, private readonly log: InboxLog, private readonly explanations: Explanations, private readonly stripe: StripeClient,
    private readonly jobs: Jobs, private readonly words: Words,
  ) {}

  @Get()
  @Page({
    id: 'getOperatorBilling', summary: 'The ledger against Stripe\'s balance, disputes and warnings of every page', view: OperatorBillingView, template: 'operator/billing', layout: 'page',
    frame: (_, t: Translate) => ({ title: t('operatorBilling.title'), noindex: true }),
  })
  async show(@Who() actor: Actor, @Query() query: Record<string, unknown>) {
    requireOperator(actor);
    const who = typeof query.who === 'string' ? query.who.trim().slice(0, 320) : '';
    const found = who ? await this.explanations.of(who).catch((error: unknown) => { if (error instanceof NotFound) return null; throw error; }) : null;
    const [stand, troubles, backlog] = await Promise.all([this.totals.stand(), this.troubles.open(null, MOST), this.log.backlog()]);
    const personUrl = found ? `/operator/billing/members/${found.id}` : null;
    const view = operatorBillingView({ stand, backlog, personUrl, troubles: troubles.map((one) => troubleView(one, this.stripe.pageOf(one.atStripe))), search: found ? '' : who });
    return personUrl ? new Elsewhere(view, personUrl) : view;
  }

  @Get('members/:id')
  @Page({
    id: 'explainMember', summary: 'Why one person sees what they see, page by page, in sentences', view: ExplanationView, template: 'operator/explanation', layout: 'page',
    frame: (view: { person: { name: string } }, t: Translate) => ({ title: t('explain.title', { name: view.person.name }), noindex: true }),
  })
  async explain(@Who() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Req() request: FastifyRequest) {
    requireOperator(actor);
    return explanationView(await this.explanations.of(id), this.words.for(request.language), request.language);
  }

  @Post('sweeps')
  @Write({ id: 'sweepLedger', summary: 'Reads what moved at Stripe, now instead of within a quarter of an hour', view: OkView })
  async sweep(@Who() actor: Actor) {
    requireOperator(actor);
    await this.jobs.add('billing.ledger', {}, { key: 'billing.ledger' });
    await this.jobs.add('billing.fraudWarnings', {}, { key: 'billing.fraudWarnings' });
    return done('/operator/billing', OK, 'sweeping');
  }
}
