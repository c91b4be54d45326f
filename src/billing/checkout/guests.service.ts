import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, Config, Cookies, Database, Events, step } from '../../platform/index.js';
import { Accounts, type CreatorWithPictures, browserHash, GuestJoined, LinkTokens, rememberBrowser, SignIns, zoneOf } from '../../members/index.js';
import { Admissions, Memberships } from '../../access/index.js';
import { Tiers } from '../../tiers/index.js';
import { Checkout } from './checkout.service.js';
import type { GuestJoinDto } from './guest-join.dto.js';
import { tillOf, toldAt } from './offers.js';

export interface GuestStarted {
  /** Where to go: the till, or the page itself. */
  url: string;
  /** The checkout's id; null when there is nothing to pay. */
  id: string | null;
  token: string | null;
  expiresAt: string;
}

/**
 * Joining without signing in first. It makes an account that nothing is known of but what was typed, for this browser
 * alone, and it makes one each time: whether the address is known here shows nowhere but in its mailbox.
 */
@Injectable()
export class Guests {
  private readonly cookies: Cookies;

  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly signIns: SignIns,
    private readonly tokens: LinkTokens,
    private readonly tiers: Tiers,
    private readonly memberships: Memberships,
    private readonly checkout: Checkout,
    private readonly events: Events,
    private readonly admissions: Admissions,
    config: Config,
  ) {
    this.cookies = new Cookies(config);
  }

  /** @throws NotFound for a tier of another page, DomainError `not_on_sale` */
  async join(wanted: GuestJoinDto, creator: CreatorWithPictures, request: FastifyRequest, reply: FastifyReply): Promise<GuestStarted> {
    const tier = await this.tiers.ofPage(creator.id, wanted.tierId);
    await this.admissions.require(null, tier);
    const actor = await this.begin(wanted, creator, request, rememberBrowser(this.cookies, request, reply));
    const session = await this.signIns.open(actor.accountId, 'join', request, reply);
    if (!tier.paid) {
      await this.memberships.follow(actor, creator.id, tier.id);
      return { url: `/@${creator.handle}`, id: null, ...session };
    }
    // As the page told it: a tier that is not sold by the year is offered by the month beside one that is.
    const { price, interval } = toldAt(tier, tillOf([tier], wanted));
    const started = await this.checkout.start(actor, creator, { tierId: tier.id, ...(price && interval && { period: interval, currency: price.currency }) });
    return { ...started, ...session };
  }

  private async begin(wanted: GuestJoinDto, creator: CreatorWithPictures, request: FastifyRequest, asked: string | null): Promise<Actor> {
    const { language } = request;
    const [name, timeZone, { email }] = [wanted.name?.trim() || nameIn(wanted.email), zoneOf(language), wanted];
    return step('guests.begin', () => this.db.inTransaction(async () => {
      const { id } = await this.accounts.begin({ name, email, language, timeZone });
      const tokenId = await this.tokens.create('join', id, { next: `/@${creator.handle}`, browserHash: asked && browserHash(asked) });
      await this.events.publish(new GuestJoined(tokenId, creator.id));
      return { accountId: id, name, email, language, timeZone, proved: false, operator: false, works: false, sessionId: '', via: 'token' as const, scopes: null };
    }));
  }
}

/** What to call somebody who gave no name: the first word of the address, as a name is written. */
export function nameIn(email: string): string {
  const word = /^[\p{L}\p{M}]+/u.exec(email)?.[0] ?? email.slice(0, email.lastIndexOf('@'));
  return word.slice(0, 1).toLocaleUpperCase() + word.slice(1);
}
