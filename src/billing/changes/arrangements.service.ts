import { Injectable } from '@nestjs/common';
import { step } from '../../platform/index.js';
import { isRefusal, StripeClient, type Stripe } from '../stripe/stripe.client.js';

/** What stands at Stripe beside a subscription and will change it: a schedule, or an update that waits for its payment. */
@Injectable()
export class Arrangements {
  constructor(private readonly stripe: StripeClient) {}

  /** @returns the subscription as it is now, with its latest invoice and its schedule */
  async look(subscriptionId: string): Promise<Stripe.Subscription> {
    return step('changes.look', () => this.stripe.api.subscriptions.retrieve(subscriptionId, { expand: ['latest_invoice', 'schedule'] }));
  }

  /**
   * Lets a subscription go on to another price when its period ends. Looks first, so that a try after a crash finishes what the
   * one before it began. @returns the schedule's id
   */
  async schedule(subscriptionId: string, price: string, idempotencyKey: string): Promise<string> {
    const { api } = this.stripe;
    const before = await this.look(subscriptionId);
    const attached = scheduleOf(before);
    if (attached && attached.phases.length === 2 && priceOf(attached.phases[1]!) === price && attached.current_phase!.end_date === attached.phases[1]!.start_date) return attached.id;
    // One that has but its first phase is what a try before this one left behind.
    const isBegun = attached?.phases.length === 1;
    if (attached && !isBegun) await this.release(attached);
    const { id, phases: [now] } = isBegun ? attached : await step('changes.scheduleCreate', () => api.subscriptionSchedules.create({ from_subscription: subscriptionId }, { idempotencyKey }));
    const item = before.items.data[0]!;
    await step('changes.scheduleUpdate', () => api.subscriptionSchedules.update(id, {
      end_behavior: 'release', proration_behavior: 'none',
      phases: [
        {
          start_date: now!.start_date, end_date: now!.end_date, items: [{ price: item.price.id, quantity: 1 }], proration_behavior: 'none',
          ...(now!.trial_end && { trial_end: now!.trial_end }), ...(now!.discounts.length > 0 && { discounts: now!.discounts.map(discountParam) }),
        },
        { items: [{ price, quantity: 1 }], proration_behavior: 'none' },
      ],
    }, { idempotencyKey: `${idempotencyKey} phases` }));
    return id;
  }

  /** Takes back whatever is arranged: the subscription runs on as it is. Does nothing where nothing is. */
  async callOff(subscriptionId: string): Promise<void> {
    const subscription = await this.look(subscriptionId);
    await this.release(scheduleOf(subscription));
    const { latest_invoice: invoice } = subscription;
    // An update that waits is dropped with its invoice (docs: pending updates).
    if (subscription.pending_update && invoice && typeof invoice !== 'string' && invoice.status === 'open') {
      await step('changes.void', () => this.stripe.api.invoices.voidInvoice(invoice.id!)).catch(unlessOver);
    }
  }

  /** Frees a subscription, as it was looked at, of its schedule, which would stand in the way of any other change. */
  async free(subscription: Stripe.Subscription): Promise<void> {
    await this.release(scheduleOf(subscription));
  }

  private async release(schedule: Stripe.SubscriptionSchedule | null): Promise<void> {
    if (schedule) await step('changes.release', () => this.stripe.api.subscriptionSchedules.release(schedule.id)).catch(unlessOver);
  }
}

/** Which price a schedule of ours has come after the one that runs, or null. */
export function arranged(subscription: Stripe.Subscription): { price: string; from: string } | null {
  const phases = scheduleOf(subscription)?.phases;
  const price = phases?.length === 2 && priceOf(phases[1]!);
  return price ? { price, from: subscription.items.data[0]!.price.id } : null;
}

function scheduleOf({ schedule }: Stripe.Subscription): Stripe.SubscriptionSchedule | null {
  return schedule && typeof schedule !== 'string' && schedule.status === 'active' ? schedule : null;
}

function priceOf({ items: [item] }: Stripe.SubscriptionSchedule.Phase): string | undefined {
  return typeof item?.price === 'string' ? item.price : item?.price.id;
}

function discountParam({ coupon, discount, promotion_code: code }: Stripe.SubscriptionSchedule.Phase.Discount): { coupon?: string; discount?: string; promotion_code?: string } {
  const id = (one: string | { id: string } | null) => (typeof one === 'string' ? one : one?.id);
  if (discount) return { discount: id(discount) };
  return coupon ? { coupon: id(coupon) } : { promotion_code: id(code) };
}

/** Paid, released or run out between the look and the call: the sync that follows says which. */
function unlessOver(error: unknown): void {
  if (!isRefusal(error)) throw error;
}
