import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, Signals } from '../../platform/index.js';
import { PersonalData, type PersonalPart } from './personal-data.service.js';

/** What somebody did and read, as the log of signals has it. The platform below knows no people: this speaks for it. */
@Injectable()
export class SignalsData implements PersonalPart, OnModuleInit {
  readonly name = 'signals';

  constructor(private readonly data: PersonalData, private readonly db: Database, private readonly signals: Signals) {}

  onModuleInit(): void {
    this.data.register(this);
  }

  async export(accountId: string): Promise<object> {
    const deeds = await this.db.sql(
      'signalsData.deeds', 'select c.handle as creator, s.kind, s.subject, s.at from signal s left join creator c on c.id = s.creator_id where s.account_id = $1 order by s.id', [accountId],
    );
    const reads = await this.db.sql(
      'signalsData.reads',
      'select c.handle as creator, r.post_id as post, r.day::text as day from read_signal r left join creator c on c.id = r.creator_id where r.account_id = $1 order by r.at, r.post_id', [accountId],
    );
    return { deeds, reads };
  }

  async erase(accountId: string): Promise<void> {
    await this.signals.flush();
    await this.db.inTransaction(async () => {
      await this.db.sql('signalsData.eraseDeeds', 'delete from signal where account_id = $1', [accountId]);
      await this.db.sql('signalsData.eraseReads', 'delete from read_signal where account_id = $1', [accountId]);
      // Budgets are kept under the account's id; who starts anew starts with none of them spent.
      await this.db.sql('signalsData.eraseLimits', "delete from limit_use where key like '%' || $1::text || '%'", [accountId]);
    });
  }

  async adopt(from: string, to: string): Promise<void> {
    await this.signals.flush();
    await this.db.sql('signalsData.adoptDeeds', 'update signal set account_id = $2 where account_id = $1', [from, to]);
    await this.db.sql(
      'signalsData.adoptReads', 'insert into read_signal (creator_id, account_id, post_id, day, at) select creator_id, $2, post_id, day, at from read_signal where account_id = $1 on conflict do nothing', [from, to],
    );
    await this.db.sql('signalsData.dropReads', 'delete from read_signal where account_id = $1', [from]);
  }
}
