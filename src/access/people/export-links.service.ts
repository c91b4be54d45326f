import { Injectable } from '@nestjs/common';
import { type Actor, Clock, Config, Limits, MINUTE, NotFound, plusMs, sign, verify } from '../../platform/index.js';
import type { CreatorWithPictures } from '../../members/index.js';
import type { MemberFilterDto } from './member-filter.dto.js';

const LIFE = 10 * MINUTE;

/** Links to an export: signed for one person, one page, one way of looking and ten minutes, so that each was noted in the audit. */
@Injectable()
export class ExportLinks {
  constructor(private readonly config: Config, private readonly clock: Clock, private readonly limits: Limits) {}

  async make(actor: Actor, creator: CreatorWithPictures, filter: MemberFilterDto): Promise<string> {
    await this.limits.take(`export ${creator.id}`, 20, 3600);
    const chosen = Object.fromEntries(Object.entries(filter).filter(([, value]) => typeof value === 'string' && value !== '')) as Record<string, string>;
    const query = new URLSearchParams({ ...chosen, until: String(plusMs(this.clock.system(), LIFE).getTime()) });
    query.sort();
    query.append('signature', sign(this.config.secretKeys[0]!, this.text(actor, creator, query.toString())));
    return `/studio/${creator.handle}/members/exports/members.csv?${query.toString()}`;
  }

  /** What a link stands for. @throws NotFound for one that is not this person's for this page, or too old */
  read(actor: Actor, creator: CreatorWithPictures, url: string): MemberFilterDto {
    const query = new URLSearchParams(url.split('?')[1] ?? '');
    const signature = query.get('signature') ?? '';
    query.delete('signature');
    const { until, ...filter } = Object.fromEntries(query);
    if (!verify(this.config.secretKeys, this.text(actor, creator, query.toString()), signature) || Number(until) < this.clock.system().getTime()) throw new NotFound();
    return filter as MemberFilterDto;
  }

  private text(actor: Actor, creator: CreatorWithPictures, query: string): string {
    return `export ${creator.id} ${actor.accountId} ${query}`;
  }
}
