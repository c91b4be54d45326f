import { Injectable } from '@nestjs/common';
import { Clock, Config, Database, seal, unseal } from '../platform/index.js';

export interface Refusal {
  accountId: string;
  creatorId: string;
  kind: string;
}

/** Who wants which mails no more. The link in a mail is signed and needs neither sign-in nor a row. */
@Injectable()
export class Unsubscribes {
  constructor(private readonly db: Database, private readonly config: Config, private readonly clock: Clock) {}

  url(accountId: string, creatorId: string, kind: string): string {
    return `${this.config.publicUrl}/mail/unsubscribe/${seal(this.config.secretKeys, 'unsubscribe', [accountId, creatorId, kind])}`;
  }

  /** @returns what a link of ours would stop, or null for any other text */
  read(token: string): Refusal | null {
    const parts = unseal(this.config.secretKeys, 'unsubscribe', token);
    if (!parts) return null;
    const [accountId, creatorId, kind] = parts;
    return { accountId: accountId!, creatorId: creatorId!, kind: kind! };
  }

  async refuse({ accountId, creatorId, kind }: Refusal): Promise<void> {
    await this.db.sql(
      'mail.refuse', `insert into mail_refusal (account_id, creator_id, kind, at)
        select $1, $2, $3, $4 where exists (select 1 from account where id = $1) on conflict do nothing`, [accountId, creatorId, kind, this.clock.now()],
    );
  }

  /** Takes a refusal back. */
  async welcome({ accountId, creatorId, kind }: Refusal): Promise<void> {
    await this.db.sql('mail.welcome', 'delete from mail_refusal where account_id = $1 and creator_id = $2 and kind = $3', [accountId, creatorId, kind]);
  }

  /** Everything somebody refused, by the page's handle. */
  async of(accountId: string): Promise<{ handle: string; kind: string }[]> {
    return this.db.sql('mail.refusals', 'select c.handle, r.kind from mail_refusal r join creator c on c.id = r.creator_id where r.account_id = $1', [accountId]);
  }

  /** The one place where a preference is asked. */
  async refused(accountId: string, creatorId: string, kind: string): Promise<boolean> {
    const rows = await this.db.sql(
      'mail.refused', 'select at from mail_refusal where account_id = $1 and creator_id = $2 and kind = $3', [accountId, creatorId, kind],
    );
    return rows.length > 0;
  }
}
