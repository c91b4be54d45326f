import { Injectable } from '@nestjs/common';
import { type Actor, Config, Forbidden, NotFound } from '../platform/index.js';
import { Creators } from './creators.service.js';
import type { CreatorWithPictures } from './creator.view.js';
import type { Role } from './team-member.entity.js';

/** Work that each role may do on a page. Reading and moderating is everyone's on the team. */
export type Work = 'see' | 'write' | 'sell' | 'settings' | 'people' | 'team' | 'money';

const MAY: Record<Role, Work[]> = {
  owner: ['see', 'write', 'sell', 'settings', 'people', 'team', 'money'], editor: ['see', 'write'], community: ['see', 'people'],
};

/** The way into the studio: a page is loaded through who works for it, so that a stranger's page is not there. */
@Injectable()
export class Studio {
  constructor(private readonly creators: Creators, private readonly config: Config) {}

  /**
   * The page to work on.
   * @throws NotFound to strangers, as for a handle nobody has; Forbidden to team members whose role does not do this
   */
  async page(actor: Actor, handle: string, work: Work): Promise<CreatorWithPictures> {
    const creator = await this.creators.byHandle(handle);
    const role = await this.creators.roleOf(actor.accountId, creator.id);
    if (!role) throw new NotFound();
    if (!MAY[role].includes(work)) throw new Forbidden('not_your_role');
    actor.workingAs = role;
    return creator;
  }

  /** Whether somebody's role on a page does this work. */
  async may(actor: Actor, creator: { id: string }, work: Work): Promise<boolean> {
    const role = await this.creators.roleOf(actor.accountId, creator.id);
    return role !== null && MAY[role].includes(work);
  }

  /** Whether somebody may open a page here: the operator's setting. */
  mayOpen(actor: Actor): boolean {
    return this.config.creators === 'anyone' || actor.operator;
  }

  /** Whether somebody may ask the operator for a page. */
  mayAsk(actor: Actor): boolean {
    return this.config.creators === 'approved' && !actor.operator;
  }
}

/** The studio's frame around a page of `section`. */
export function studioFrame(view: { creator: { handle: string; name: string; portrait: unknown; hue: number; chroma: number } }, section: string, title: string) {
  const { creator } = view;
  return {
    title, noindex: true, accent: { hue: creator.hue, chroma: creator.chroma },
    studio: { handle: creator.handle, name: creator.name, section, portrait: creator.portrait },
  };
}

