import { Injectable } from '@nestjs/common';
import { type Actor, Database, InvalidInput, Limits } from '../platform/index.js';
import { Audit } from './audit/audit.service.js';
import type { CreatorRow } from './creator.entity.js';
import { Creators } from './creators.service.js';

/** Changing a page's address. The old one leads to the new one for ever, and is nobody else's ever again. */
@Injectable()
export class Handles {
  constructor(private readonly db: Database, private readonly creators: Creators, private readonly limits: Limits, private readonly audit: Audit) {}

  /**
   * Gives a page another handle; one that it had before may be taken back.
   * @throws InvalidInput for a handle that cannot be had
   */
  async change(actor: Actor, creator: CreatorRow, handle: string): Promise<void> {
    if (handle === creator.handle) return;
    await this.limits.take(`handle ${creator.id}`, 5, 30 * 86_400);
    await this.creators.requireFree(handle, creator.id);
    await this.db.inTransaction(async () => {
      await this.db.sql('handles.change', 'update creator set handle = $2, handle_key = $3 where id = $1', [creator.id, handle, handle.toLowerCase()]);
      await this.audit.note(actor, creator.id, 'handleChanged', creator.id, { before: creator.handle, after: handle });
    }).catch((error: unknown) => {
      if ((error as { code?: string }).code === '23505') throw new InvalidInput({ handle: { rule: 'taken' } });
      throw error;
    });
  }
}
