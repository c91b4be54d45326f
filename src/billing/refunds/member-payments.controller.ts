import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, Database, done, InvalidInput, NotFound, Page, SignedIn, step, Who, Write, type Translate } from '../../platform/index.js';
import { Membership } from '../../access/index.js';
import { Accounts, type CreatorView, type CreatorWithPictures, PasswordAgain, Studio, studioFrame } from '../../members/index.js';
import { readSum, Tiers } from '../../tiers/index.js';
import { Payment } from '../payments/payment.entity.js';
import { asUnavailable } from '../stripe/stripe.client.js';
import { Subscription } from '../subscription.entity.js';
import { EndingDto } from './ending.dto.js';
import { PageEndings } from './page-endings.service.js';
import { PageRefunds } from './page-refunds.service.js';
import { RefundBooks } from './refund-books.query.js';
import { RefundDto } from './refund.dto.js';
import { MemberPaymentView, MemberPaymentsView, memberPaymentsView } from './refund.view.js';

const frame = (view: { creator: CreatorView; member: { name: string } }, t: Translate) => studioFrame(view, 'members', t('refunds.title', { name: view.member.name }));
const all = { template: 'people/payments', layout: 'studio' as const, frame };
const one = { template: 'people/payment', layout: 'studio' as const, frame };

/** What one member paid, giving it back, and ending what they pay for. Money is its owner's business. */
@Controller('studio/:handle/members/:id/payments')
@SignedIn()
export class MemberPaymentsController {
  constructor(
    private readonly studio: Studio, private readonly accounts: Accounts, private readonly again: PasswordAgain, private readonly tiers: Tiers, private readonly db: Database,
    private readonly refunds: PageRefunds, private readonly books: RefundBooks, private readonly endings: PageEndings,
  ) {}

  @Get()
  @Page({ id: 'listMemberPayments', summary: 'What one member paid at this page, and what went back', view: MemberPaymentsView, ...all })
  async index(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    return this.view(actor, await this.studio.page(actor, handle, 'money'), id);
  }

  @Post('ending')
  @Write({
    id: 'endMembership', summary: 'Ends a member\'s paid membership at once; nothing goes back by itself, and they are told', view: MemberPaymentsView,
    refill: {
      ...all,
      view: (self: MemberPaymentsController, request: FastifyRequest) => {
        const { handle, id } = request.params as { handle: string; id: string };
        return self.index(request.actor!, handle, id);
      },
    },
  })
  async end(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() { subscription, password }: EndingDto) {
    const creator = await this.studio.page(actor, handle, 'money');
    const row = (await this.subscriptions(creator.id, id)).find((each) => each.subscriptionId === subscription);
    if (!row) throw new NotFound();
    await this.again.insist(actor, password);
    await this.endings.endNow(actor.accountId, row).catch(asUnavailable);
    return done(`/studio/${creator.handle}/members/${id}/payments`, await this.view(actor, creator, id), 'membershipEnded');
  }

  @Get(':invoice')
  @Page({ id: 'getMemberPayment', summary: 'One payment of a member, and what of it can be given back', view: MemberPaymentView, ...one })
  async show(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Param('invoice') invoiceId: string) {
    return this.one(actor, await this.studio.page(actor, handle, 'money'), id, invoiceId);
  }

  @Post(':invoice/refunds')
  @Write({
    id: 'refundPayment', summary: 'Gives a payment back, whole or in part, and ends the membership at once if wished', view: MemberPaymentView, status: 201,
    refill: {
      ...one,
      view: (self: MemberPaymentsController, request: FastifyRequest) => {
        const { handle, id, invoice } = request.params as { handle: string; id: string; invoice: string };
        return self.show(request.actor!, handle, id, invoice);
      },
    },
  })
  async refund(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Param('invoice') invoiceId: string, @Body() body: RefundDto) {
    const creator = await this.studio.page(actor, handle, 'money');
    const payment = (await this.payments(creator.id, id)).find((each) => each.invoiceId === invoiceId);
    if (!payment) throw new NotFound();
    const amount = body.amount?.trim() ? readSum(body.amount, payment.currency) : null;
    if (amount === 0 || (amount === null && body.amount?.trim())) throw new InvalidInput({ amount: { rule: 'price' } });
    await this.again.insist(actor, body.password);
    await this.refunds.give(actor, creator.id, payment, { amount, seen: Number(body.seen), end: body.end }).catch(asUnavailable);
    return done(`/studio/${creator.handle}/members/${id}/payments`, await this.one(actor, creator, id, invoiceId), body.end ? 'refundedAndEnded' : 'refunded');
  }

  private async one(actor: Actor, creator: CreatorWithPictures, accountId: string, invoiceId: string) {
    const { payments, ending: _, ...whose } = await this.view(actor, creator, accountId);
    const payment = payments.find((each) => each.id === invoiceId);
    if (!payment) throw new NotFound();
    return { ...whose, payment };
  }

  private async view(actor: Actor, creator: CreatorWithPictures, accountId: string) {
    const [member, payments, tiers, subscriptions, fresh, belongs] = await Promise.all([
      this.accounts.byId(accountId), this.payments(creator.id, accountId), this.tiers.ofCreator(creator.id),
      this.subscriptions(creator.id, accountId), this.again.spares(actor),
      step('memberPayments.belongs', () => this.db.repo(Membership).existsBy({ accountId, creatorId: creator.id })),
    ]);
    if (!member || (payments.length === 0 && subscriptions.length === 0 && !belongs)) throw new NotFound();
    const running = subscriptions.filter((each) => each.endedAt === null);
    return memberPaymentsView(creator, member, payments, { tiers, refunds: await this.books.of(payments.map((each) => each.invoiceId)), running, fresh });
  }

  private async subscriptions(creatorId: string, accountId: string): Promise<Subscription[]> {
    return step('memberPayments.subscriptions', () => this.db.repo(Subscription).findBy({ accountId, creatorId }));
  }

  private async payments(creatorId: string, accountId: string): Promise<Payment[]> {
    return step('memberPayments.list', () => this.db.repo(Payment).find({ where: { creatorId, accountId }, order: { createdAt: 'desc' } }));
  }
}
