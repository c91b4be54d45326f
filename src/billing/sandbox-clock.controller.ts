import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { RawBodyRequest } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock, Config, NotFound, SandboxClock } from '../platform/index.js';
import { Stripe } from './stripe/stripe.client.js';

/** Where the sandbox says that its clock was moved, signed like an event. Does not exist without a sandbox. */
@Controller('dev/clock')
export class SandboxClockController {
  constructor(private readonly config: Config, private readonly sandboxClock: SandboxClock, private readonly clock: Clock) {}

  @Post()
  @HttpCode(200)
  async move(@Req() request: RawBodyRequest<FastifyRequest>): Promise<{ ok: true }> {
    const secret = this.config.stripe?.sandboxUrl && this.config.stripe.webhookSecrets[0];
    const signature = request.headers['stripe-signature'];
    if (!secret || !request.rawBody || typeof signature !== 'string') throw new NotFound();
    try {
      Stripe.webhooks.signature!.verifyHeader(request.rawBody, signature, secret, 300, undefined, this.clock.system().getTime());
    } catch {
      throw new NotFound();
    }
    await this.sandboxClock.move(Number((request.body as { offset_ms: unknown }).offset_ms) || 0);
    return { ok: true };
  }
}
