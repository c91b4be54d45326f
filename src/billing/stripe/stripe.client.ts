import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { Config, Database, DomainError, step, Unavailable, Worker } from '../../platform/index.js';
import { paced, paceOf } from './paced.js';

/** Longest wait for one answer of Stripe, in milliseconds; the SDK's own 80 s would hold a fan's browser. */
const TIMEOUT = 15_000;
const MOST_TRIES = 8;

/** The one place that holds the SDK. It refuses to work while a transaction is open. */
@Injectable()
export class StripeClient {
  private readonly sdk: Stripe | null;
  private accountId: Promise<string> | undefined;

  constructor(private readonly config: Config, private readonly db: Database, worker: Worker) {
    const { stripe } = config;
    const sandbox = stripe?.sandboxUrl ? new URL(stripe.sandboxUrl) : null;
    if (sandbox && !stripe!.secretKey.startsWith('sk_test_')) throw new Error('A live key never goes to the sandbox');
    this.sdk = stripe && new Stripe(stripe.secretKey, {
      timeout: TIMEOUT, maxNetworkRetries: 1, telemetry: false, appInfo: { name: 'Thousand' },
      ...(sandbox ? { protocol: 'http', host: sandbox.hostname, port: sandbox.port } : { httpClient: paced(Stripe.createNodeHttpClient(), paceOf(stripe.secretKey), () => worker.living) }),
    });
  }

  get enabled(): boolean {
    return this.sdk !== null;
  }

  /** Whether what is sold has tax in it that Stripe reckons. */
  get taxed(): boolean {
    return this.config.stripe?.tax ?? false;
  }

  /** @throws DomainError where payments are off, Error inside a transaction */
  get api(): Stripe {
    if (!this.sdk) throw new DomainError('payments_off', 409);
    this.db.forbidTransaction('Stripe was asked');
    return this.sdk;
  }

  /** The id of the account whose key this is; it stands beside every Stripe id we store. */
  account(): Promise<string> {
    this.accountId ??= step('stripe.account', () => this.api.accounts.retrieveCurrent()).then((account) => account.id, (error: unknown) => {
      this.accountId = undefined;
      throw error;
    });
    return this.accountId;
  }

  /** Where whoever runs the account looks at a payment or a subscription, by its id: Stripe's dashboard, or the sandbox's page. */
  pageOf(id: string): string {
    const { secretKey = '', sandboxUrl } = this.config.stripe ?? {};
    if (sandboxUrl) return sandboxUrl;
    return `https://dashboard.stripe.com/${/^(sk|rk)_live_/.test(secretKey) ? '' : 'test/'}${id.startsWith('sub_') ? 'subscriptions' : 'payments'}/${id}`;
  }

  /** Whether an object or event is of the mode our key is in. */
  rightMode(livemode: boolean): boolean {
    return livemode === /^(sk|rk)_live_/.test(this.config.stripe?.secretKey ?? '');
  }
}

/** Whether Stripe said no for good: trying the same again cannot succeed. */
export function isRefusal(error: unknown): error is Stripe.errors.StripeError {
  return error instanceof Stripe.errors.StripeError && error.statusCode !== 409
    && ['StripeInvalidRequestError', 'StripeCardError', 'StripePermissionError', 'StripeIdempotencyError'].includes(error.type);
}

/** Whether Stripe answered that it is broken: it answers the same again for a day under the same key. */
export function isBroken(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && (error.statusCode ?? 0) >= 500;
}

/**
 * Makes a call again while Stripe still works on another with the same idempotency key: two tabs, one object.
 * @throws what the call throws otherwise, or at last
 */
export async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      const busy = error instanceof Stripe.errors.StripeError && error.statusCode === 409;
      if (!busy || tries === MOST_TRIES) throw error;
      await new Promise((resolve) => { setTimeout(resolve, 100 * tries); });
    }
  }
}

/** Whether Stripe has no such object (or hides it from this key). */
export function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && error.code === 'resource_missing';
}

/** Tells a person that Stripe is away, with the way forward. @throws Unavailable for whatever Stripe said, else the error itself */
export function asUnavailable(error: unknown): never {
  if (error instanceof Stripe.errors.StripeError) throw new Unavailable('stripe_away');
  throw error;
}

export { Stripe };
