import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../platform/index.js';
import { DemoMemberships } from './memberships.service.js';
import { DemoPages } from './pages.service.js';
import { DemoPeople } from './people.service.js';
import { DemoPictures } from './pictures.service.js';
import { LINH } from './world/linh.js';
import { MEMBERS } from './world/members.js';
import { NICO } from './world/nico.js';
import { TAMSIN } from './world/tamsin.js';

const CREATORS = [TAMSIN, NICO, LINH];
const TIME_ZONES: Record<string, string> = { tamsin: 'Europe/London', nico: 'Europe/Rome', linh: 'Asia/Ho_Chi_Minh' };
const PAYING = MEMBERS.flatMap(({ pays }) => pays).length;

/** Fills a trial install with people worth clicking on. Stopped half way, the next start goes on where it was. */
@Injectable()
export class Demo implements BeforeApplicationShutdown {
  private filling: Promise<void> | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly people: DemoPeople,
    private readonly pages: DemoPages,
    private readonly pictures: DemoPictures,
    private readonly memberships: DemoMemberships,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Makes what is missing: pages first, then their pictures, then who reads them. Never throws: what went wrong is logged. */
  async fill(): Promise<void> {
    this.filling = this.missing().catch((error: unknown) => {
      if (!this.stopping.signal.aborted) this.log.error({ err: error }, 'the demo world is not complete; the next start goes on');
    });
    await this.filling;
  }

  /** Leaves off after the step at hand, while there is still a database to finish it with. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.filling;
  }

  private async missing(): Promise<void> {
    const empty = (await this.people.operator()).isNew;
    const say = 'Filling in the demo world: three creators and their posts first, then their members.';
    this.log.info({ ...(empty && { say }) }, 'demo filling');
    const actors = [];
    for (const member of MEMBERS) actors.push((await this.people.make(member)).actor);
    let begun = 0;
    for (const creator of CREATORS) {
      const { actor } = await this.people.make({ ...creator.owner, language: creator.language, timeZone: TIME_ZONES[creator.handle]! });
      if (await this.pages.make(creator, actor)) begun++;
    }
    for (const creator of CREATORS) {
      this.stopping.signal.throwIfAborted();
      if (await this.pictures.hang(creator)) begun++;
    }
    for (const [n, member] of MEMBERS.entries()) {
      this.stopping.signal.throwIfAborted();
      begun += await this.memberships.make(member, actors[n]!);
    }
    await this.filled(begun);
  }

  private async filled(begun: number): Promise<void> {
    const posts = CREATORS.reduce((sum, creator) => sum + creator.posts.length, 0);
    const paid = begun > 0 ? await this.memberships.settle(PAYING, this.stopping.signal) : PAYING;
    const say = `The demo world is there: ${CREATORS.length} creators, ${posts} posts, ${MEMBERS.length} members, ${paid} paid memberships.`;
    this.log.info({ creators: CREATORS.length, posts, members: MEMBERS.length, paid, begun, ...(begun > 0 && { say }) }, 'demo filled');
  }
}
