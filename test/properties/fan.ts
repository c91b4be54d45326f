import type { Actor } from '../../src/platform/index.js';

/** A person who buys, of two Stripe customers, since Stripe bills one in one currency; every replica knows them under the same ids. */
export interface Fan {
  accountId: string;
  /** Who pays in euros. */
  customer: string;
  /** Who pays in dollars. */
  dollars: string;
}

/** Both of somebody's customers. */
export function customersOf({ customer, dollars }: Pick<Fan, 'customer' | 'dollars'>): string[] {
  return [customer, dollars];
}

/** Somebody before a service of ours, as their session would name them. */
export function actorOf({ accountId }: Pick<Fan, 'accountId'>): Actor {
  return { accountId, name: 'A fan', email: `${accountId}@people.example`, language: 'en', timeZone: 'UTC', proved: true, operator: false, works: false, sessionId: '', via: 'token', scopes: null };
}
