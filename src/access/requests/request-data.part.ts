import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/index.js';
import { PersonalData, type PersonalPart } from '../../members/index.js';

/** What somebody asked pages for, in their own words, and what they were answered. */
@Injectable()
export class RequestData implements PersonalPart, OnModuleInit {
  readonly name = 'requests';

  constructor(private readonly data: PersonalData, private readonly db: Database) {}

  onModuleInit(): void {
    this.data.register(this);
  }

  async export(accountId: string): Promise<object> {
    return this.db.sql(
      'requestData.export',
      `select c.handle as creator, r.words, r.asked_at as "askedAt", r.answered_at as "answeredAt", t.name as "letInTo", r.says as answer, r.closed_at as "closedAt"
       from tier_request r join creator c on c.id = r.creator_id left join tier t on t.id = r.tier_id where r.account_id = $1 order by r.asked_at`,
      [accountId],
    );
  }

  async erase(accountId: string): Promise<void> {
    await this.db.sql('requestData.erase', 'delete from tier_request where account_id = $1', [accountId]);
    await this.db.sql('requestData.eraseAnswerer', 'update tier_request set answered_by = null where answered_by = $1', [accountId]);
  }

  /** Of two live requests to one page the account's own stays. */
  async adopt(from: string, to: string): Promise<void> {
    await this.db.sql(
      'requestData.adoptTwice',
      `delete from tier_request f where f.account_id = $1 and f.closed_at is null
         and exists (select 1 from tier_request t where t.account_id = $2 and t.creator_id = f.creator_id and t.closed_at is null)`,
      [from, to],
    );
    await this.db.sql('requestData.adopt', 'update tier_request set account_id = $2 where account_id = $1', [from, to]);
    await this.db.sql('requestData.adoptAnswerer', 'update tier_request set answered_by = $2 where answered_by = $1', [from, to]);
  }
}
