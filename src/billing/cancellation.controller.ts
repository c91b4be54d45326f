import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Actor, done, Nullable, Page, SignedIn, Type, Who, Write } from '../platform/index.js';
import { Creators } from '../members/index.js';
import { type Membership, Memberships, MembershipView, MembershipViews } from '../access/index.js';
import { Cancellations } from './cancellations.service.js';
import { LeavingDto } from './leaving.dto.js';
import { asUnavailable } from './stripe/stripe.client.js';

export const CancellationView = Type.Object({ membership: MembershipView, action: Type.String(), undo: Type.String() });
export const EndedView = Type.Object({ membership: Nullable(MembershipView) });

/** What is said of a membership after the press: one that is not paid for, or not any more, is over at once. */
export function flashOf(press: 'canceled' | 'resumed', membership: Pick<Membership, 'paidTierId'> | null): string {
  return press === 'canceled' && !membership?.paidTierId ? 'over' : press;
}

/** Leaving in two clicks: this page, and its button. */
@Controller('@:handle/membership/cancellation')
@SignedIn()
export class CancellationController {
  constructor(
    private readonly creators: Creators,
    private readonly memberships: Memberships,
    private readonly cancellations: Cancellations,
    private readonly views: MembershipViews,
  ) {}

  @Get()
  @Page({
    id: 'getCancellation', summary: 'What cancelling would mean', view: CancellationView, template: 'billing/cancellation', layout: 'page',
    frame: (view: { membership: MembershipView }, t) => ({ title: t('billing.cancelTitle', { name: view.membership.creator.name }), accent: view.membership.creator, noindex: true }),
  })
  async show(@Who() actor: Actor, @Param('handle') handle: string) {
    const creator = await this.creators.byHandle(handle);
    const action = `/@${creator.handle}/membership/cancellation`;
    return { membership: await this.views.of(await this.cancellations.required(actor, creator.id)), action, undo: `${action}/undo` };
  }

  @Post()
  @Write({ id: 'cancelMembership', summary: 'Ends a paid membership at the end of its period; a free one, or one whose renewal goes unpaid, at once', view: EndedView })
  async cancel(@Who() actor: Actor, @Param('handle') handle: string, @Body() { kind }: LeavingDto) {
    return this.change(actor, handle, 'canceled', (creatorId) => this.cancellations.cancel(actor, creatorId, kind));
  }

  @Post('undo')
  @Write({ id: 'resumeMembership', summary: 'Takes a cancellation back', view: EndedView })
  async undo(@Who() actor: Actor, @Param('handle') handle: string) {
    return this.change(actor, handle, 'resumed', (creatorId) => this.cancellations.undo(actor, creatorId));
  }

  private async change(actor: Actor, handle: string, press: 'canceled' | 'resumed', act: (creatorId: string) => Promise<void>) {
    const creator = await this.creators.byHandle(handle);
    await act(creator.id).catch(asUnavailable);
    const membership = await this.memberships.find(actor.accountId, creator.id);
    return done('/account', { membership: membership && await this.views.of(membership) }, flashOf(press, membership));
  }
}
