import { Injectable } from '@nestjs/common';
import { chargeView, type Coming, Memberships, nextAmount } from '../../access/index.js';
import { CancellationLinks, type Payment, Payments } from '../../billing/index.js';
import { Tiers } from '../../tiers/index.js';
import { MailDesk } from './mail-desk.service.js';
import type { Mail, MailSays } from './mail.js';

/** What mails about a membership and its money have in common. */
@Injectable()
export class MembershipDesk {
  constructor(
    private readonly desk: MailDesk,
    private readonly memberships: Memberships,
    private readonly tiers: Tiers,
    private readonly links: CancellationLinks,
    private readonly payments: Payments,
  ) {}

  /**
   * A member, their page, their tier and the way out.
   * @param tierId what the mail is about, when it is not the tier they pay for now
   * @returns null when the person, the page or the membership is gone
   */
  async member(mail: Mail, path: string, tierId: string | null = null): Promise<MailSays & { tier: { name: string } | null } | null> {
    const [account, creator] = await Promise.all([this.desk.account(mail, path), this.desk.creator(mail)]);
    const membership = mail.account_id && mail.creator_id ? await this.memberships.find(mail.account_id, mail.creator_id) : null;
    if (!account || !creator || !membership) return null;
    const tier = await this.tiers.byId(tierId ?? membership.paidTierId ?? '00000000-0000-0000-0000-000000000000');
    return {
      ...account, creator, tier: tier && { name: tier.name }, since: membership.since.toISOString(),
      cancelUrl: membership.paidTierId && membership.paidStatus !== 'ending' ? this.links.url(membership) : null,
      price: membership.priceAmount === null ? null
        : { amount: membership.nextChargeAt ? nextAmount(membership.priceAmount, membership.nextChargeAt, membership.coming) : membership.priceAmount, currency: membership.priceCurrency! },
      nextCharge: membership.paidStatus === 'past_due' ? null : membership.nextChargeAt?.toISOString() ?? null, paused: membership.paidStatus === 'paused',
      trialing: membership.paidStatus === 'trialing', halted: membership.shut?.why === 'paused',
      until: membership.paidUntil?.toISOString() ?? null,
    };
  }

  /** A member whose tier was moved to a price that is not sold here, and what is charged for it; null when it was moved back, or has ended. */
  async unsold(mail: Mail, path: string, tierId: string): Promise<MailSays | null> {
    const membership = mail.account_id && mail.creator_id ? await this.memberships.find(mail.account_id, mail.creator_id) : null;
    const says = membership?.shut?.why === 'unsold' ? await this.member(mail, path, tierId) : null;
    return says?.tier ? { ...says, cancelUrl: this.links.url(membership!), charge: membership!.shut!.charge ? chargeView(membership!.shut!.charge) : null } : null;
  }

  /** A member and the change of theirs that a mail is about; null when it has been made, paid or taken back meanwhile. */
  async coming(mail: Mail, path: string): Promise<{ says: MailSays; coming: Coming } | null> {
    const membership = mail.account_id && mail.creator_id ? await this.memberships.find(mail.account_id, mail.creator_id) : null;
    const coming = membership?.coming;
    if (!coming || coming.source !== mail.subject_id) return null;
    const says = await this.member(mail, path, coming.tierId);
    return says?.tier ? { coming, says: { ...says, price: { amount: coming.amount, currency: coming.currency }, interval: coming.period, at: coming.at } } : null;
  }

  /** Whether an invoice is that of a change which waits for its payment. */
  async waitsFor(accountId: string, creatorId: string, invoiceId: string): Promise<boolean> {
    const coming = (await this.memberships.find(accountId, creatorId))?.coming;
    return coming?.kind === 'unpaid' && coming.source === invoiceId;
  }

  /** A member and one payment of theirs; null when either is gone. */
  async payment(mail: Mail, path: (payment: Payment) => string): Promise<{ says: MailSays; payment: Payment } | null> {
    const payment = await this.payments.byInvoice(mail.subject_id);
    const says = payment && await this.member(mail, path(payment), payment.tierId);
    return payment && says ? { payment, says: { ...says, sum: { amount: payment.amount, currency: payment.currency } } } : null;
  }
}
