import { Injectable } from '@nestjs/common';
import type { Kept } from './tier-order.js';

type Source = (creatorId: string) => Promise<Kept[]>;

/** What stands behind audiences, told by the modules that keep it: what another order of tiers would open and close. */
@Injectable()
export class Guarded {
  private readonly sources: Source[] = [];

  /** Called once by each module that keeps things behind an audience. */
  register(source: Source): void {
    this.sources.push(source);
  }

  async ofCreator(creatorId: string): Promise<Kept[]> {
    return (await Promise.all(this.sources.map((source) => source(creatorId)))).flat();
  }
}
