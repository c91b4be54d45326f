import type { OutgoingHttpHeaders } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Fault } from './faults.js';
import { StripeError } from './stripe-error.js';

declare module 'fastify' {
  interface FastifyRequest {
    fault?: Fault | null;
  }
}

const PIECES = 20;

/**
 * Lives through a fault before the work is done.
 * @throws {StripeError} with the fault's status
 */
export async function meetBefore(fault: Fault | null, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  request.fault = fault;
  if (fault?.kind === 'delay') await wait(fault.delayMs ?? 1000);
  if (fault?.kind === 'status') {
    if (fault.shouldRetry !== undefined) reply.header('stripe-should-retry', String(fault.shouldRetry));
    throw statusError(fault.status ?? 500);
  }
  if (fault?.kind === 'hang') reply.hijack();
  if (fault?.kind === 'drop_before') cut(request, reply);
}

/** Lives through a fault once the work was committed; returns what is sent of the answer. */
export async function meetAfter(request: FastifyRequest, reply: FastifyReply, answer: unknown): Promise<unknown> {
  const { fault } = request;
  if (fault?.kind === 'drop_after') cut(request, reply);
  if (fault?.kind === 'status_after' && typeof answer === 'string') return refuse(reply, statusError(fault.status ?? 500));
  if (typeof answer !== 'string' || (fault?.kind !== 'truncate' && fault?.kind !== 'drip')) return answer;
  reply.hijack();
  const bytes = Buffer.from(answer);
  reply.raw.writeHead(reply.statusCode, { ...(reply.getHeaders() as OutgoingHttpHeaders), 'content-length': bytes.length });
  if (fault.kind === 'drip') await drip(reply, bytes, fault.delayMs ?? 1000);
  else await half(request, reply, bytes);
  // The answer is given: the framework must not go on to send it.
  return new Promise(() => {});
}

function refuse(reply: FastifyReply, error: StripeError): string {
  const answer = JSON.stringify({ error: error.body() });
  reply.code(error.status).header('content-length', Buffer.byteLength(answer));
  return answer;
}

async function drip(reply: FastifyReply, bytes: Buffer, ms: number): Promise<void> {
  const size = Math.max(1, Math.ceil(bytes.length / PIECES));
  for (let from = 0; from < bytes.length && !reply.raw.destroyed; from += size) {
    reply.raw.write(bytes.subarray(from, from + size));
    await wait(ms / PIECES, undefined, { ref: false });
  }
  reply.raw.end();
}

async function half(request: FastifyRequest, reply: FastifyReply, bytes: Buffer): Promise<void> {
  await new Promise((resolve) => reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), resolve));
  request.raw.socket.destroy();
}

function cut(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  request.raw.socket.destroy();
}

function statusError(status: number): StripeError {
  if (status === 429)
    return new StripeError('Too many requests hit the API too quickly.', { status, code: 'rate_limit' });
  if (status === 409)
    return new StripeError('This object cannot be accessed right now (asked for by the sandbox).', {
      status,
      code: 'lock_timeout',
    });
  return new StripeError('An unknown error occurred (asked for by the sandbox).', { status, type: 'api_error' });
}
