import { Body, Controller, Get, Post } from '@nestjs/common';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { type Actor, done, NotFound, Page, SignedIn, Type, Who, Write, type Translate } from '../platform/index.js';
import { CreatorCard, Creators } from '../members/index.js';
import { MembershipViews } from '../access/index.js';
import { MailKinds } from './mail-kinds.service.js';
import { Unsubscribes } from './unsubscribes.service.js';

/** A box that is ticked comes along, one that is not does not. */
export class MailChoicesDto {
  /** Whose mails. */
  @IsString() @MaxLength(30)
  handle: string;

  @IsOptional() @IsIn(['on'])
  'new-post'?: 'on';

  @IsOptional() @IsIn(['on'])
  'teaser'?: 'on';

  @IsOptional() @IsIn(['on'])
  'price-change'?: 'on';
}

const ChoicesView = Type.Object({
  creators: Type.Array(Type.Object({ ...CreatorCard.properties, kinds: Type.Array(Type.Object({ kind: Type.String(), on: Type.Boolean() })) })),
});
const page = { view: ChoicesView, template: 'email/choices', layout: 'page' as const, frame: (_: unknown, t: Translate) => ({ title: t('choices.title'), noindex: true }) };

/** Which mails I want from whom. What concerns my own account and money is always told. */
@Controller('account/mail')
@SignedIn()
export class MailChoicesController {
  constructor(
    private readonly creators: Creators,
    private readonly memberships: MembershipViews,
    private readonly kinds: MailKinds,
    private readonly unsubscribes: Unsubscribes,
  ) {}

  @Get()
  @Page({ id: 'getMailChoices', summary: 'Which mails I want from whom', ...page })
  async show(@Who() actor: Actor) {
    const [memberships, refused] = await Promise.all([this.memberships.ofAccount(actor.accountId), this.unsubscribes.of(actor.accountId)]);
    const off = new Set(refused.map((one) => `${one.handle} ${one.kind}`));
    return {
      creators: memberships.map(({ creator }) => ({ ...creator, kinds: this.stoppable().map((kind) => ({ kind, on: !off.has(`${creator.handle} ${kind}`) })) })),
    };
  }

  @Post()
  @Write({ id: 'updateMailChoices', summary: 'Says which mails of one creator I want', view: ChoicesView, refill: { ...page, view: (self: MailChoicesController, request) => self.show(request.actor!) } })
  async update(@Who() actor: Actor, @Body() body: MailChoicesDto) {
    const membership = (await this.memberships.ofAccount(actor.accountId)).find((one) => one.creator.handle === body.handle);
    if (!membership) throw new NotFound();
    const creator = await this.creators.byHandle(body.handle);
    for (const kind of this.stoppable()) {
      const choice = { accountId: actor.accountId, creatorId: creator.id, kind };
      await (body[kind as 'new-post'] === 'on' ? this.unsubscribes.welcome(choice) : this.unsubscribes.refuse(choice));
    }
    return done('/account/mail', await this.show(actor), 'saved');
  }

  private stoppable(): string[] {
    return this.kinds.all().filter((kind) => kind.list).map((kind) => kind.kind).sort();
  }
}
