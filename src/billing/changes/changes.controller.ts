import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, Config, done, Limits, NotFound, Page, SignedIn, Who, Write, type Translate } from '../../platform/index.js';
import { Creators } from '../../members/index.js';
import { Admissions, Memberships, MembershipView, MembershipViews } from '../../access/index.js';
import { PERIODS, type Period, Tiers } from '../../tiers/index.js';
import { Seats } from '../checkout/seats.service.js';
import { asUnavailable } from '../stripe/stripe.client.js';
import { ChangeDto } from './change.dto.js';
import { ChangeView, elsewhereOf, optionViews, quoteView } from './change.view.js';
import { Changes } from './changes.service.js';
import { Quotes } from './quotes.service.js';

const page = {
  template: 'billing/change', layout: 'page' as const,
  frame: ({ membership }: ChangeView, t: Translate) => ({ title: t('change.title', { name: membership.creator.name }), accent: membership.creator, noindex: true }),
};
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Another tier, or another period: first what it costs and what it opens, then the button. */
@Controller('@:handle/membership/change')
@SignedIn()
export class ChangesController {
  constructor(
    private readonly creators: Creators,
    private readonly memberships: Memberships,
    private readonly views: MembershipViews,
    private readonly tiers: Tiers,
    private readonly seats: Seats,
    private readonly quotes: Quotes,
    private readonly changes: Changes,
    private readonly config: Config,
    private readonly limits: Limits,
    private readonly admissions: Admissions,
  ) {}

  @Get()
  @Page({ id: 'getChange', summary: 'What I could change my membership to, and what one change would cost', view: ChangeView, ...page })
  async show(@Who() actor: Actor, @Param('handle') handle: string, @Query() query: { tier?: unknown; period?: unknown }): Promise<ChangeView> {
    await this.limits.take(`change ${actor.accountId}`, 120, 600);
    const creator = await this.creators.byHandle(handle);
    const row = await this.quotes.changeable(actor, creator.id);
    const [membership, tiers, left, admitted] = await Promise.all([
      this.memberships.find(actor.accountId, creator.id), this.tiers.ofCreator(creator.id), this.seats.left(creator.id), this.admissions.of(actor.accountId, creator.id),
    ]);
    if (!membership) throw new NotFound();
    const action = `/@${creator.handle}/membership/change`;
    const wanted = wantedOf(query, row.period);
    const quote = wanted && await this.quotes.quote(actor, creator, wanted).catch(asUnavailable);
    return {
      membership: await this.views.of(membership), options: optionViews(row, tiers, admitted, left, action), elsewhere: elsewhereOf(row, tiers, admitted),
      quote: quote && quoteView(quote, tiers), seller: new URL(this.config.publicUrl).host, action,
    };
  }

  @Post()
  @Write({
    id: 'changeMembership', summary: 'Changes tier or period for the amount that was shown, or not at all', view: MembershipView,
    refill: {
      ...page, view: (self: ChangesController, request: FastifyRequest) => {
        const { tierId: tier, period } = request.body as Record<string, unknown>;
        return self.show(request.actor!, (request.params as { handle: string }).handle, { tier, period });
      },
    },
  })
  async change(@Who() actor: Actor, @Param('handle') handle: string, @Body() body: ChangeDto) {
    await this.limits.take(`change ${actor.accountId}`, 120, 600);
    const creator = await this.creators.byHandle(handle);
    await this.changes.agree(actor, creator, body).catch(asUnavailable);
    const membership = await this.view(actor, creator.id);
    const flash = ({ unpaid: 'changeUnpaid', scheduled: 'changeScheduled', announced: 'changed' } as const)[membership.coming?.kind ?? 'announced'];
    return done(membership.url, membership, flash);
  }

  @Post('undo')
  @Write({ id: 'undoChange', summary: 'Takes a change back that is agreed and not so yet', view: MembershipView })
  async undo(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.creators.byHandle(handle);
    await this.changes.undo(actor, creator.id).catch(asUnavailable);
    const membership = await this.view(actor, creator.id);
    return done(membership.url, membership, 'changeUndone');
  }

  /** @throws NotFound when the membership has ended meanwhile */
  private async view(actor: Actor, creatorId: string): Promise<MembershipView> {
    const membership = await this.memberships.find(actor.accountId, creatorId);
    if (!membership) throw new NotFound();
    return this.views.of(membership);
  }
}

/** What an address asks for; the period is what it is now unless it says otherwise. */
function wantedOf({ tier, period }: { tier?: unknown; period?: unknown }, now: string): { tierId: string; period: Period } | null {
  if (tier === undefined) return null;
  if (typeof tier !== 'string' || !UUID.test(tier)) throw new NotFound();
  return { tierId: tier, period: PERIODS.find((one) => one === period) ?? PERIODS.find((one) => one === now) ?? 'month' };
}
