import { Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, Instant, Jobs, Nullable, OK, OkView, Page, SignedIn, Type, Who, Words, Write, type Static, type Translate } from '../../platform/index.js';
import { requireOperator } from '../../members/index.js';
import { type Drift, Drifts } from '../sync/drifts.service.js';

const Change = Type.Object({ subscription: Type.String(), what: Type.String(), name: Type.String(), before: Nullable(Type.String()), after: Nullable(Type.String()) });
const Line = Type.Object({ id: Type.String(), customer: Type.String(), name: Nullable(Type.String()), foundAt: Instant, changes: Type.Array(Change) });
const DriftView = Type.Object({ found: Type.Array(Line) });
const MOST = 100;

/** Where we thought otherwise than Stripe although no event waited, and what was mended. */
@Controller('operator/drift')
@SignedIn()
export class OperatorDriftController {
  constructor(private readonly drifts: Drifts, private readonly jobs: Jobs, private readonly words: Words) {}

  @Get()
  @Page({
    id: 'listDrift', summary: 'Memberships that differed from Stripe and were mended', view: DriftView, template: 'operator/drift', layout: 'page',
    frame: (_, t: Translate) => ({ title: t('drift.title'), noindex: true }),
  })
  async index(@Who() actor: Actor, @Req() request: FastifyRequest) {
    requireOperator(actor);
    const t = this.words.for(request.language);
    return { found: (await this.drifts.latest(MOST)).map((one) => lineView(one, t)) };
  }

  @Post('walks')
  @Write({ id: 'walkCustomers', summary: 'Compares every customer with Stripe, now instead of tonight', view: OkView })
  async walk(@Who() actor: Actor) {
    requireOperator(actor);
    await this.jobs.add('billing.walk', {}, { key: 'billing.walk' });
    return done('/operator/drift', OK, 'walking');
  }
}

/** Field by field, and only what differs. */
function lineView({ id, customer, name, foundAt, before, after }: Drift, t: Translate): Static<typeof Line> {
  const changes = [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((subscription) => {
    const [was, is] = [before[subscription] ?? {}, after[subscription] ?? {}];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .filter((what) => JSON.stringify(was[what] ?? null) !== JSON.stringify(is[what] ?? null))
      .map((what) => ({ subscription, what, name: t(`drift.what.${what}`), before: said(was[what]), after: said(is[what]) }));
  });
  return { id, customer, name, foundAt: foundAt.toISOString(), changes };
}

function said(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}
