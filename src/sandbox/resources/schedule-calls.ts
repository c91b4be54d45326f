import { Conditions, listObjects, paging } from '../api/list.js';
import { flag, mergeMetadata, range, text, type Values } from '../api/params.js';
import { route } from '../api/route.js';
import { StripeError, invalid, missingParameter } from '../api/stripe-error.js';
import { cancelNow } from '../billing/cancel-now.js';
import { enterPhase, releaseSchedule, startSchedule } from '../billing/run-schedule.js';
import { currentPhaseOf, phasesOf } from '../billing/schedule-phases.js';
import type { Work } from '../store/work.js';
import { scheduleShapes, type ScheduleCreateFields, type ScheduleUpdateFields } from './schedule-params.js';
import { schedule, type Schedule } from './subscription-schedule.js';
import { hasEnded } from './subscription.js';

/** POST /v1/subscription_schedules, of phases for a customer or of a running subscription. */
async function create(work: Work, fields: ScheduleCreateFields): Promise<Schedule> {
  if (fields.from_subscription) return takeOver(work, fields, fields.from_subscription);
  if (!fields.customer) throw missingParameter('customer');
  if (!fields.phases) throw missingParameter('phases');
  await work.load('customer', fields.customer, 'customer');
  const start = typeof fields.start_date === 'number' ? fields.start_date : work.now;
  if (start < work.now) throw invalid('start_date must not lie in the past.', 'start_date');
  const made = schedule(work.now, {
    customer: fields.customer,
    phases: await phasesOf(work, fields.phases, start, fields.customer),
    endBehavior: fields.end_behavior ?? undefined,
    metadata: mergeMetadata({}, fields.metadata),
  });
  const stored = await work.create('subscription_schedule', made, 'subscription_schedule.created');
  if (start === work.now) await startSchedule(work, stored);
  return work.load('subscription_schedule', stored.id);
}

async function takeOver(work: Work, fields: ScheduleCreateFields, id: string): Promise<Schedule> {
  const other = (['customer', 'phases', 'start_date', 'end_behavior'] as const).find((name) => fields[name]);
  if (other) throw invalid(`${other} cannot be named together with from_subscription.`, other);
  const held = await work.load('subscription', id, 'from_subscription');
  if (held.schedule || hasEnded(held) || held.status === 'incomplete' || held.status === 'paused') {
    const state = held.schedule ? `managed by the schedule ${String(held.schedule)} already` : held.status;
    throw invalid(`A subscription that is ${state} cannot be scheduled.`, 'from_subscription');
  }
  const made = schedule(work.now, {
    customer: String(held.customer),
    phases: [currentPhaseOf(held)],
    metadata: mergeMetadata({}, fields.metadata),
    subscription: id,
    // A subscription that is to end goes on being so.
    endBehavior: held.cancel_at ? 'cancel' : 'release',
  });
  const stored = await work.create('subscription_schedule', made, 'subscription_schedule.created');
  await work.change('subscription', held, { schedule: stored.id }, 'customer.subscription.updated');
  return stored;
}

async function update(work: Work, fields: ScheduleUpdateFields, id: string): Promise<Schedule> {
  const before = await loadRunning(work, id);
  const changes: Partial<Schedule> = { metadata: mergeMetadata(before.metadata ?? {}, fields.metadata) };
  if (fields.end_behavior) changes.end_behavior = fields.end_behavior;
  if (!fields.phases) return work.change('subscription_schedule', before, changes, 'subscription_schedule.updated');
  const start = before.current_phase?.start_date ?? firstStart(fields, before, work.now);
  const phases = await phasesOf(work, fields.phases, start, String(before.customer));
  const current = before.status === 'active' ? phases.find((each) => each.end_date > work.now) : undefined;
  if (before.status === 'active' && !current) throw invalid('The phases must reach into the future.', 'phases');
  const dates = current ? { end_date: current.end_date, start_date: current.start_date } : null;
  const next = { ...changes, phases, current_phase: dates };
  const updated = await work.change('subscription_schedule', before, next, 'subscription_schedule.updated');
  if (current) {
    const held = await work.load('subscription', String(before.subscription));
    await enterPhase(work, held, current, fields.proration_behavior ?? 'create_prorations');
  }
  return updated;
}

function firstStart({ phases }: ScheduleUpdateFields, before: Schedule, now: number): number {
  const named = phases![0]?.start_date;
  return named === 'now' ? now : (named ?? before.phases[0]!.start_date);
}

/** POST /v1/subscription_schedules/:id/cancel: its subscription is canceled, and it with that. */
async function cancel(work: Work, fields: Values<typeof scheduleShapes.cancel>, id: string): Promise<Schedule> {
  const found = await loadRunning(work, id);
  if (found.subscription) {
    await cancelNow(work, fields, String(found.subscription));
    return work.load('subscription_schedule', id);
  }
  const changes = { status: 'canceled' as const, canceled_at: work.now };
  return work.change('subscription_schedule', found, changes, 'subscription_schedule.canceled');
}

/** @throws {StripeError} 400 for a schedule that is over */
async function loadRunning(work: Work, id: string): Promise<Schedule> {
  const found = await work.load('subscription_schedule', id);
  if (found.status === 'not_started' || found.status === 'active') return found;
  throw new StripeError(`This schedule is ${found.status}; only one that is not_started or active can change.`);
}

export const scheduleRoutes = [
  route('POST', '/v1/subscription_schedules', scheduleShapes.create, create),
  route(
    'GET',
    '/v1/subscription_schedules',
    {
      ...paging,
      canceled_at: range,
      completed_at: range,
      created: range,
      customer: text,
      released_at: range,
      scheduled: flag,
    },
    (work, { customer, created, canceled_at, completed_at, released_at, scheduled, ...page }) => {
      const conditions = new Conditions().add('customer = ?', customer).created(created);
      const moments = { canceled_at, completed_at, released_at };
      for (const [name, moment] of Object.entries(moments)) conditions.moment(`(data ->> '${name}')::bigint`, moment);
      if (scheduled) conditions.field('status', 'not_started');
      return listObjects(work, 'subscription_schedule', '/v1/subscription_schedules', page, conditions);
    },
  ),
  route('GET', '/v1/subscription_schedules/:id', {}, (work, _fields, id) => work.load('subscription_schedule', id)),
  route('POST', '/v1/subscription_schedules/:id', scheduleShapes.update, update),
  route('POST', '/v1/subscription_schedules/:id/release', {}, async (work, _fields, id) =>
    releaseSchedule(work, await loadRunning(work, id)),
  ),
  route('POST', '/v1/subscription_schedules/:id/cancel', scheduleShapes.cancel, cancel),
];
