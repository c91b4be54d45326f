import { Injectable } from '@nestjs/common';
import { Database, InvalidInput } from '../platform/index.js';
import { addressKey } from '../members/index.js';
import type { Audience, Ladder } from '../access/index.js';
import { namedIn, readChoices } from './audience-choice.js';

/** Who a post may be for, as its writer says it. */
@Injectable()
export class Audiences {
  constructor(private readonly db: Database) {}

  /** @throws InvalidInput for nobody at all, a tier of another page, or a name that no member of the page has */
  async read(creatorId: string, ladder: Ladder, wanted: { audience?: string; named?: string }): Promise<Audience> {
    const rules = readChoices(wanted.audience ?? '', ladder);
    const typed = (wanted.named ?? '').split(/[\n,;]+/).map((one) => one.trim()).filter(Boolean);
    const accountIds = [...new Set([...await this.members(creatorId, namedIn({ anyOf: rules })), ...await this.find(creatorId, typed)])];
    const anyOf = [...rules.filter((rule) => rule.kind !== 'named'), ...(accountIds.length > 0 ? [{ kind: 'named' as const, accountIds }] : [])];
    if (anyOf.length === 0) throw new InvalidInput({ audience: { rule: 'audience' } });
    return { anyOf };
  }

  /** The names behind accounts, for the page's own team. */
  async names(accountIds: string[]): Promise<{ id: string; name: string }[]> {
    if (accountIds.length === 0) return [];
    return this.db.sql<{ id: string; name: string }>('audiences.names', 'select id, name from account where id = any($1::uuid[]) order by name', [accountIds]);
  }

  /** Whoever was named and is a member, or was one: a name stays when its bearer leaves. */
  private async members(creatorId: string, accountIds: string[]): Promise<string[]> {
    if (accountIds.length === 0) return [];
    const rows = await this.db.sql<{ id: string }>(
      'audiences.members', 'select distinct account_id as id from membership where creator_id = $1 and account_id = any($2::uuid[])', [creatorId, accountIds],
    );
    if (rows.length < accountIds.length) throw new InvalidInput({ audience: { rule: 'isIn' } });
    return rows.map((row) => row.id);
  }

  private async find(creatorId: string, typed: string[]): Promise<string[]> {
    const found = await Promise.all(typed.slice(0, 100).map(async (who) => ({ who, ids: await this.called(creatorId, who) })));
    for (const { who, ids } of found) {
      if (ids.length !== 1) throw new InvalidInput({ named: { rule: ids.length === 0 ? 'noSuchMember' : 'severalMembers', values: { who } } });
    }
    return found.flatMap(({ ids }) => ids);
  }

  /** Members of a page by their address or their whole name. */
  async called(creatorId: string, who: string): Promise<string[]> {
    const rows = await this.db.sql<{ id: string }>(
      'audiences.called',
      `select a.id from account a join membership m on m.account_id = a.id
       where m.creator_id = $1 and m.ended_at is null and ((a.email_key = $2 and a.proved_at is not null) or lower(a.name) = lower($3)) limit 2`,
      [creatorId, addressKey(who), who],
    );
    return rows.map((row) => row.id);
  }
}
