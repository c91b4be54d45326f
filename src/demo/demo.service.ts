import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { type Actor, Clock, Database, DAY, Jobs, LOGGER, MINUTE, parseDate } from '../platform/index.js';
import { Creator } from '../members/index.js';
import { type Act, timeline } from './acts.js';
import { DemoMemberships } from './memberships.service.js';
import { DemoPages } from './pages.service.js';
import { DemoPeople, isOnScreen } from './people.service.js';
import { DemoPictures } from './pictures.service.js';
import { DemoReaders } from './readers.service.js';
import { DemoShelves } from './shelves.service.js';
import { SandboxTime } from './sandbox-time.service.js';
import { LINH } from './world/linh.js';
import { type DemoMember, MEMBERS } from './world/members.js';
import { NICO } from './world/nico.js';
import { TAMSIN } from './world/tamsin.js';
import type { DemoCreator } from './world/world.js';

const CREATORS = [TAMSIN, NICO, LINH];
const TIME_ZONES: Record<string, string> = { tamsin: 'Europe/London', nico: 'Europe/Rome', linh: 'Asia/Ho_Chi_Minh' };

/** The minute of a UTC day at which each act in turn falls. */
const MINUTES_OF_DAY = [7 * 60 + 40, 17 * 60 + 5, 9 * 60 + 12, 6 * 60 + 55, 18 * 60 + 30];

/**
 * Fills a trial install with people worth clicking on, and with the year that they have behind them: the sandbox's clock
 * begins a year ago and is moved from act to act. Each act is done once for all time, so that a start that was stopped half
 * way goes on where it was, and nothing that a visitor changed or ended comes back.
 */
@Injectable()
export class Demo implements BeforeApplicationShutdown {
  private filling: Promise<void> | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly time: SandboxTime,
    private readonly people: DemoPeople,
    private readonly pages: DemoPages,
    private readonly pictures: DemoPictures,
    private readonly memberships: DemoMemberships,
    private readonly readers: DemoReaders,
    private readonly shelves: DemoShelves,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Does what has not been done yet. Never throws: what went wrong is logged. */
  async fill(): Promise<void> {
    this.filling = this.missing().catch((error: unknown) => {
      if (!this.stopping.signal.aborted) this.log.error({ err: error }, 'the demo world is not complete; the next start goes on');
    });
    await this.filling;
  }

  /** Leaves off after the act at hand, while there is still a database to finish it with. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.filling;
  }

  private async missing(): Promise<void> {
    const acts = timeline(CREATORS, MEMBERS);
    const done = await this.done();
    // A world of an older version has no acts written down; it stays as it is.
    const older = done.size === 0 && await this.db.repo(Creator).existsBy({ handleKey: TAMSIN.handle });
    const left = older ? [] : acts.filter((act) => !done.has(act.id));
    if (left.length === 0) return this.log.info({ acts: acts.length, begun: 0 }, 'demo filled');
    await this.time.read();
    await this.people.operator();
    // Whoever is named on the screen can sign in at once, before the year has come to them.
    for (const person of [...CREATORS.map(ownerOf), ...MEMBERS]) if (isOnScreen(person)) await this.people.make(person);
    const say = 'Filling in the demo world: three creators and the year behind them, month by month.';
    this.log.info({ left: left.length, ...(done.size === 0 && { say }) }, 'demo filling');
    await this.live(left);
    await this.time.moveTo(this.clock.system());
    await this.time.settle();
    // The books of that year are read now, and not when their time comes.
    await this.jobs.add('billing.ledger', {}, { key: 'billing.ledger on' });
    await this.filled(left.length);
  }

  private async live(acts: Act[]): Promise<void> {
    const today = Math.floor(this.clock.system().getTime() / DAY);
    let month = '';
    for (const [n, act] of acts.entries()) {
      this.stopping.signal.throwIfAborted();
      const at = parseDate((today - act.age) * DAY + MINUTES_OF_DAY[n % MINUTES_OF_DAY.length]! * MINUTE);
      await this.time.moveTo(at);
      const now = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' }).format(at);
      if (now !== month) this.log.info({ say: `The demo world: ${now}.` }, 'demo filling');
      month = now;
      await this.act(act, at);
      await this.db.sql('demo.done', "insert into effect (name, cause, at) values ('demo', $1, $2) on conflict do nothing", [act.id, this.clock.now()]);
      if (act.kind !== 'publish') await this.time.settle();
    }
  }

  private async act(act: Act, at: Date): Promise<void> {
    switch (act.kind) {
      case 'open':
        await this.pages.open(act.creator, await this.owner(act.creator));
        await this.pictures.hang(act.creator);
        return;
      case 'publish': {
        const post = await this.pages.publish(act.creator.handle, act.post, await this.owner(act.creator), at);
        await this.shelves.hang(act.creator.handle, post);
        return this.readers.read(post);
      }
      case 'arrange': return this.shelves.arrange(act.creator);
      case 'follow': return this.memberships.follow(await this.member(act), act.handle);
      case 'join': return this.memberships.join(await this.member(act), act.handle, act.tier, act.yearly, act.card);
      case 'change': return this.memberships.change(await this.member(act), act.handle, act.tier);
      case 'ask': return this.memberships.ask(await this.member(act), act.handle, act.words);
      case 'leave': return this.memberships.leave(await this.member(act), act.handle);
    }
  }

  private async owner(creator: DemoCreator): Promise<Actor> {
    return (await this.people.make(ownerOf(creator))).actor;
  }

  private async member({ member }: { member: DemoMember }): Promise<Actor> {
    return (await this.people.make(member)).actor;
  }

  private async done(): Promise<Set<string>> {
    const rows = await this.db.sql<{ cause: string }>('demo.all', "select cause from effect where name = 'demo'");
    return new Set(rows.map((row) => row.cause));
  }

  private async filled(begun: number): Promise<void> {
    const [row] = await this.db.sql<{ posts: number; members: number; paid: number }>(
      'demo.count',
      `select (select count(*)::int from post where published_at is not null) as posts, (select count(distinct account_id)::int from membership where ended_at is null) as members,
         (select count(*)::int from membership where paid_status is not null) as paid`,
    );
    const say = `The demo world is there: ${CREATORS.length} creators, ${row!.posts} posts, ${row!.members} members, ${row!.paid} of them paying.`;
    this.log.info({ creators: CREATORS.length, ...row, begun, say }, 'demo filled');
  }
}

function ownerOf({ owner, language, handle }: DemoCreator) {
  return { ...owner, language, timeZone: TIME_ZONES[handle]! };
}
