import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { type Actor, afterSkipped, Clock, Database, DAY, done, instantsAt, Instant, InvalidInput, isDay, MINUTE, Nullable, Page, plusMs, SignedIn, Type, wallTimeOf, Who, Write, type Translate } from '../../platform/index.js';
import { Closings, Creators, CreatorView, creatorView, type CreatorWithPictures, PasswordAgain, Studio, studioFrame } from '../../members/index.js';

export class ClosingDto {
  @IsOptional() @IsString() @MaxLength(200)
  password?: string;

  @IsOptional() @IsString() @MaxLength(1000)
  farewell?: string;

  /** A day in the page's time zone, to whose end members may read on. */
  @IsOptional() @IsString() @MaxLength(10)
  readableUntil?: string;
}

const ClosingView = Type.Object({
  creator: CreatorView, paying: Type.Integer(), following: Type.Integer(), firstDay: Type.String(), lastDay: Type.String(),
  closed: Nullable(Type.Object({ at: Instant, beginsAt: Instant, begun: Type.Boolean(), readableUntil: Nullable(Instant), farewell: Nullable(Type.String()), toRefund: Type.Integer() })),
});
const frame = (view: { creator: CreatorView }, t: Translate) => studioFrame(view, 'settings', t('closing.title'));
const page = { template: 'studio/closing', layout: 'studio' as const, frame };
/** Longest time that members may read on, in days. */
const LONGEST = 366;

/** Closing a page: says first what happens, asks for the password, and can be taken back until it begins. */
@Controller('studio/:handle/closing')
@SignedIn()
export class ClosingController {
  constructor(
    private readonly studio: Studio,
    private readonly creators: Creators,
    private readonly closings: Closings,
    private readonly again: PasswordAgain,
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Page({ id: 'getClosing', summary: 'What closing this page would mean, or how its closing stands', view: ClosingView, ...page })
  async show(@Who() actor: Actor, @Param('handle') handle: string) {
    return this.view(await this.studio.page(actor, handle, 'money'));
  }

  @Post()
  @Write({
    id: 'closeCreator', summary: 'Closes a page: nobody joins, renewals stop, what was paid and not given goes back', view: ClosingView,
    refill: { ...page, view: (self: ClosingController, request: FastifyRequest) => self.show(request.actor!, (request.params as { handle: string }).handle) },
  })
  async close(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: ClosingDto) {
    const creator = await this.studio.page(actor, handle, 'money');
    const readableUntil = this.lastInstant(creator, body.readableUntil);
    await this.again.insist(actor, body.password);
    await this.closings.close(actor, creator, { farewell: body.farewell?.trim() || null, readableUntil });
    return done(`/studio/${creator.handle}/closing`, await this.view(creator), 'pageClosed');
  }

  @Post('undo')
  @Write({ id: 'reopenCreator', summary: 'Takes a closing back, until memberships begin to end', view: ClosingView })
  async undo(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.studio.page(actor, handle, 'money');
    await this.closings.undo(actor, creator);
    return done(`/studio/${creator.handle}/settings`, await this.view(creator), 'pageReopened');
  }

  /** The end of a day where the page is. @throws InvalidInput for what is no day, or not within a year from now */
  private lastInstant(creator: CreatorWithPictures, day: string | undefined): Date | null {
    if (!day) return null;
    const { firstDay, lastDay } = this.days(creator);
    if (!isDay(day) || day < firstDay || day > lastDay) throw new InvalidInput({ readableUntil: { rule: 'dayWithinYear' } });
    const end = { day, time: '23:59' };
    return plusMs(instantsAt(end, creator.timeZone).at(-1) ?? afterSkipped(end, creator.timeZone), MINUTE - 1);
  }

  private days(creator: CreatorWithPictures): { firstDay: string; lastDay: string } {
    const now = this.clock.now();
    return { firstDay: wallTimeOf(now, creator.timeZone).day, lastDay: wallTimeOf(plusMs(now, LONGEST * DAY), creator.timeZone).day };
  }

  private async view(before: CreatorWithPictures) {
    const creator = await this.creators.byHandle(before.handle);
    const [counts] = await this.db.sql<{ paying: number; following: number; toRefund: number }>(
      'closing.counts',
      `select count(*) filter (where paid_tier_id is not null)::int as paying, count(*) filter (where paid_tier_id is null)::int as following,
         (select count(*) from closing_refund where creator_id = $1 and done_at is null)::int as "toRefund"
       from membership where creator_id = $1 and ended_at is null`,
      [creator.id],
    );
    const { toRefund, ...people } = counts!;
    const closing = await this.closings.of(creator.id);
    return {
      creator: creatorView(creator), ...people, ...this.days(creator),
      closed: closing && {
        at: closing.closedAt.toISOString(), beginsAt: closing.beginsAt.toISOString(), begun: closing.begunAt !== null, farewell: closing.farewell, toRefund,
        readableUntil: closing.readableUntil?.toISOString() ?? null,
      },
    };
  }
}
