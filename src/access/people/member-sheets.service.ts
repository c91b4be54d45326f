import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Database, NotFound, Words } from '../../platform/index.js';
import { Creators, creatorView, type CreatorWithPictures } from '../../members/index.js';
import { Tiers } from '../../tiers/index.js';
import { Complimentary } from './complimentary.service.js';
import { MemberList } from './member-list.query.js';
import { memberView, storyView } from './member.view.js';
import { Stories } from './stories.service.js';

interface GrantRow {
  id: string;
  tier: string;
  reason: string;
  from: Date;
  until: Date | null;
  note: string | null;
  givenBy: string | null;
}

const MOST = 200;

/** Everything a page knows of one member, for whoever of its team may know it. */
@Injectable()
export class MemberSheets {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly words: Words,
    private readonly creators: Creators,
    private readonly tiers: Tiers,
    private readonly list: MemberList,
    private readonly stories: Stories,
    private readonly complimentary: Complimentary,
  ) {}

  /** @throws NotFound for somebody who never was a member here */
  async of(actor: Actor, creator: CreatorWithPictures, accountId: string, language: string) {
    const row = await this.list.one(creator.id, accountId);
    if (!row) throw new NotFound();
    const now = this.clock.now();
    const owner = await this.creators.roleOf(actor.accountId, creator.id) === 'owner';
    const [grants, tiers, lines] = await Promise.all([this.grants(creator.id, accountId), this.tiers.ofCreator(creator.id), this.stories.of(creator.id, accountId, MOST)]);
    const { coming } = row;
    const live = (grant: GrantRow) => grant.from <= now && (grant.until === null || grant.until > now);
    const held = grants.filter(live).map((grant) => grant.tier);
    return {
      creator: creatorView(creator), owner, member: memberView({ ...row, tiers: tiers.map((tier) => tier.name).filter((name) => held.includes(name)) }, creator.handle, owner),
      tiers: tiers.filter((tier) => tier.paid && !tier.archivedAt).map(({ id, name }) => ({ id, name })), ...this.complimentary.days(creator),
      grants: grants.map((grant) => ({
        ...grant, from: grant.from.toISOString(), until: grant.until?.toISOString() ?? null, live: live(grant), withdrawable: owner && grant.reason === 'complimentary' && live(grant),
      })),
      coming: coming && coming.kind !== 'unpaid' ? { kind: coming.kind, tier: tiers.find((tier) => tier.id === coming.tierId)?.name ?? '', at: coming.at } : null,
      story: storyView(lines, owner, language, this.words.for(language)),
    };
  }

  private async grants(creatorId: string, accountId: string): Promise<GrantRow[]> {
    return this.db.sql<GrantRow>(
      'people.grants',
      `select g.id, t.name as tier, case when g.reason = 'membership' and not t.paid then 'follow' else g.reason end as reason, g.valid_from as "from", g.valid_until as "until", g.note, a.name as "givenBy"
       from access_grant g join tier t on t.id = g.tier_id left join account a on a.id = g.given_by
       where g.creator_id = $1 and g.account_id = $2 order by g.valid_until is null desc, g.valid_until desc, t.position desc`,
      [creatorId, accountId],
    );
  }
}
