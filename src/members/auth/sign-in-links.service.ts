import { Injectable } from '@nestjs/common';
import { Database, Events } from '../../platform/index.js';
import { Accounts } from '../accounts.service.js';
import { SignInLinkRequested } from '../events.js';
import { browserHash, sameBrowser } from './asking-browser.js';
import { Proofs } from './proofs.service.js';
import { type AskedSignIn, type LinkToken, LinkTokens } from './tokens.service.js';

/** What a link would do for whoever opens it. */
export interface LookedAt {
  usable: boolean;
  /** The address it is for; null when it does nothing. */
  address: string | null;
  /** Whether it was asked for in this browser. */
  sameBrowser: boolean;
}

/** Coming in by a link in a mail instead of a password. The link that proves a guest's address is one, too. */
@Injectable()
export class SignInLinks {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly tokens: LinkTokens,
    private readonly proofs: Proofs,
    private readonly events: Events,
  ) {}

  /**
   * Asks for a link. For an address nobody has here the same is written down; only no mail comes of it.
   * @param asked the value of the asking browser's cookie, null for a client
   */
  async request(email: string, next: string | null, asked: string | null): Promise<void> {
    const account = await this.accounts.byMailbox(email);
    await this.db.inTransaction(async () => {
      const id = await this.tokens.create('sign-in', account?.id ?? null, { next, browserHash: asked && browserHash(asked) } satisfies AskedSignIn);
      await this.events.publish(new SignInLinkRequested(id));
    });
  }

  /** Asks once more whether an address is theirs who is signed in without having proved it. */
  async requestProof(accountId: string, asked: string | null): Promise<void> {
    await this.db.inTransaction(async () => {
      const id = await this.tokens.create('sign-in', accountId, { next: null, browserHash: asked && browserHash(asked) } satisfies AskedSignIn);
      await this.events.publish(new SignInLinkRequested(id));
    });
  }

  /** Looks at a link; uses nothing up, since scanners open links too. */
  async look(token: string, asked: string | null): Promise<LookedAt> {
    const row = await this.find(token);
    const account = row?.account_id ? await this.accounts.byId(row.account_id) : null;
    return { usable: account !== null, address: account?.email ?? null, sameBrowser: sameBrowser(row?.data ?? null, asked) };
  }

  /** Uses a link up: the address is proved. Null when it was used, is too old, or its account is gone. */
  async use(token: string): Promise<{ accountId: string; next: string | null } | null> {
    return this.db.inTransaction(async () => {
      const found = await this.find(token);
      const account = found?.account_id ? await this.accounts.byId(found.account_id) : null;
      if (!account) return null;
      // Before the link is touched: another link of the same address may be used right now, and take this account along.
      await this.proofs.lock(account.emailKey);
      const row = await this.tokens.consume<AskedSignIn>('sign-in', token) ?? await this.tokens.consume<AskedSignIn>('join', token);
      const accountId = row && await this.proofs.prove(account.id);
      return accountId === null ? null : { accountId, next: row!.data?.next ?? null };
    });
  }

  private async find(token: string): Promise<LinkToken<AskedSignIn> | null> {
    return await this.tokens.find<AskedSignIn>('sign-in', token) ?? await this.tokens.find<AskedSignIn>('join', token);
  }
}
