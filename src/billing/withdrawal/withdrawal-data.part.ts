import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/index.js';
import { PersonalData, type PersonalPart } from '../../members/index.js';

/** What somebody withdrew from: theirs to take along, and kept without their name when they leave, since money moved. */
@Injectable()
export class WithdrawalData implements PersonalPart, OnModuleInit {
  readonly name = 'withdrawals';

  constructor(private readonly data: PersonalData, private readonly db: Database) {}

  onModuleInit(): void {
    this.data.register(this);
  }

  async export(accountId: string): Promise<object[]> {
    return this.db.sql(
      'withdrawalData.export',
      `select c.handle as creator, t.name as tier, w.amount, w.currency, w.at, w.done_at as "doneAt" from withdrawal w
       left join creator c on c.id = w.creator_id left join tier t on t.id = w.tier_id where w.account_id = $1 order by w.at`,
      [accountId],
    );
  }

  async erase(accountId: string): Promise<void> {
    await this.db.sql('withdrawalData.erase', 'update withdrawal set account_id = null where account_id = $1', [accountId]);
  }

  async adopt(from: string, to: string): Promise<void> {
    await this.db.sql('withdrawalData.adopt', 'update withdrawal set account_id = $2 where account_id = $1', [from, to]);
  }
}
