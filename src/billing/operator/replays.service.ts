import { Injectable } from '@nestjs/common';
import { type Actor, Database, NotFound, step } from '../../platform/index.js';
import { Audit } from '../../members/index.js';
import { Inbox } from '../inbox/inbox.service.js';

/** Lets events be worked through again. No payload is believed the second time either: a replay makes a customer dirty, and Stripe is asked. */
@Injectable()
export class Replays {
  constructor(private readonly db: Database, private readonly inbox: Inbox, private readonly audit: Audit) {}

  /** @param actor null for whoever has the machine's shell @throws NotFound for an event of nobody we know: there is nobody to ask Stripe about */
  async one(actor: Actor | null, id: string): Promise<void> {
    await step('replays.one', () => this.db.inTransaction(async () => {
      if (await this.again('and e.id = $1', [id]) === 0) throw new NotFound();
      await this.audit.note(actor, null, 'eventsReplayed', null, { count: 1 });
    }));
  }

  /** Everything that was put aside. @returns how many events */
  async quarantined(actor: Actor | null): Promise<number> {
    return step('replays.quarantined', () => this.db.inTransaction(async () => {
      const count = await this.again("and e.state = 'quarantined'", []);
      if (count > 0) await this.audit.note(actor, null, 'eventsReplayed', null, { count });
      return count;
    }));
  }

  private async again(which: string, values: unknown[]): Promise<number> {
    const rows = await this.db.sql<{ account: string; customer: string }>(
      'replays.again',
      `update inbox_event e set state = 'received', done_at = null, attempts = 0, error = null from stripe_customer c
       where c.stripe_account = e.source and c.customer_id = e.customer_id ${which} returning c.stripe_account as account, c.customer_id as customer`,
      values,
    );
    const customers = new Map(rows.map((row) => [`${row.account} ${row.customer}`, row]));
    for (const { account, customer } of customers.values()) await this.inbox.markDirty(account, customer);
    return rows.length;
  }
}
