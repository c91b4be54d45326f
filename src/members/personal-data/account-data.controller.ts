import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Actor, Clock, Config, done, Instant, InvalidInput, Limits, Nullable, OK, OkView, Page, SignedIn, Type, Who, Words, Write, type Translate,
} from '../../platform/index.js';
import { addressKey } from '../email-address.js';
import { PasswordAgain } from '../auth/password-again.service.js';
import { SignIns } from '../auth/sign-ins.js';
import { Farewells } from './farewells.service.js';
import { PersonalData } from './personal-data.service.js';

export class ErasureDto {
  /** The account's own address, typed once more. */
  @IsString() @MaxLength(254)
  confirm: string;

  @IsOptional() @IsString() @MaxLength(200)
  password?: string;
}

const DataView = Type.Object({ address: Type.String(), hasPassword: Type.Boolean(), fresh: Type.Boolean(), proved: Type.Boolean(), obstacle: Nullable(Type.String()) });
const ExportView = Type.Object({ install: Type.String(), exportedAt: Instant, format: Type.String(), data: Type.Record(Type.String(), Type.Unknown()) });
const frame = (_: unknown, t: Translate) => ({ title: t('data.title'), noindex: true });

/** Taking everything along, and leaving for good. */
@Controller('account')
@SignedIn()
export class AccountDataController {
  constructor(
    private readonly data: PersonalData,
    private readonly farewells: Farewells,
    private readonly again: PasswordAgain,
    private readonly signIns: SignIns,
    private readonly limits: Limits,
    private readonly clock: Clock,
    private readonly words: Words,
    private readonly config: Config,
  ) {}

  @Get('data')
  @Page({ id: 'getAccountData', summary: 'What can be taken along, and what leaving for good means', view: DataView, template: 'account/data', layout: 'page', frame })
  async show(@Who() actor: Actor, @Req() request: FastifyRequest) {
    const obstacle = await this.data.obstacle(actor.accountId);
    const sentence = obstacle && this.words.for(request.language)(`error.${obstacle.code}.detail`, obstacle.values);
    return { address: actor.email, proved: actor.proved, ...await this.again.state(actor), obstacle: sentence };
  }

  @Post('data/exports')
  @HttpCode(200)
  @Write({ id: 'exportAccount', summary: 'Everything this install keeps of me, as one JSON document', view: ExportView, download: 'thousand-account.json' })
  async export(@Who() actor: Actor) {
    await this.limits.take(`export ${actor.accountId}`, 10, 3600);
    const data = await this.data.export(actor.accountId);
    return done('/account/data', { install: this.config.publicUrl, exportedAt: this.clock.system().toISOString(), format: 'thousand account 1', data });
  }

  @Post('erasure')
  @HttpCode(200)
  @Write({
    id: 'eraseAccount', summary: 'Cancels everything and forgets me, but for what tax law keeps', view: OkView,
    refill: { template: 'account/data', layout: 'page', frame, view: (self: AccountDataController, request) => self.show(request.actor!, request) },
  })
  async erase(@Who() actor: Actor, @Body() body: ErasureDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.limits.take(`erasure ${actor.accountId}`, 10, 3600);
    if (addressKey(body.confirm) !== addressKey(actor.email)) throw new InvalidInput({ confirm: { rule: 'ownAddress' } });
    await this.again.require(actor, body.password);
    await this.farewells.erase(actor);
    await this.signIns.close(request, reply);
    return done('/', OK, 'erased');
  }
}
