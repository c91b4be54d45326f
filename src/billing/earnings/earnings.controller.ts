import { Readable } from 'node:stream';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Actor, Clock, Page, SignedIn, wallTimeOf, Who, type Translate } from '../../platform/index.js';
import { BYTE_ORDER_MARK, csvLine } from '../../access/index.js';
import { type CreatorView, Studio, studioFrame } from '../../members/index.js';
import { Tiers, writeAmount } from '../../tiers/index.js';
import { troubleView } from '../disputes/trouble.view.js';
import { Troubles } from '../disputes/troubles.query.js';
import { chargeOf } from '../pauses/charge-days.js';
import { StripeClient } from '../stripe/stripe.client.js';
import { Earnings } from './earnings.query.js';
import { EarningsView, earningsView } from './earnings.view.js';

const MOST = 50;
const BATCH = 1000;
const HEAD = ['at', 'kind', 'tier', 'invoice', 'amount', 'stripe_fee', 'tax', 'net', 'currency', 'reference'];

/** A page's money: what came, what went back, what Stripe kept, what is coming, and what wants its owner's eye. */
@Controller('studio/:handle/billing')
@SignedIn()
export class EarningsController {
  constructor(
    private readonly studio: Studio, private readonly tiers: Tiers, private readonly earnings: Earnings, private readonly troubles: Troubles, private readonly stripe: StripeClient, private readonly clock: Clock,
  ) {}

  @Get()
  @Page({
    id: 'getEarnings', summary: 'A page\'s money by month and tier, what is coming, and disputes; for its owner', view: EarningsView, template: 'studio/billing', layout: 'studio',
    frame: (view: { creator: CreatorView }, t: Translate) => studioFrame(view, 'billing', t('earnings.title')),
  })
  async show(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.studio.page(actor, handle, 'money');
    const from = this.clock.now();
    // Within a month everybody who pays by the month is charged once.
    const ahead = { from, soon: chargeOf(from, 'month', 1), last: chargeOf(from, 'year', 1) };
    const [sums, tiers, coming, retried, troubles] = await Promise.all([
      this.earnings.byMonth(creator.id, creator.timeZone), this.tiers.ofCreator(creator.id), this.earnings.coming(creator.id, creator.timeZone, ahead), this.earnings.retried(creator.id), this.troubles.open(creator.id, MOST),
    ]);
    const now = wallTimeOf(from, creator.timeZone).day.slice(0, 7);
    return earningsView(creator, { sums, tiers, coming, soon: ahead.soon, retried, now, troubles: troubles.map((one) => troubleView(one, this.stripe.pageOf(one.atStripe))) });
  }

  /** Every movement as a file, without a name in it, written while it is read. */
  @Get('books.csv')
  async books(@Who() actor: Actor, @Param('handle') handle: string, @Res() reply: FastifyReply): Promise<void> {
    const creator = await this.studio.page(actor, handle, 'money');
    await reply.headers({
      'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="books-${creator.handle.toLowerCase()}.csv"`,
      'cache-control': 'private, no-store', 'content-security-policy': 'sandbox',
    }).send(Readable.from(this.lines(creator.id)));
  }

  private async *lines(creatorId: string): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + csvLine(HEAD);
    for (let after: { at: Date; id: string } | null = null; ;) {
      const batch = await this.earnings.lines(creatorId, after, BATCH);
      yield batch.map(({ id, at, kind, tier, invoice, amount, fee, tax, net, currency }) => {
        const sum = (minor: number) => Number(writeAmount(minor, currency));
        return csvLine([at.toISOString(), kind, tier, invoice, sum(amount), sum(fee), sum(tax), sum(net), currency, id]);
      }).join('');
      if (batch.length < BATCH) return;
      after = batch.at(-1)!;
    }
  }
}
