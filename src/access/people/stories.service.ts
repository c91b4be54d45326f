import { Injectable } from '@nestjs/common';
import type { Money } from '../../platform/index.js';

/** One thing that happened between a person and a page. */
export interface StoryLine {
  at: Date;
  /** Finds its sentence: `members.story.<kind>`. */
  kind: string;
  values?: Record<string, string | number>;
  /** A sum within the sentence; lines that have one are for the owner's eyes. */
  money?: Money;
}

/** What one module knows of a person at a page. */
export type StoryTeller = (creatorId: string, accountId: string, most: number) => Promise<StoryLine[]>;

/** The whole story of one member: each module tells its part, and knows nothing of the others'. */
@Injectable()
export class Stories {
  private readonly tellers: StoryTeller[] = [];

  register(teller: StoryTeller): void {
    this.tellers.push(teller);
  }

  /** Newest first. @param most how many lines of each part, and in all */
  async of(creatorId: string, accountId: string, most: number): Promise<StoryLine[]> {
    const parts = await Promise.all(this.tellers.map((tell) => tell(creatorId, accountId, most)));
    return parts.flat().sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, most);
  }
}
