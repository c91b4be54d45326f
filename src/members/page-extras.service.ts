import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Database, InvalidInput } from '../platform/index.js';
import { Audit } from './audit/audit.service.js';
import type { CreatorRow } from './creator.entity.js';
import { type PageLink, readLinks } from './links.js';

/** What a page may say of itself in figures; each is counted, none is typed. */
export const NUMBERS = ['members', 'active', 'tenure', 'posts'] as const;
export type PageNumber = (typeof NUMBERS)[number];

export interface PageExtras {
  links: PageLink[];
  shownNumbers: PageNumber[];
  checklistEndedAt: Date | null;
  /** What a closed page says last. */
  farewell: string | null;
}

/** What a page says beside its words: links, and which figures. */
@Injectable()
export class PageExtrasService {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly audit: Audit) {}

  async of(creatorId: string): Promise<PageExtras> {
    const [row] = await this.db.sql<PageExtras>(
      'extras.of', 'select links, shown_numbers as "shownNumbers", checklist_ended_at as "checklistEndedAt", farewell from creator where id = $1', [creatorId],
    );
    return row!;
  }

  /** @throws InvalidInput for a line that is not words and an https address */
  async setLinks(actor: Actor, creator: CreatorRow, text: string): Promise<void> {
    const links = readLinks(text);
    if (!links) throw new InvalidInput({ links: { rule: 'links' } });
    await this.change(actor, creator, 'links', 'update creator set links = $2 where id = $1', JSON.stringify(links));
  }

  async setNumbers(actor: Actor, creator: CreatorRow, shown: PageNumber[]): Promise<void> {
    await this.change(actor, creator, 'numbers', 'update creator set shown_numbers = $2 where id = $1', shown);
  }

  /** Puts the list of first steps away. */
  async endChecklist(creatorId: string): Promise<void> {
    await this.db.sql('extras.endChecklist', 'update creator set checklist_ended_at = $2 where id = $1 and checklist_ended_at is null', [creatorId, this.clock.now()]);
  }

  private async change(actor: Actor, creator: CreatorRow, field: string, text: string, value: unknown): Promise<void> {
    await this.db.inTransaction(async () => {
      await this.db.sql(`extras.${field}`, text, [creator.id, value]);
      await this.audit.note(actor, creator.id, 'settingsChanged', creator.id, { fields: field });
    });
  }
}
