import { Controller, Headers, HttpCode, Post, Req } from '@nestjs/common';
import type { RawBodyRequest } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock, Config, DomainError } from '../../platform/index.js';
import { Stripe, StripeClient } from '../stripe/stripe.client.js';
import { type Arrival, arrivalOf, arrivalOfThin, looksThin } from './arrival.js';
import { Inbox, type Refusal } from './inbox.service.js';

/** Seconds a signature stays good; the SDK checks only the past, so the future is checked here. */
const TOLERANCE = 300;

/** Stripe's door, for whole events and thin ones: verify on the raw bytes, store, answer. Nothing else happens here. */
@Controller('webhooks/stripe')
export class WebhooksController {
  constructor(private readonly config: Config, private readonly stripe: StripeClient, private readonly inbox: Inbox, private readonly clock: Clock) {}

  @Post()
  @HttpCode(200)
  async receive(@Req() request: RawBodyRequest<FastifyRequest>, @Headers('stripe-signature') signature: unknown): Promise<{ received: true }> {
    const raw = request.rawBody;
    const event = raw && typeof signature === 'string' ? this.verify(raw, signature) : null;
    if (!event) return this.refuse('signature');
    const refusal = await this.foreign(event, signature as string);
    if (refusal) return this.refuse(refusal);
    await this.inbox.accept(event, raw!.toString('utf8'));
    return { received: true };
  }

  private verify(raw: Buffer, signature: string): Arrival | null {
    const now = this.clock.system().getTime();
    for (const secret of this.config.stripe?.webhookSecrets ?? []) {
      try {
        return looksThin(raw)
          ? arrivalOfThin(this.stripe.api.parseEventNotification(raw, signature, secret, TOLERANCE, undefined, now))
          : arrivalOf(Stripe.webhooks.constructEvent(raw, signature, secret, TOLERANCE, undefined, now));
      } catch {
        // The next secret may be the one; that none is shows in the answer.
      }
    }
    return null;
  }

  private async foreign(event: Arrival, signature: string): Promise<Refusal | null> {
    const signedAt = Number(/(?:^|,)t=(\d+)/.exec(signature)?.[1]);
    if (signedAt > this.clock.system().getTime() / 1000 + TOLERANCE) return 'future';
    if (!this.stripe.rightMode(event.livemode)) return 'mode';
    if (event.account !== null && event.account !== await this.stripe.account()) return 'account';
    if (!event.thin && event.version !== Stripe.API_VERSION) return 'version';
    return null;
  }

  private async refuse(reason: Refusal): Promise<never> {
    await this.inbox.refuse(reason);
    throw new DomainError('webhook_refused', 400);
  }
}
