import { Body, Controller, Get, Post } from '@nestjs/common';
import { IsIn, IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import { type Actor, done, LANGUAGES, Page, SignedIn, Type, Who, Write, type Translate } from '../platform/index.js';
import { Accounts } from '../members/index.js';
import { MembershipView } from './access.view.js';
import { MembershipViews } from './membership-views.service.js';

export class AccountDto {
  @IsString() @IsNotEmpty() @MaxLength(100) @Matches(/^[^\u0000-\u001f\u007f]*$/)
  name: string;

  @IsIn(LANGUAGES)
  language: string;

  @IsString() @MaxLength(60)
  timeZone: string;
}

const AccountView = Type.Object({
  account: Type.Object({ id: Type.String(), name: Type.String(), email: Type.String(), language: Type.String(), timeZone: Type.String() }),
  memberships: Type.Array(MembershipView),
  timeZones: Type.Array(Type.String()),
});
const frame = (_: unknown, t: Translate) => ({ title: t('account.title'), noindex: true });

/** What this install knows of me, and where I am a member. */
@Controller('account')
@SignedIn()
export class AccountController {
  constructor(private readonly accounts: Accounts, private readonly views: MembershipViews) {}

  @Get()
  @Page({ id: 'getAccount', summary: 'My account and my memberships', view: AccountView, template: 'members/account', layout: 'page', frame })
  async show(@Who() actor: Actor) {
    const account = (await this.accounts.byId(actor.accountId))!;
    const { id, name, email, language, timeZone } = account;
    return { account: { id, name, email, language, timeZone }, memberships: await this.views.ofAccount(id), timeZones: ['UTC', ...Intl.supportedValuesOf('timeZone')] };
  }

  @Post()
  @Write({
    id: 'updateAccount', summary: 'Changes my name, language and time zone', view: AccountView,
    refill: { template: 'members/account', layout: 'page', frame, view: (self: AccountController, request) => self.show(request.actor!) },
  })
  async update(@Who() actor: Actor, @Body() body: AccountDto) {
    await this.accounts.update(actor.accountId, body);
    return done('/account', await this.show(actor), 'saved');
  }
}
