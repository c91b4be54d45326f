import { Injectable } from '@nestjs/common';

/** What one module keeps of a person. */
export interface PersonalPart {
  /** The module's name, and the key of its part in an export. */
  name: string;
  /** Everything this module keeps of somebody, as plain JSON in open words. */
  export(accountId: string): Promise<unknown>;
  /**
   * What must succeed before anything is forgotten: a reason to refuse, or a call to the outside. Runs outside any
   * transaction, and may run again.
   * @throws DomainError when this person cannot be forgotten yet
   */
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

  /** Forgets somebody, from right to left; nothing is forgotten unless every part is ready to. */
  async erase(accountId: string): Promise<void> {
    const rightToLeft = this.parts.toReversed();
    for (const part of rightToLeft) await part.beforeErase?.(accountId);
    for (const part of rightToLeft) await part.erase(accountId);
  }

  /** Gives one account's things to another; the account itself is the caller's to remove. */
  async adopt(from: string, to: string): Promise<void> {
    for (const part of this.parts) await part.adopt?.(from, to);
  }
}
