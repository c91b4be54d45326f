import { Controller, Get, Param } from '@nestjs/common';
import { type Actor, Config, Instant, MoneyView, Nullable, Page, SignedIn, type Static, Type, Who, type Translate } from '../../platform/index.js';
import { Creators } from '../../members/index.js';
import { MembershipView, MembershipViews } from '../../access/index.js';
import { Tiers } from '../../tiers/index.js';
import { RefundBooks } from '../refunds/refund-books.query.js';
import { isFallen } from './fallen-refunds.js';
import type { Payment } from './payment.entity.js';
import { PaymentView, paymentView } from './payment.view.js';
import { Payments } from './payments.service.js';

/** `owed`: what is overdue of it, and when the bank is asked for that again by itself. */
const ComingCharge = Type.Object({ ...MembershipView.properties, owed: Nullable(Type.Object({ sum: MoneyView, since: Instant, nextAttempt: Nullable(Instant) })) });
const ChargesView = Type.Object({ coming: Type.Array(ComingCharge), payments: Type.Array(PaymentView), seller: Type.String() });
/** `fallen`: what was given back and did not arrive. */
const ReceiptView = Type.Object({ payment: PaymentView, name: Type.String(), seller: Type.String(), fallen: Type.Array(Type.Object({ sum: MoneyView, at: Instant })) });

/** What will be charged and when, and everything that was. */
@Controller('account/charges')
@SignedIn()
export class ChargesController {
  constructor(
    private readonly payments: Payments,
    private readonly creators: Creators,
    private readonly tiers: Tiers,
    private readonly memberships: MembershipViews,
    private readonly refunds: RefundBooks,
    private readonly config: Config,
  ) {}

  @Get()
  @Page({
    id: 'listCharges', summary: 'What I will be charged, and everything that I was', view: ChargesView, template: 'billing/charges', layout: 'page',
    frame: (_: unknown, t: Translate) => ({ title: t('charges.title'), noindex: true }),
  })
  async index(@Who() actor: Actor) {
    const [memberships, paid] = await Promise.all([this.memberships.ofAccount(actor.accountId), this.payments.ofAccount(actor.accountId)]);
    const payments = await this.views(paid);
    const coming = memberships.filter((one) => one.nextCharge !== null || one.status === 'past_due').map((one) => comingCharge(one, payments)).sort((a, b) => when(a).localeCompare(when(b)));
    return { coming, payments, seller: this.seller() };
  }

  @Get(':invoice')
  @Page({
    id: 'getReceipt', summary: 'One charge, as a receipt', view: ReceiptView, template: 'billing/receipt', layout: 'page',
    frame: (view: { payment: PaymentView }, t: Translate) => ({ title: t('charges.receiptTitle', { number: view.payment.number ?? '' }), accent: view.payment.creator, noindex: true }),
  })
  async receipt(@Who() actor: Actor, @Param('invoice') invoice: string) {
    const [payment] = await this.views([await this.payments.ofAccountById(actor.accountId, invoice)]);
    const refunds = (await this.refunds.of([invoice])).get(invoice) ?? [];
    const fallen = refunds.filter(isFallen).map(({ amount, currency, createdAt }) => ({ sum: { amount, currency }, at: createdAt.toISOString() }));
    return { payment: payment!, name: actor.name, seller: this.seller(), fallen };
  }

  private async views(payments: Payment[]): Promise<PaymentView[]> {
    const ids = [...new Set(payments.flatMap((one) => one.creatorId ?? []))];
    const [creators, tiers] = await Promise.all([this.creators.byIds(ids), this.tiers.ofCreators(ids)]);
    return payments.map((one) => paymentView(one, creators.find((creator) => creator.id === one.creatorId), tiers.find((tier) => tier.id === one.tierId)));
  }

  /** Until there are payouts, whoever runs the install sells for every creator. */
  private seller(): string {
    return new URL(this.config.publicUrl).host;
  }
}

/** @param payments of the same person, newest first */
function comingCharge(membership: MembershipView, payments: PaymentView[]): Static<typeof ComingCharge> {
  const open = membership.status === 'past_due' ? payments.find((one) => one.status === 'open' && one.creator?.url === membership.creator.url) : undefined;
  return { ...membership, owed: open ? { sum: open.price, since: open.at, nextAttempt: open.nextAttemptAt } : null };
}

/** What is overdue comes first. */
function when({ status, owed, nextCharge }: Static<typeof ComingCharge>): string {
  return status === 'past_due' ? owed?.nextAttempt ?? '' : nextCharge!;
}
