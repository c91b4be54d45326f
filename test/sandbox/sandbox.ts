import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import Stripe from 'stripe';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.js';
import { createDatabase } from '../database.js';
import { faultsOf } from './schemas.js';

export const SECRET_KEY = 'sk_test_sandbox_spec';
export const WEBHOOK_SECRET = 'whsec_sandbox_spec';

/** One webhook as it arrived. */
export interface Delivery {
  path: string;
  body: string;
  signature: string;
}

/** An app's side of webhooks: keeps what arrives and answers with `status`. */
export interface Listener {
  url: string;
  deliveries: Delivery[];
  /** What to answer; may differ by delivery. */
  answer: (delivery: Delivery) => number;
  close(): Promise<void>;
}

export async function listen(): Promise<Listener> {
  const deliveries: Delivery[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const delivery = {
        path: request.url ?? '',
        body: Buffer.concat(chunks).toString(),
        signature: String(request.headers['stripe-signature']),
      };
      deliveries.push(delivery);
      response.statusCode = listener.answer(delivery);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const listener: Listener = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries,
    answer: () => 200,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return listener;
}

export interface World {
  sandbox: Sandbox;
  stripe: Stripe;
  databaseUrl: string;
  /** A call of the control API. */
  control(method: string, path: string, body?: object): Promise<{ status: number; body: any }>;
  /** Stops and starts the sandbox on the same database and port. */
  restart(options?: Partial<SandboxOptions>): Promise<void>;
  /** Stops it, and fails when an object or event in it breaks its schema. */
  close(): Promise<void>;
}

/** Fetches, and fails when an answer of the API is not what the SDK's types promise. */
const strictFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  const text = await response.clone().text();
  const faults = faultsOf(JSON.parse(text));
  if (faults.length > 0) throw new Error(`An answer breaks its schema:\n${faults.join('\n')}\n${text}`);
  return response;
};

/** A client of the real SDK for a sandbox; every answer is held against the schemas. */
export function clientOf(url: string, options: Partial<Stripe.StripeConfig> = {}): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(SECRET_KEY, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    maxNetworkRetries: 0,
    timeout: 10_000,
    httpClient: Stripe.createFetchHttpClient(strictFetch),
    ...options,
  });
}

/** A sandbox on a database of its own, with a client. */
export async function createWorld(options: Partial<SandboxOptions> = {}): Promise<World> {
  const database = await createDatabase({ template: 'sandbox' });
  const all = { databaseUrl: database.url, port: 0, secretKey: SECRET_KEY, webhookSecret: WEBHOOK_SECRET, ...options };
  const sandbox = await startSandbox(all);
  const world: World = {
    sandbox,
    stripe: clientOf(sandbox.url),
    databaseUrl: database.url,
    async control(method, path, body) {
      const headers = body ? { 'content-type': 'application/json' } : {};
      const response = await fetch(`${world.sandbox.url}/_sandbox${path}`, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : null };
    },
    async restart(more = {}) {
      await world.sandbox.stop();
      world.sandbox = await startSandbox({ ...all, port: Number(new URL(world.sandbox.url).port), ...more });
    },
    async close() {
      const { body } = await world.control('GET', '/dump');
      await world.sandbox.stop();
      await database.drop();
      const faults = Object.values(body as Record<string, unknown[]>)
        .flat()
        .flatMap(faultsOf);
      if (faults.length > 0)
        throw new Error(`The sandbox keeps what breaks its schema:\n${[...new Set(faults)].join('\n')}`);
    },
  };
  return world;
}

/** Asks again until the answer pleases; fails after ten seconds. */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  pleases: (value: T) => boolean,
  ms = 10_000,
): Promise<T> {
  const until = performance.now() + ms;
  for (;;) {
    const value = await ask();
    if (pleases(value)) return value;
    if (performance.now() > until) throw new Error(`It never came: last seen ${JSON.stringify(value)?.slice(0, 2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A product with one monthly price. */
export async function monthlyPrice(stripe: Stripe, amount = 500, currency = 'eur'): Promise<Stripe.Price> {
  const product = await stripe.products.create({ name: 'Proof' });
  return stripe.prices.create({ product: product.id, currency, unit_amount: amount, recurring: { interval: 'month' } });
}

/** A customer with a card, ready to subscribe. */
export async function customerWithCard(stripe: Stripe, token = 'pm_card_visa'): Promise<Stripe.Customer> {
  const customer = await stripe.customers.create({ email: 'ruth@example.org' });
  const method = await stripe.paymentMethods.attach(token, { customer: customer.id });
  return stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } });
}

/** An open checkout of one monthly price. */
export async function openSession(
  stripe: Stripe,
  options: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<Stripe.Checkout.Session> {
  const price = await monthlyPrice(stripe);
  return stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: 'http://127.0.0.1:9/thanks?session_id={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://127.0.0.1:9/join',
    ...options,
  });
}

/** The types of the latest events about an object, newest first. */
export async function eventTypes(stripe: Stripe, id: string): Promise<string[]> {
  return (await stripe.events.list({ limit: 100 })).data
    .filter(({ data }) => (data.object as { id?: string }).id === id)
    .map(({ type }) => type);
}

/** Asks for a page of the sandbox as a browser without JavaScript, or sends its form. */
export async function visit(
  url: string,
  fields?: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<{ status: number; html: string; headers: Headers; location: string | null }> {
  const response = await fetch(url, {
    headers,
    redirect: 'manual',
    ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
  });
  const html = await response.text();
  return { status: response.status, html, headers: response.headers, location: response.headers.get('location') };
}
