import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength, MinLength, ValidateIf } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Actor, Answer, Config, done, DomainError, Instant, LANGUAGES, Limits, NotFound, Nullable, OK, OkView, Page, SignedIn, Type, Who, Write, type Translate,
} from '../../platform/index.js';
import { IsAddress } from '../email-address.js';
import { requireOperator } from '../operator/operator.js';
import { GuestList, type Invited } from './guest-list.service.js';
import { placeOf } from './mail-limits.js';
import { PASSWORD_LENGTH } from './password.js';
import { SessionView, SignIns } from './sign-ins.js';

export class InstallInvitationDto {
  @IsAddress()
  email: string;

  @IsIn(LANGUAGES)
  language: string;
}

export class InvitedDto {
  @IsString() @IsNotEmpty() @MaxLength(100) @Matches(/^[^\u0000-\u001f\u007f]*$/)
  name: string;

  /** None is needed: a link by mail lets in, too. */
  @IsOptional() @ValidateIf((_, value) => value !== '') @IsString() @MinLength(PASSWORD_LENGTH) @MaxLength(200)
  password?: string;
}

const Line = Type.Object({ id: Type.String(), address: Type.String(), sentAt: Instant, until: Instant, usedAt: Nullable(Instant) });
const PeopleView = Type.Object({ policy: Type.Enum(['open', 'invite', 'closed']), invitations: Type.Array(Line) });
const AskedView = Type.Object({ usable: Type.Boolean(), address: Nullable(Type.String()) });
const frame = (_: unknown, t: Translate) => ({ title: t('people.title'), noindex: true });
const askedFrame = (_: unknown, t: Translate) => ({ title: t('auth.signUpTitle'), noindex: true });

/** Who may come in: the operator's setting, and whom they asked. */
@Controller('operator/people')
@SignedIn()
export class GuestListController {
  constructor(private readonly list: GuestList, private readonly limits: Limits, private readonly config: Config) {}

  @Get()
  @Page({ id: 'listInvitedPeople', summary: 'Who may make an account, and whom the operator asked', view: PeopleView, template: 'operator/people', layout: 'page', frame })
  async show(@Who() actor: Actor) {
    requireOperator(actor);
    return { policy: this.config.signUp, invitations: (await this.list.all()).map(line) };
  }

  @Post('invitations')
  @Write({
    id: 'invitePerson', summary: 'Asks somebody to this install, by mail', view: PeopleView, status: 201,
    refill: { template: 'operator/people', layout: 'page', frame, view: (self: GuestListController, request) => self.show(request.actor!) },
  })
  async invite(@Who() actor: Actor, @Body() body: InstallInvitationDto) {
    requireOperator(actor);
    if (this.config.signUp === 'closed') throw new DomainError('sign_up_closed', 403);
    await this.limits.take(`invite ${actor.accountId}`, 200, 86_400);
    await this.list.invite(body.email, body.language);
    return done('/operator/people', await this.show(actor), 'invited');
  }

  @Post('invitations/:id/deletion')
  @Write({ id: 'withdrawPersonInvitation', summary: 'Takes an invitation back', view: OkView })
  async withdraw(@Who() actor: Actor, @Param('id', ParseUUIDPipe) id: string) {
    requireOperator(actor);
    if (!await this.list.withdraw(id)) throw new NotFound();
    return done('/operator/people', OK, 'uninvited');
  }
}

/** What the link of an invitation opens. */
@Controller('sign-up/invitations/:token')
export class InvitedController {
  constructor(private readonly list: GuestList, private readonly signIns: SignIns, private readonly limits: Limits) {}

  @Get()
  @Page({ id: 'getPersonInvitation', summary: 'Whether an invitation still works, and for which address', view: AskedView, template: 'members/invited', layout: 'plain', frame: askedFrame })
  async form(@Param('token') token: string) {
    const address = await this.list.look(token);
    return new Answer({ usable: address !== null, address }, address === null ? 410 : 200);
  }

  @Post()
  @Write({
    id: 'acceptPersonInvitation', summary: 'Makes the account and signs in', view: SessionView, status: 201,
    refill: {
      template: 'members/invited', layout: 'plain', frame: askedFrame,
      view: async (self: InvitedController, request) => ({ usable: true, address: await self.list.look((request.params as { token: string }).token) }),
    },
  })
  async accept(@Param('token') token: string, @Body() body: InvitedDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.limits.take(`link ip ${placeOf(request.ip)}`, 60, 3600);
    const account = await this.list.accept(token, body);
    if (!account) throw new DomainError('link_spent', 410);
    return done('/', await this.signIns.open(account.id, 'link', request, reply), 'confirmed');
  }
}

function line({ id, email, created_at: sent, expires_at: until, used_at: used }: Invited) {
  return { id, address: email, sentAt: sent.toISOString(), until: until.toISOString(), usedAt: used?.toISOString() ?? null };
}
