import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { afterSkipped, Clock, Conflict, Database, Events, InvalidInput, instantsAt, isDay, OnJob, parseDate, wallTimeOf } from '../platform/index.js';
import { Audit, Creator } from '../members/index.js';
import { PostOpened, PostPublished } from './events.js';
import { Post } from './post.entity.js';
import { dated, nextStep } from './steps.js';

const MOST_PINNED = 3;

/** When a post is to go out, as a form says it in the creator's own time. */
export interface WantedTime {
  publishOn?: string;
  publishAt?: string;
  whichHour?: string;
}

/** Showing posts and taking them back, now or when it is time. */
@Injectable()
export class Publishing {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly events: Events, private readonly audit: Audit) {}

  /** Shows a post; its audience hears of it the first time only. */
  async publish(post: Post, at: Date | null = null): Promise<void> {
    const zone = await this.zone(post.creatorId);
    await this.db.inTransaction(async () => {
      const first = post.firstPublishedAt ?? at ?? this.clock.now();
      const steps = post.steps.map((step) => dated(step, first, zone));
      const saved = await this.db.repo(Post).update({ id: post.id, publishedAt: IsNull() }, {
        publishedAt: first, firstPublishedAt: first, scheduledAt: null, steps, nextStepAt: nextStep(steps, post.firstPublishedAt ? post.steps : [], this.clock.now()), version: post.version + 1,
      });
      if (saved.affected === 1 && post.firstPublishedAt === null) await this.events.publish(new PostPublished(post.id));
    });
  }

  /** Hides a post from everyone but the team; its address then answers like any that never was. */
  async unpublish(post: Post): Promise<void> {
    await this.db.repo(Post).update({ id: post.id }, { publishedAt: null, nextStepAt: null, version: post.version + 1 });
  }

  /** @throws InvalidInput for a time that is past, that does not come, or that comes twice; Conflict when the post is out already */
  async schedule(post: Post, wanted: WantedTime): Promise<void> {
    if (post.publishedAt) throw new Conflict('already_published');
    const at = await this.timeFor(post.creatorId, wanted);
    await this.db.repo(Post).update({ id: post.id, publishedAt: IsNull() }, { scheduledAt: at, version: post.version + 1 });
  }

  /** The instant that a form means. @throws InvalidInput as `schedule` does */
  async timeFor(creatorId: string, wanted: WantedTime): Promise<Date> {
    const now = this.clock.now();
    const at = timeOf(wanted, await this.zone(creatorId));
    if (at <= now) throw new InvalidInput({ publishOn: { rule: 'past' } });
    return at;
  }

  async unschedule(post: Post): Promise<void> {
    await this.db.repo(Post).update({ id: post.id, publishedAt: IsNull() }, { scheduledAt: null, version: post.version + 1 });
  }

  /** @throws Conflict when enough posts are pinned already */
  async pin(post: Post): Promise<void> {
    await this.db.inTransaction(async () => {
      await this.db.repo(Creator).findOneOrFail({ where: { id: post.creatorId }, lock: { mode: 'pessimistic_write' } });
      const pinned = await this.db.repo(Post).countBy({ creatorId: post.creatorId, pinnedAt: Not(IsNull()), id: Not(post.id) });
      if (pinned >= MOST_PINNED) throw new Conflict('too_many_pinned');
      await this.db.repo(Post).update({ id: post.id }, { pinnedAt: this.clock.now() });
    });
  }

  async unpin(post: Post): Promise<void> {
    await this.db.repo(Post).update({ id: post.id }, { pinnedAt: null });
  }

  /** Every minute: shows what is due by business time, each once however many workers look. */
  @OnJob('content.publishDue')
  async publishDue(): Promise<void> {
    for (;;) {
      const done = await this.db.inTransaction(async () => {
        const [due] = await this.db.sql<{ id: string }>(
          'publishing.due', 'select id from post where scheduled_at <= $1 order by scheduled_at limit 1 for update skip locked', [this.clock.now()],
        );
        if (!due) return true;
        const post = await this.db.repo(Post).findOneByOrFail({ id: due.id });
        await this.publish(post, post.scheduledAt);
        await this.audit.note(null, post.creatorId, 'postPublished', post.id, { title: post.title });
        return false;
      });
      if (done) return;
    }
  }

  /** Every minute: says of each step that has come that it has, each once. */
  @OnJob('content.openDue')
  async openDue(): Promise<void> {
    for (;;) {
      const done = await this.db.inTransaction(async () => {
        const [due] = await this.db.sql<{ id: string; at: Date }>(
          'publishing.stepDue', 'select id, next_step_at as at from post where next_step_at <= $1 order by next_step_at limit 1 for update skip locked', [this.clock.now()],
        );
        if (!due) return true;
        const post = await this.db.repo(Post).findOneByOrFail({ id: due.id });
        const next = post.steps.flatMap((step) => (step.at ? [parseDate(step.at)] : [])).filter((at) => at > due.at).sort((a, b) => a.getTime() - b.getTime())[0];
        await this.db.repo(Post).update({ id: post.id }, { nextStepAt: next ?? null });
        await this.events.publish(new PostOpened(post.id, due.at.toISOString()));
        return false;
      });
      if (done) return;
    }
  }

  private async zone(creatorId: string): Promise<string> {
    return (await this.db.repo(Creator).findOneByOrFail({ id: creatorId })).timeZone;
  }
}

function timeOf({ publishOn = '', publishAt = '', whichHour }: WantedTime, zone: string): Date {
  if (!isDay(publishOn)) throw new InvalidInput({ publishOn: { rule: 'day' } });
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(publishAt)) throw new InvalidInput({ publishAt: { rule: 'time' } });
  const wanted = { day: publishOn, time: publishAt };
  const [first, second] = instantsAt(wanted, zone);
  if (!first) throw new InvalidInput({ publishAt: { rule: 'hourSkipped', values: { time: publishAt, later: wallTimeOf(afterSkipped(wanted, zone), zone).time } } });
  if (!second) return first;
  if (whichHour !== 'first' && whichHour !== 'second') throw new InvalidInput({ whichHour: { rule: 'hourTwice', values: { time: publishAt } } });
  return whichHour === 'first' ? first : second;
}
