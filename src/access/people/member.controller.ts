import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, Page, SignedIn, Who, Write, type Translate } from '../../platform/index.js';
import { type CreatorView, Studio, studioFrame } from '../../members/index.js';
import { Complimentary } from './complimentary.service.js';
import { ComplimentaryDto } from './complimentary.dto.js';
import { StoryView } from './member.view.js';
import { MemberSheets } from './member-sheets.service.js';

const frame = (view: { creator: CreatorView; member: { name: string } }, t: Translate) => studioFrame(view, 'members', t('members.storyTitle', { name: view.member.name }));
const page = { template: 'people/show', layout: 'studio' as const, frame };
const refill = {
  ...page,
  view: (self: MemberController, request: FastifyRequest) => {
    const { handle, id } = request.params as { handle: string; id: string };
    return self.show(request.actor!, handle, id, request);
  },
};

/** One member: their story, why they see what they see, and what they are given. */
@Controller('studio/:handle/members/:id')
@SignedIn()
export class MemberController {
  constructor(private readonly studio: Studio, private readonly sheets: MemberSheets, private readonly complimentary: Complimentary) {}

  @Get()
  @Page({ id: 'getMember', summary: 'One member\'s whole story, and why they see what they see', view: StoryView, ...page })
  async show(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Req() request: FastifyRequest) {
    const creator = await this.studio.page(actor, handle, 'people');
    return this.sheets.of(actor, creator, id, request.language);
  }

  @Post('grants')
  @Write({ id: 'giveTier', summary: 'Gives a member a tier until a day, with words; they are told by mail', view: StoryView, status: 201, refill })
  async give(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() body: ComplimentaryDto, @Req() request: FastifyRequest) {
    const creator = await this.studio.page(actor, handle, 'money');
    await this.complimentary.give(actor, creator, id, body);
    return done(`/studio/${creator.handle}/members/${id}`, await this.show(actor, handle, id, request), 'tierGiven');
  }

  @Post('grants/:grant/withdrawal')
  @Write({ id: 'takeTierBack', summary: 'Ends a tier that was given', view: StoryView })
  async withdraw(
    @Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Param('grant', ParseUUIDPipe) grant: string, @Req() request: FastifyRequest,
  ) {
    const creator = await this.studio.page(actor, handle, 'money');
    await this.complimentary.withdraw(actor, creator.id, id, grant);
    return done(`/studio/${creator.handle}/members/${id}`, await this.show(actor, handle, id, request), 'tierTakenBack');
  }
}
