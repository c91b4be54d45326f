import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { type Actor, done, Forbidden, Page, SignedIn, Type, Who, Write, type Translate } from '../../platform/index.js';
import { Audit, Creators, type CreatorView, creatorView, Studio, studioFrame } from '../../members/index.js';
import { Tiers } from '../../tiers/index.js';
import { ExportLinks } from './export-links.service.js';
import { Requests } from '../requests/requests.query.js';
import { MemberFilterDto, MemberQueryDto } from './member-filter.dto.js';
import { MemberList } from './member-list.query.js';
import { MembersView, memberView } from './member.view.js';

const PAGE = 50;
const ExportView = Type.Object({ url: Type.String() });

/** Who is a member of a page. */
@Controller('studio/:handle/members')
@SignedIn()
export class MembersController {
  constructor(
    private readonly studio: Studio,
    private readonly creators: Creators,
    private readonly tiers: Tiers,
    private readonly list: MemberList,
    private readonly audit: Audit,
    private readonly exports: ExportLinks,
    private readonly requests: Requests,
  ) {}

  @Get()
  @Page({
    id: 'listMembers', summary: 'Who is a member of a page; addresses and money for its owner', view: MembersView, template: 'people/index', layout: 'studio',
    frame: (view: { creator: CreatorView }, t: Translate) => studioFrame(view, 'members', t('members.title')),
  })
  async index(@Who() actor: Actor, @Param('handle') handle: string, @Query() query: MemberQueryDto) {
    const creator = await this.studio.page(actor, handle, 'people');
    const owner = await this.creators.roleOf(actor.accountId, creator.id) === 'owner';
    if (query.status === 'trouble' && !owner) throw new Forbidden();
    const [found, total, tiers, asking] = await Promise.all([
      this.list.page(creator.id, query, query.after ?? null, PAGE + 1, owner), this.list.count(creator.id), this.tiers.ofCreator(creator.id), this.requests.count(creator.id),
    ]);
    const filter = { q: query.q ?? '', status: query.status ?? 'all', tier: query.tier ?? '', sort: query.sort ?? 'newest' };
    const members = found.slice(0, PAGE);
    const next = new URLSearchParams({ ...filter, after: members.at(-1)?.id ?? '' });
    return {
      creator: creatorView(creator), total, owner, asking, members: members.map((row) => memberView(row, creator.handle, owner)), tiers: tiers.map(({ id, name }) => ({ id, name })),
      filter, filtered: Boolean(filter.q || filter.tier) || filter.status !== 'all', narrowed: Boolean(filter.tier) || filter.status !== 'all' || filter.sort !== 'newest', nextUrl: found.length > PAGE ? `/studio/${creator.handle}/members?${next.toString()}` : null,
    };
  }

  @Post('exports')
  @Write({ id: 'exportMembers', summary: 'Makes a link to the members as CSV, good for ten minutes, for the owner alone', view: ExportView, status: 201 })
  async export(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: MemberFilterDto) {
    const creator = await this.studio.page(actor, handle, 'money');
    const url = await this.exports.make(actor, creator, body);
    await this.audit.note(actor, creator.id, 'membersExported', creator.id, { count: await this.list.count(creator.id) });
    return done(url, { url });
  }
}
