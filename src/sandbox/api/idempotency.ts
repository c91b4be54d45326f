import { createHash } from 'node:crypto';

import { systemMillis } from '../clock.js';
import type { Queryable } from '../store/database.js';
import { StripeError, invalid } from './stripe-error.js';

const KEPT_FOR_MS = 24 * 3600 * 1000;

export interface Answer {
  /** The id of the request that was answered first. */
  request: string;
  status: number;
  text: string;
}

/** Remembers the answers given under idempotency keys, and which keys are in work now. */
export class Idempotency {
  private readonly inWork = new Set<string>();

  /**
   * Claims a key for a request until `release` is called.
   * @returns the stored answer, if the same request was answered before
   * @throws {StripeError} 409 while another request with this key runs; 400 idempotency_error for other parameters
   */
  async claim(db: Queryable, key: string, fingerprint: string): Promise<Answer | null> {
    if (key.length > 255) throw invalid('Idempotency keys can have up to 255 characters.');
    if (this.inWork.has(key)) {
      const message = `Another request with the idempotency key '${key}' is still running.`;
      throw new StripeError(message, { status: 409, type: 'idempotency_error', code: 'idempotency_key_in_use' });
    }
    this.inWork.add(key);
    try {
      const sql = 'SELECT request, fingerprint, status, answer FROM idempotency WHERE key = $1 AND at_ms > $2';
      const row = (await db.query(sql, [key, systemMillis() - KEPT_FOR_MS])).rows[0];
      if (!row) return null;
      if (row.fingerprint !== fingerprint) {
        const message = `The idempotency key '${key}' was used before, with other parameters.`;
        throw new StripeError(message, { type: 'idempotency_error' });
      }
      return { request: row.request, status: row.status, text: row.answer };
    } catch (error) {
      this.release(key);
      throw error;
    }
  }

  release(key: string): void {
    this.inWork.delete(key);
  }

  /** Stores an answer; runs inside the transaction whose outcome it tells. */
  async keep(db: Queryable, key: string, fingerprint: string, answer: Answer): Promise<void> {
    const sql = `INSERT INTO idempotency (key, request, fingerprint, status, answer, at_ms)
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (key) DO UPDATE SET request = $2, fingerprint = $3, status = $4, answer = $5, at_ms = $6`;
    await db.query(sql, [key, answer.request, fingerprint, answer.status, answer.text, systemMillis()]);
  }
}

/** What makes two requests the same: their path and their parameters. */
export function fingerprintOf(path: string, body: string): string {
  return createHash('sha256').update(`${path}\n${body}`).digest('hex');
}
