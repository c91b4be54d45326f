import { redeem } from '../resources/discount.js';
import type { ItemChange, ProrationBehavior } from '../resources/subscription-params.js';
import { intervalOf } from '../resources/subscription-item.js';
import type { Phase, Schedule } from '../resources/subscription-schedule.js';
import { subscription, type Subscription } from '../resources/subscription.js';
import { SCHEDULE_NOTICE } from '../store/due.js';
import type { Work } from '../store/work.js';
import { cancelSubscription } from './cancel.js';
import { carryOut } from './carry-out.js';
import { payOpen } from './pay-open.js';
import { revise } from './revise.js';
import { begin } from './subscribe.js';

/** Does what is due of a schedule: starts it, begins its next phase, ends it, or announces its end a week ahead. */
export async function stepSchedule(work: Work, schedule: Schedule): Promise<void> {
  const { status, current_phase: current, phases } = schedule;
  if (status === 'not_started') return startSchedule(work, schedule);
  if (status !== 'active' || !current) return;
  if (current.end_date > work.now) {
    if (phases.at(-1)!.end_date - SCHEDULE_NOTICE === work.now) work.emit('subscription_schedule.expiring', schedule);
    return work.reschedule('subscription_schedule', schedule);
  }
  const next = phases.find((phase) => phase.start_date >= current.end_date);
  if (!next) return endSchedule(work, schedule);
  const moved = await work.change(
    'subscription_schedule',
    schedule,
    { current_phase: datesOf(next) },
    'subscription_schedule.updated',
  );
  const held = await work.load('subscription', String(moved.subscription));
  await enterPhase(work, held, next, next.proration_behavior as ProrationBehavior);
}

/** Begins a schedule's first phase, and its subscription with it. */
export async function startSchedule(work: Work, schedule: Schedule): Promise<void> {
  const first = schedule.phases[0]!;
  const customer = await work.load('customer', String(schedule.customer));
  const items = [];
  for (const item of first.items) {
    const price = await work.load('price', String(item.price));
    items.push({ price, quantity: item.quantity ?? 1, metadata: item.metadata ?? {}, taxRates: item.tax_rates ?? [] });
  }
  const begun = subscription(work.now, {
    customer: customer.id,
    items,
    method: first.default_payment_method as string | null,
    metadata: first.metadata ?? {},
    description: first.description,
    trialEnd: first.trial_end,
    taxRates: first.default_tax_rates ?? [],
  });
  const made = await begin(work, { ...begun, schedule: schedule.id }, customer, wishesOf(first));
  const changes = { status: 'active' as const, subscription: begun.id, current_phase: datesOf(first) };
  await work.change('subscription_schedule', schedule, changes, 'subscription_schedule.updated');
  await payOpen(work, made.invoice, 'allow_incomplete', false);
}

/** Gives a subscription the items and terms of a phase. */
export async function enterPhase(
  work: Work,
  before: Subscription,
  phase: Phase,
  behavior: ProrationBehavior,
): Promise<Subscription> {
  const customer = await work.load('customer', String(before.customer));
  const { currency, id } = before;
  const changes: Partial<Subscription> = {
    metadata: { ...before.metadata, ...phase.metadata },
    ...(phase.description !== null && { description: phase.description }),
    ...(phase.default_payment_method && { default_payment_method: phase.default_payment_method }),
    ...(phase.default_tax_rates?.length && { default_tax_rates: phase.default_tax_rates }),
    ...(phase.discounts.length > 0 && {
      discounts: await redeem(work, wishesOf(phase), { customer, amount: 0, currency, subscription: id }),
    }),
  };
  const items = await itemsOf(work, before, phase);
  const anchorNow = phase.billing_cycle_anchor === 'phase_start';
  const trialEnd = phase.trial_end !== null && phase.trial_end > work.now ? phase.trial_end : undefined;
  const revision = await revise(work, before, changes, { items, anchorNow, trialEnd, behavior });
  if (!revision) return work.change('subscription', before, changes, 'customer.subscription.updated');
  const atEnd = before.items.data.every((item) => item.current_period_end <= work.now);
  if (atEnd && (await changesInterval(work, before, phase))) revision.after.billing_cycle_anchor = work.now;
  return carryOut(work, before, revision, { behavior: 'allow_incomplete', onSession: false });
}

/** Lets go of the subscription, which runs on by itself. */
export async function releaseSchedule(work: Work, schedule: Schedule): Promise<Schedule> {
  const id = schedule.subscription as string | null;
  if (id) {
    const held = await work.load('subscription', id);
    await work.change('subscription', held, { schedule: null }, 'customer.subscription.updated');
  }
  const changes = {
    status: 'released' as const,
    current_phase: null,
    released_at: work.now,
    released_subscription: id,
    subscription: null,
  };
  return work.change('subscription_schedule', schedule, changes, 'subscription_schedule.released');
}

async function endSchedule(work: Work, schedule: Schedule): Promise<void> {
  if (schedule.end_behavior === 'release') {
    await releaseSchedule(work, schedule);
    return;
  }
  const changes = { status: 'completed' as const, completed_at: work.now, current_phase: null };
  await work.change('subscription_schedule', schedule, changes, 'subscription_schedule.completed');
  const held = await work.load('subscription', String(schedule.subscription));
  await cancelSubscription(work, { ...held, schedule: null });
}

/** Keeps the items whose price stays, gives the others' places to the new prices, and deletes what is left over. */
async function itemsOf(work: Work, before: Subscription, phase: Phase): Promise<ItemChange[]> {
  const free = [...before.items.data];
  const take = (price: string | null) => {
    const index = price === null ? 0 : free.findIndex((item) => item.price.id === price);
    return index < 0 ? undefined : free.splice(index, 1)[0];
  };
  const same = phase.items.map((item) => take(String(item.price)));
  const changes: ItemChange[] = phase.items.map((item, index) => ({
    id: (same[index] ?? take(null))?.id,
    price: String(item.price),
    quantity: item.quantity ?? 1,
  }));
  return [...changes, ...free.map(({ id }) => ({ id, deleted: true }))];
}

async function changesInterval(work: Work, before: Subscription, phase: Phase): Promise<boolean> {
  const [old, now] = [before.items.data[0]!.price, await work.load('price', String(phase.items[0]!.price))];
  return JSON.stringify(intervalOf(old)) !== JSON.stringify(intervalOf(now));
}

function wishesOf(phase: Phase) {
  return phase.discounts.map(({ coupon, discount, promotion_code: code }) => ({
    coupon: coupon as string | null,
    discount: discount as string | null,
    promotion_code: code as string | null,
  }));
}

function datesOf({ start_date, end_date }: Phase): NonNullable<Schedule['current_phase']> {
  return { end_date, start_date };
}
