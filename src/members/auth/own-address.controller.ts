import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, Answer, Config, done, Limits, Nullable, OK, OkView, Page, SignedIn, Type, Who, Write, type Translate } from '../../platform/index.js';
import { AddressChanges } from './address-changes.service.js';
import { MailLimits, placeOf } from './mail-limits.js';
import { AgainView } from './own-password.controller.js';
import { PasswordAgain } from './password-again.service.js';
import { SentView } from './registrations.controller.js';
import { NewAddressDto } from './security.dto.js';

const LinkView = Type.Object({ usable: Type.Boolean(), address: Nullable(Type.String()) });
const frame = (_: unknown, t: Translate) => ({ title: t('security.addressTitle'), noindex: true });

/** My address: another one is confirmed by a link that goes there. */
@Controller()
@SignedIn()
export class OwnAddressController {
  constructor(
    private readonly changes: AddressChanges,
    private readonly again: PasswordAgain,
    private readonly mailLimits: MailLimits,
    private readonly limits: Limits,
    private readonly config: Config,
  ) {}

  @Get('account/security/address')
  @Page({ id: 'getOwnAddress', summary: 'The form for another address', view: AgainView, template: 'account/address', layout: 'page', frame })
  async form(@Who() actor: Actor) {
    return { ...await this.again.state(actor), address: actor.email };
  }

  @Post('account/security/address')
  @Write({
    id: 'requestAddressChange', summary: 'Sends a link to the new address; it changes when the link is used', view: OkView, status: 202,
    refill: { template: 'account/address', layout: 'page', frame, view: (self: OwnAddressController, request) => self.form(request.actor!) },
  })
  async request(@Who() actor: Actor, @Body() body: NewAddressDto, @Req() request: FastifyRequest) {
    await this.again.require(actor, body.password);
    await this.mailLimits.take('address', request.ip, body.email);
    await this.limits.take(`address ${actor.accountId}`, 10, 3600);
    await this.changes.request(actor, body.email);
    return done('/account/security/address/sent', OK);
  }

  @Get('account/security/address/sent')
  @Page({ id: 'getAddressChangeSent', summary: 'Says that a mail is on its way', view: SentView, template: 'members/sent', layout: 'plain', frame })
  sent() {
    return { kind: 'address', mailbox: this.config.demo ? '/dev/mail' : null };
  }

  @Get('address-changes/:token')
  @Page({ id: 'getAddressChange', summary: 'Whether a link still works, and to which address', view: LinkView, template: 'account/address-link', layout: 'plain', frame })
  async link(@Param('token') token: string) {
    const address = await this.changes.look(token);
    return new Answer({ usable: address !== null, address }, address === null ? 410 : 200);
  }

  @Post('address-changes/:token')
  @Write({ id: 'confirmAddressChange', summary: 'Sets my new address', view: OkView })
  async confirm(@Who() actor: Actor, @Param('token') token: string, @Req() request: FastifyRequest) {
    await this.limits.take(`link ip ${placeOf(request.ip)}`, 60, 3600);
    await this.changes.confirm(actor, token);
    return done('/account/security', OK, 'addressChanged');
  }
}
