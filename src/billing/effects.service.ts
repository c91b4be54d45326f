import { Injectable } from '@nestjs/common';
import { Clock, Database, Events, step } from '../platform/index.js';

/** What a change at Stripe sets off, once each: the row is written in the transaction that publishes the event. */
@Injectable()
export class Effects {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly events: Events) {}

  /**
   * @param name what happens, e.g. `started`
   * @param cause the Stripe object that caused it
   * @returns whether this is the first time
   */
  async once(name: string, cause: string): Promise<boolean> {
    const rows = await this.db.sql(
      'effects.once', 'insert into effect (name, cause, at) values ($1, $2, $3) on conflict do nothing returning name', [name, cause, this.clock.now()],
    );
    return rows.length === 1;
  }

  /** Whether this was set off before. */
  async happened(name: string, cause: string): Promise<boolean> {
    const rows = await this.db.sql('effects.happened', 'select 1 from effect where name = $1 and cause = $2', [name, cause]);
    return rows.length === 1;
  }

  /** Publishes something that time alone brought about, once for all time. */
  async announce(name: string, cause: string, event: object): Promise<void> {
    await step('effects.announce', () => this.db.inTransaction(async () => {
      if (await this.once(name, cause)) await this.events.publish(event);
    }));
  }
}
