import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Database, NotFound, parseDate } from '../platform/index.js';
import { type Audience, type Ladder, tiersOf } from './audience.js';
import { type Decision, gate, heldTiers } from './gate.js';
import { audienceAt, type Stair, opensFor, type Step } from './stair.js';
import { STRANGER, type Viewer } from './viewer.js';

/** A tier as a door knows it; a hidden one, or one on request, is told of only to those who have it. */
export type NamedRung = Ladder[number] & { name: string; hidden: boolean };

interface Row {
  ladder: NamedRung[];
  staff: boolean;
  adult: boolean;
  since: Date | null;
  grants: { tierId: string; from: string; until: string | null }[];
}

/** Whom a member of the team pretends to be. */
export type Pretence = { kind: 'stranger' } | { kind: 'follower' } | { kind: 'tier'; tierId: string } | { kind: 'member'; accountId: string };

/** The tiers of creator $1 in their order, as JSON. */
const LADDER = `(select coalesce(json_agg(json_build_object('id', t.id, 'paid', t.paid, 'archived', t.archived_at is not null, 'hidden', coalesce(t.hidden_at, t.on_request_at) is not null, 'name', t.name)
  order by t.position), '[]') from tier t where t.creator_id = $1)`;

/** What the account of row `who` is and holds at creator $1. */
const STANDING = `exists (select 1 from team_member w where w.creator_id = $1 and w.account_id = who.id) as staff,
  exists (select 1 from adult_consent y where y.account_id = who.id) as adult,
  (select coalesce(json_agg(json_build_object('tierId', g.tier_id, 'from', g.valid_from, 'until', g.valid_until)), '[]')
    from access_grant g where g.creator_id = $1 and g.account_id = who.id) as grants`;

/** A creator's door as one person stands before it: everything the gate needs, from one statement. */
export class Door {
  constructor(readonly ladder: NamedRung[], readonly viewer: Viewer, private readonly now: Date) {}

  /** Asks the gate. */
  ask(audience: Audience): Decision {
    return gate(audience, this.ladder, this.viewer, this.now);
  }

  /** Asks the gate about something that opens in steps. */
  decide(thing: Stair): Decision {
    if (thing.adult && !this.viewer.adult && !this.viewer.staff) return { open: false, reason: 'adult', opensWith: [] };
    return gate(this.inForce(thing), this.ladder, this.viewer, this.now);
  }

  /** Whether a whole page is for adults, and this viewer has not said to be one. */
  hushes(page: { adult: boolean }): boolean {
    return page.adult && !this.viewer.adult && !this.viewer.staff;
  }

  /** Who something is for right now. */
  inForce(thing: Stair): Audience {
    return audienceAt(thing, this.now);
  }

  /** When a later step lets this viewer in, as they stand. */
  opensFor(thing: Stair): Step | null {
    return opensFor(thing, this.ladder, this.viewer, this.now);
  }

  /** Whether a step has come. */
  isPast(step: Step): boolean {
    return step.at <= this.now;
  }

  /** The tiers held right now, lowest first. */
  held(): { id: string; name: string }[] {
    const held = heldTiers(this.viewer, this.now);
    return this.ladder.filter((rung) => held.has(rung.id)).map(({ id, name }) => ({ id, name }));
  }
}

@Injectable()
export class Doors {
  constructor(private readonly db: Database, private readonly clock: Clock) {}

  /**
   * The door of one person, or of a stranger.
   * @param adult whether their browser remembers that they are of age; an account remembers it by itself
   */
  async of(creatorId: string, actor: Pick<Actor, 'accountId'> | null, adult = false): Promise<Door> {
    const [row] = await this.db.sql<Row>(
      'door.of',
      `select ${LADDER} as ladder, ${STANDING}, (select m.since from membership m where m.creator_id = $1 and m.account_id = who.id and m.ended_at is null) as since
       from (values ($2::uuid)) as who (id)`,
      [creatorId, actor?.accountId ?? null],
    );
    const viewer = viewerOf(actor, row!);
    return new Door(row!.ladder, adult ? { ...viewer, adult } : viewer, this.clock.now());
  }

  /** The door as somebody else stands before it, for the page's own team to look through. @throws NotFound for a tier of another page */
  async as(creatorId: string, who: Pretence): Promise<Door> {
    const real = await this.of(creatorId, who.kind === 'member' ? { accountId: who.accountId } : null);
    if (who.kind === 'member' || who.kind === 'stranger') return real;
    const now = this.clock.now();
    // An account that is nobody's: no rule names it.
    const free = real.ladder.find((rung) => !rung.paid && !rung.archived);
    const tierIds = [...(free ? [free.id] : []), ...(who.kind === 'tier' ? [who.tierId] : [])];
    if (tierIds.some((id) => !real.ladder.some((rung) => rung.id === id))) throw new NotFound();
    return new Door(real.ladder, { accountId: randomUUID(), staff: false, follows: true, since: now, grants: tierIds.map((tierId) => ({ tierId, from: now, until: null })) }, now);
  }

  /**
   * Who would be let in, of everyone with a membership at this creator: the same gate, asked for each, over one statement a batch.
   * @param already who was let in before: they are not asked in again; null where nobody was
   * @param after the last account id of the batch before, null for the first
   * @returns in the order of account ids
   */
  async welcome(creatorId: string, audience: Audience, already: Audience | null, after: string | null, limit: number): Promise<{ accountId: string; open: boolean }[]> {
    const [first] = await this.db.sql<Pick<Row, 'ladder'>>('door.ladder', `select ${LADDER} as ladder`, [creatorId]);
    const rows = await this.db.sql<Omit<Row, 'ladder'> & { account_id: string }>(
      'door.members',
      `select who.id as account_id, who.since, ${STANDING} from (
         select account_id as id, since from membership where creator_id = $1 and ended_at is null and ($2::uuid is null or account_id > $2)
         order by account_id limit $3) as who order by who.id`,
      [creatorId, after, limit],
    );
    const now = this.clock.now();
    return rows.map((row) => {
      const door = new Door(first!.ladder, viewerOf({ accountId: row.account_id }, row), now);
      return { accountId: row.account_id, open: door.ask(audience).open && !(already && door.ask(already).open) };
    });
  }

  /** How many people with a membership here an audience lets in right now. */
  async reach(creatorId: string, audience: Audience, ladder: Ladder): Promise<number> {
    const everyone = audience.anyOf.some((rule) => rule.kind === 'public' || rule.kind === 'followers');
    const tiers = audience.anyOf.flatMap((rule) => tiersOf(rule, ladder)).map((rung) => rung.id);
    const named = audience.anyOf.flatMap((rule) => (rule.kind === 'named' ? rule.accountIds : []));
    const [row] = await this.db.sql<{ people: number }>(
      'door.reach',
      `select count(*)::int as people from membership m where m.creator_id = $1 and m.ended_at is null and ($2 or m.account_id = any($3::uuid[])
         or exists (select 1 from access_grant g where g.creator_id = $1 and g.account_id = m.account_id and g.tier_id = any($4::uuid[])
           and g.valid_from <= $5 and (g.valid_until is null or g.valid_until > $5)))`,
      [creatorId, everyone, named, [...new Set(tiers)], this.clock.now()],
    );
    return row!.people;
  }
}

function viewerOf(actor: Pick<Actor, 'accountId'> | null, row: Omit<Row, 'ladder'>): Viewer {
  if (!actor) return STRANGER;
  return {
    accountId: actor.accountId, staff: row.staff, adult: row.adult, follows: row.since !== null, since: row.since,
    grants: row.grants.map(({ tierId, from, until }) => ({ tierId, from: parseDate(from), until: until === null ? null : parseDate(until) })),
  };
}
