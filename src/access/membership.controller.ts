import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { IsOptional, IsUUID } from 'class-validator';
import { type Actor, done, NotFound, Page, SignedIn, Who, Write } from '../platform/index.js';
import { Creators } from '../members/index.js';
import { MembershipView } from './access.view.js';
import { Memberships } from './memberships.service.js';
import { MembershipViews } from './membership-views.service.js';

export class FollowDto {
  @IsOptional() @IsUUID()
  tierId?: string;
}

/** My own membership of a creator. */
@Controller('@:handle/membership')
@SignedIn()
export class MembershipController {
  constructor(private readonly creators: Creators, private readonly memberships: Memberships, private readonly views: MembershipViews) {}

  @Get()
  @Page({
    id: 'getMembership', summary: 'My membership of this creator', view: MembershipView, template: 'access/membership', layout: 'page',
    frame: (view: MembershipView, t) => ({ title: t('account.membershipTitle', { name: view.creator.name }), accent: view.creator, noindex: true }),
  })
  async show(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.creators.byHandle(handle);
    const membership = await this.memberships.find(actor.accountId, creator.id);
    if (!membership) throw new NotFound();
    return this.views.of(membership);
  }

  @Post()
  @Write({ id: 'followCreator', summary: 'Follows a creator, free of charge', view: MembershipView, status: 201 })
  async follow(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: FollowDto) {
    const creator = await this.creators.byHandle(handle);
    const membership = await this.memberships.follow(actor, creator.id, body.tierId ?? null);
    return done(`/@${creator.handle}`, await this.views.of(membership), 'following');
  }
}
