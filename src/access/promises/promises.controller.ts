import { Body, Controller, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, Instant, Nullable, OK, OkView, Page, SignedIn, Type, Who, Write, type Translate } from '../../platform/index.js';
import { Audit, type CreatorWithPictures, CreatorView, creatorView, Studio, studioFrame } from '../../members/index.js';
import { Tiers } from '../../tiers/index.js';
import type { TierPromise } from './promise.entity.js';
import { Promises } from './promises.service.js';
import { EVERY, type Every } from './terms.js';

export class PromiseDto {
  @IsString() @IsNotEmpty() @MaxLength(200)
  words: string;

  @IsUUID()
  tierId: string;

  @IsIn(EVERY)
  every: Every;
}

export class KeptDto {
  /** For whom it was done; nobody named means for everybody. */
  @IsOptional() @IsUUID()
  accountId?: string;
}

const Line = Type.Object({
  id: Type.String(), words: Type.String(), every: Type.Enum(['once', 'month', 'year']), tier: Type.String(), kept: Type.Integer(), owed: Type.Integer(),
  nextDue: Nullable(Instant), url: Type.String(),
});
const ListView = Type.Object({ creator: CreatorView, promises: Type.Array(Line), tiers: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })), mayChange: Type.Boolean() });
const PromiseView = Type.Object({
  creator: CreatorView, promise: Line, mayChange: Type.Boolean(),
  people: Type.Array(Type.Object({ accountId: Type.String(), name: Type.String(), since: Instant, due: Instant, keptAt: Nullable(Instant) })),
});
const frame = (view: { creator: CreatorView }, t: Translate) => studioFrame(view, 'tiers', t('promises.title'));
const list = { template: 'studio/promises', layout: 'studio' as const, frame };

/** Who is owed what, by when: the benefits that somebody has to do. Whoever works with people ticks them; the owner makes them. */
@Controller('studio/:handle/promises')
@SignedIn()
export class PromisesController {
  constructor(private readonly studio: Studio, private readonly promises: Promises, private readonly tiers: Tiers, private readonly audit: Audit) {}

  @Get()
  @Page({ id: 'listPromises', summary: 'What this page owes its members, and how much of it is done', view: ListView, ...list })
  async index(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.studio.page(actor, handle, 'people');
    const [promises, tiers, mayChange] = await Promise.all([this.promises.ofPage(creator.id), this.tiers.ofCreator(creator.id), this.studio.may(actor, creator, 'sell')]);
    return {
      creator: creatorView(creator), promises: await Promise.all(promises.map((one) => this.line(one, creator))), mayChange,
      tiers: tiers.filter((tier) => !tier.archivedAt).map(({ id, name }) => ({ id, name })),
    };
  }

  @Post()
  @Write({
    id: 'createPromise', summary: 'Promises something to a tier and those above it', view: Line, status: 201,
    refill: { ...list, view: (self: PromisesController, request: FastifyRequest) => self.index(request.actor!, (request.params as { handle: string }).handle) },
  })
  async create(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: PromiseDto) {
    const creator = await this.studio.page(actor, handle, 'sell');
    const promise = await this.audit.noted(actor, creator.id, 'promiseMade', () => this.promises.make(creator.id, body), (made) => [made.id, { promise: made.words }]);
    return done(`/studio/${creator.handle}/promises`, await this.line(promise, creator), 'saved');
  }

  @Get(':id')
  @Page({ id: 'getPromise', summary: 'Who is owed this, by when', view: PromiseView, template: 'studio/promise', layout: 'studio', frame })
  async show(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const { creator, promise } = await this.find(actor, handle, id);
    const people = await this.promises.owed(promise, creator);
    return {
      creator: creatorView(creator), promise: await this.line(promise, creator), mayChange: await this.studio.may(actor, creator, 'sell'),
      people: people.map((one) => ({ ...one, since: one.since.toISOString(), due: one.due.toISOString(), keptAt: one.keptAt?.toISOString() ?? null })),
    };
  }

  @Post(':id/kept')
  @Write({ id: 'keepPromise', summary: 'Notes that it was done, for one or for all', view: Line })
  async keep(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() body: KeptDto) {
    const { creator, promise } = await this.find(actor, handle, id);
    await this.promises.keep(actor, promise, creator, body.accountId ?? null);
    return done(`/studio/${creator.handle}/promises/${id}`, await this.line(promise, creator));
  }

  @Post(':id/kept/undo')
  @Write({ id: 'unkeepPromise', summary: 'Takes a tick back', view: Line })
  async unkeep(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Body() body: KeptDto) {
    const { creator, promise } = await this.find(actor, handle, id);
    if (body.accountId) await this.promises.unkeep(promise, creator, body.accountId);
    return done(`/studio/${creator.handle}/promises/${id}`, await this.line(promise, creator));
  }

  @Post(':id/ending')
  @Write({ id: 'endPromise', summary: 'Promises it no more', view: OkView })
  async end(@Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string) {
    const creator = await this.studio.page(actor, handle, 'sell');
    const promise = await this.promises.ofPageById(creator.id, id);
    await this.audit.noted(actor, creator.id, 'promiseEnded', () => this.promises.end(promise), () => [id, { promise: promise.words }]);
    return done(`/studio/${creator.handle}/promises`, OK, 'saved');
  }

  private async find(actor: Actor, handle: string, id: string) {
    const creator = await this.studio.page(actor, handle, 'people');
    return { creator, promise: await this.promises.ofPageById(creator.id, id) };
  }

  private async line(promise: TierPromise, creator: CreatorWithPictures) {
    const [{ owed, kept, nextDue }, tier] = await Promise.all([this.promises.count(promise, creator), this.tiers.byId(promise.tierId)]);
    return {
      id: promise.id, words: promise.words, every: promise.every, tier: tier?.name ?? '', kept, owed,
      nextDue: nextDue?.toISOString() ?? null, url: `/studio/${creator.handle}/promises/${promise.id}`,
    };
  }
}
