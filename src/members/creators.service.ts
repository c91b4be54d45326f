import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Conflict, Database, Events, InvalidInput, Moved, NotFound, toHtml } from '../platform/index.js';
import { Account } from './account.entity.js';
import type { Detail } from './audit/acts.js';
import { Audit } from './audit/audit.service.js';
import type { CreatorDto } from './creator.dto.js';
import { CREATOR_JSON, creatorFrom, type CreatorJson } from './creator.sql.js';
import { Creator, type CreatorRow } from './creator.entity.js';
import type { CreatorWithPictures } from './creator.view.js';
import { CreatorOpened } from './events.js';
import type { Picture } from './picture.entity.js';
import { TeamMember, type Role } from './team-member.entity.js';

/** Names that would pass for the house itself. */
const RESERVED = new Set([
  'abuse', 'account', 'admin', 'administrator', 'api', 'assets', 'billing', 'contact', 'dev', 'docs', 'everyone', 'feed', 'help', 'home', 'hostmaster', 'info', 'legal', 'login',
  'mail', 'me', 'moderator', 'null', 'official', 'operator', 'owner', 'postmaster', 'press', 'privacy', 'root', 'security', 'settings', 'sign-in', 'sign-up', 'staff',
  'stripe', 'studio', 'support', 'system', 'team', 'terms', 'thousand', 'undefined', 'webmaster', 'www',
]);

@Injectable()
export class Creators {
  constructor(private readonly db: Database, private readonly clock: Clock, private readonly events: Events, private readonly audit: Audit) {}

  /** @throws NotFound when nobody has this handle; Moved when its page has another one now */
  async byHandle(handle: string): Promise<CreatorWithPictures> {
    const [creator] = await this.byHandles([handle]);
    if (creator) return creator;
    const now = await this.movedTo(handle);
    throw now ? new Moved(handle, now) : new NotFound();
  }

  /** The handle that a page has now, by one it had before; null for one that was never anybody's. */
  async movedTo(handle: string): Promise<string | null> {
    const [row] = await this.db.sql<{ handle: string }>(
      'creators.movedTo', 'select c.handle from creator_handle h join creator c on c.id = h.creator_id where h.handle_key = $1 and c.handle_key <> $1', [handle.toLowerCase()],
    );
    return row?.handle ?? null;
  }

  /** @throws InvalidInput for a handle that is kept back, or is or ever was that of another page */
  async requireFree(handle: string, creatorId: string | null = null): Promise<void> {
    const key = handle.toLowerCase();
    if (RESERVED.has(key)) throw new InvalidInput({ handle: { rule: 'reserved' } });
    const [held] = await this.db.sql<{ creator_id: string }>('creators.held', 'select creator_id from creator_handle where handle_key = $1', [key]);
    if (held && held.creator_id !== creatorId) throw new InvalidInput({ handle: { rule: 'taken' } });
  }

  /** The pages that have these handles; none for a handle nobody has. */
  async byHandles(handles: string[]): Promise<CreatorWithPictures[]> {
    const rows = await this.db.sql<{ creator: CreatorJson }>(
      'creators.byHandles', `select ${CREATOR_JSON} as creator from creator c where c.handle_key = any($1)`, [handles.map((handle) => handle.toLowerCase())],
    );
    return rows.map((row) => creatorFrom(row.creator));
  }

  async byIds(ids: string[]): Promise<CreatorWithPictures[]> {
    if (ids.length === 0) return [];
    const rows = await this.db.sql<{ creator: CreatorJson }>(
      'creators.byIds', `select ${CREATOR_JSON} as creator from creator c where c.id = any($1)`, [ids],
    );
    return rows.map((row) => creatorFrom(row.creator));
  }

  /** Pages to discover, newest last. */
  async list(): Promise<CreatorWithPictures[]> {
    const rows = await this.db.sql<{ creator: CreatorJson }>(
      'creators.list', `select ${CREATOR_JSON} as creator from creator c where c.closed_at is null order by c.created_at limit 100`,
    );
    return rows.map((row) => creatorFrom(row.creator));
  }

  /** Opens a page; its maker owns it. @throws InvalidInput when the handle is taken */
  async open(accountId: string, wanted: { handle: string; name: string; language: string }): Promise<Creator> {
    await this.requireFree(wanted.handle);
    return this.db.inTransaction(async () => {
      const now = this.clock.now();
      const { timeZone } = await this.db.repo(Account).findOneByOrFail({ id: accountId });
      const inserted = await this.db.repo(Creator).createQueryBuilder().insert().values({
        handle: wanted.handle, handleKey: wanted.handle.toLowerCase(), name: wanted.name, language: wanted.language,
        standfirst: '', about: '', aboutHtml: '', hue: 205, chroma: 75, timeZone, pictureId: null, portraitId: null, createdAt: now,
      }).orIgnore().returning('*').execute();
      const [row] = inserted.raw as { id: string }[];
      if (!row) throw new InvalidInput({ handle: { rule: 'taken' } });
      await this.db.repo(TeamMember).insert({ creatorId: row.id, accountId, role: 'owner', since: now });
      await this.audit.note({ accountId }, row.id, 'pageOpened', row.id);
      await this.events.publish(new CreatorOpened(row.id));
      return this.db.repo(Creator).findOneByOrFail({ id: row.id });
    });
  }

  /** @throws Conflict when somebody saved a newer version meanwhile */
  async update(actor: Pick<Actor, 'accountId'>, creator: CreatorRow, change: CreatorDto): Promise<void> {
    const { version, ...words } = change;
    await this.db.inTransaction(async () => {
      const saved = await this.db.repo(Creator).update(
        { id: creator.id, version: version ?? creator.version },
        { ...words, aboutHtml: toHtml(change.about), version: creator.version + 1 },
      );
      if (saved.affected === 0) throw new Conflict();
      await this.audit.note(actor, creator.id, 'settingsChanged', creator.id, changed(creator, words));
    });
  }

  async setPicture(creator: CreatorRow, place: 'picture' | 'portrait', picture: Picture): Promise<void> {
    await this.db.repo(Creator).update({ id: creator.id }, place === 'picture' ? { pictureId: picture.id } : { portraitId: picture.id });
  }

  /** The account that owns a page. */
  async ownerOf(creatorId: string): Promise<string | null> {
    return (await this.db.repo(TeamMember).findOneBy({ creatorId, role: 'owner' }))?.accountId ?? null;
  }

  /** What somebody is on a page's team, or null. */
  async roleOf(accountId: string, creatorId: string): Promise<Role | null> {
    return (await this.db.repo(TeamMember).findOneBy({ accountId, creatorId }))?.role ?? null;
  }

  /** The pages somebody works for. */
  async workedOnBy(accountId: string): Promise<{ creator: CreatorWithPictures; role: Role }[]> {
    const roles = await this.db.repo(TeamMember).find({ where: { accountId }, order: { since: 'asc' } });
    const creators = await this.byIds(roles.map((one) => one.creatorId));
    return roles.flatMap(({ creatorId, role }) => creators.filter((c) => c.id === creatorId).map((creator) => ({ creator, role })));
  }
}

/** Which settings are no longer as they were, as the audit names them. */
function changed(before: CreatorRow, after: object): Detail {
  const fields = Object.entries(after).filter(([name, value]) => value !== undefined && before[name as keyof CreatorRow] !== value).map(([name]) => name);
  return { fields: fields.join() || 'nothing' };
}
