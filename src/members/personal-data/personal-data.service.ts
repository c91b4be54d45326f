import { Injectable } from '@nestjs/common';
import type { DomainError } from '../../platform/index.js';

/** What one module keeps of a person. */
export interface PersonalPart {
  /** The module's name, and the key of its part in an export. */
  name: string;
  /** Everything this module keeps of somebody, as plain JSON in open words. */
  export(accountId: string): Promise<unknown>;
  /** Why this person cannot be forgotten yet, as an error to tell them; null when nothing is in the way. */
  obstacle?(accountId: string): Promise<DomainError | null>;
  /** What must succeed before anything is forgotten: a call to the outside. Runs outside any transaction, and may run again. */
  beforeErase?(accountId: string): Promise<void>;
  /** Forgets somebody: what the law makes us keep stays without the person. May run again. */
  erase(accountId: string): Promise<void>;
  /** Gives all that `from` has to `to`, in the transaction at hand: two accounts turned out to be one person's. */
  adopt?(from: string, to: string): Promise<void>;
}

/** Who keeps what of a person. Each module registers its part as it starts, and modules start from left to right. */
@Injectable()
export class PersonalData {
  private readonly parts: PersonalPart[] = [];

  register(part: PersonalPart): void {
    this.parts.push(part);
  }

  /** Names of the parts, leftmost module first. */
  names(): string[] {
    return this.parts.map((part) => part.name);
  }

  /** Everything that is kept of somebody, part by part. */
  async export(accountId: string): Promise<Record<string, unknown>> {
    const kept: Record<string, unknown> = {};
    for (const part of this.parts) kept[part.name] = await part.export(accountId);
    return kept;
  }

  /** The first thing in the way of forgetting somebody. */
  async obstacle(accountId: string): Promise<DomainError | null> {
    for (const part of this.parts) {
      const found = await part.obstacle?.(accountId);
      if (found) return found;
    }
    return null;
  }

  /**
   * Forgets somebody, from right to left; nothing is forgotten unless every part is ready to.
   * @throws DomainError, the first obstacle
   */
  async erase(accountId: string): Promise<void> {
    const obstacle = await this.obstacle(accountId);
    if (obstacle) throw obstacle;
    const rightToLeft = this.parts.toReversed();
    for (const part of rightToLeft) await part.beforeErase?.(accountId);
    for (const part of rightToLeft) await part.erase(accountId);
  }

  /** Gives one account's things to another, from right to left as the syncs take them; the account itself is the caller's to remove. */
  async adopt(from: string, to: string): Promise<void> {
    for (const part of this.parts.toReversed()) await part.adopt?.(from, to);
  }
}
