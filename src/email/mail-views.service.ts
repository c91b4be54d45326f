import { Injectable } from '@nestjs/common';
import { Config, toHtml, toText } from '../platform/index.js';
import { Accounts, Creators, creatorUrl, LinkTokens } from '../members/index.js';
import { Doors, Memberships, readAudience } from '../access/index.js';
import { Tiers } from '../tiers/index.js';
import { Posts } from '../content/index.js';
import type { Mail, MailKind, MailView } from './mails.js';
import { Unsubscribes } from './unsubscribes.service.js';

/** Tide, in the fixed colours that every mail reader knows. */
const ACCENT = '#0d646c';
const WASH = '#e8ece9';

/** Gathers what a mail says at the moment it is sent; null when there is no reason to send it any more. */
@Injectable()
export class MailViews {
  constructor(
    private readonly config: Config,
    private readonly accounts: Accounts,
    private readonly creators: Creators,
    private readonly tokens: LinkTokens,
    private readonly tiers: Tiers,
    private readonly doors: Doors,
    private readonly memberships: Memberships,
    private readonly posts: Posts,
    private readonly unsubscribes: Unsubscribes,
  ) {}

  async of(mail: Mail): Promise<MailView | null> {
    const build: Record<MailKind, (mail: Mail) => Promise<Partial<MailView> | null>> = {
      'confirm': (m) => this.confirm(m),
      'registered-already': (m) => this.toAccount(m, '/sign-in'),
      'reset': (m) => this.reset(m),
      'welcome': (m) => this.welcome(m),
      'new-post': (m) => this.newPost(m),
    };
    const view = await build[mail.kind](mail);
    return view && { ...this.blank(mail), ...view };
  }

  /** A link is made here and nowhere else: its token exists in the mail alone. */
  private async confirm(mail: Mail) {
    const minted = await this.tokens.mint(mail.subject_id);
    return minted?.row.data ? { name: minted.row.data.name, url: `${this.config.publicUrl}/confirmations/${minted.token}` } : null;
  }

  private async reset(mail: Mail) {
    const minted = await this.tokens.mint(mail.subject_id);
    return minted && { ...await this.toAccount(mail, `/password-resets/${minted.token}`) };
  }

  private async toAccount(mail: Mail, path: string) {
    const account = mail.account_id ? await this.accounts.byId(mail.account_id) : null;
    return account && { name: account.name, url: this.config.publicUrl + path };
  }

  private async welcome(mail: Mail) {
    const [account, creator, tier] = await Promise.all([this.toAccount(mail, ''), this.creator(mail), this.tiers.byId(mail.subject_id)]);
    const membership = mail.account_id && mail.creator_id ? await this.memberships.find(mail.account_id, mail.creator_id) : null;
    if (!account || !creator || !tier || !membership) return null;
    return {
      ...account, creator, url: creator.url, tier: { name: tier.name }, since: membership.since.toISOString(),
      words: tier.welcome ? { html: toHtml(tier.welcome), text: toText(tier.welcome) } : null,
      price: membership.priceAmount === null ? null : { amount: membership.priceAmount, currency: membership.priceCurrency! },
      nextCharge: membership.paidStatus === 'active' ? membership.paidUntil?.toISOString() ?? null : null,
    };
  }

  /** The gate is asked again at the last moment: who lost access since, or stopped these mails, gets none. */
  private async newPost(mail: Mail) {
    const [account, creator, post] = await Promise.all([this.toAccount(mail, ''), this.creator(mail), this.posts.byId(mail.subject_id)]);
    if (!account || !creator || !post?.publishedAt || !mail.account_id || !mail.creator_id) return null;
    if (await this.unsubscribes.refused(mail.account_id, mail.creator_id, 'new-post')) return null;
    const door = await this.doors.of(mail.creator_id, { accountId: mail.account_id });
    const { open } = door.ask(readAudience(post.audience));
    if (!open || !door.viewer.follows) return null;
    const [membership, tiers] = [await this.memberships.find(mail.account_id, mail.creator_id), door.held()];
    const url = `${creator.url}/posts/${post.slug}`;
    return {
      ...account, creator, url, open, tier: tiers.at(-1) ?? null, since: membership?.since.toISOString() ?? null,
      unsubscribeUrl: this.unsubscribes.url(mail.account_id, mail.creator_id, 'new-post'),
      post: {
        title: post.title, standfirst: post.standfirst, teaserHtml: post.teaserHtml, teaserText: toText(post.teaser), bodyHtml: post.bodyHtml,
        bodyText: toText(post.body), url, minutes: post.minutes,
      },
    };
  }

  private async creator(mail: Mail) {
    const [creator] = mail.creator_id ? await this.creators.byIds([mail.creator_id]) : [];
    return creator ? { name: creator.name, handle: creator.handle, url: this.config.publicUrl + creatorUrl(creator) } : null;
  }

  private blank(mail: Mail): MailView {
    return {
      lang: mail.language, name: '', url: this.config.publicUrl, siteName: 'Thousand', siteUrl: this.config.publicUrl, creator: null, tier: null, since: null,
      words: null, post: null, open: true, why: `mail.why.${mail.kind}`, unsubscribeUrl: null, address: mail.address, accentHex: ACCENT, washHex: WASH,
      price: null, nextCharge: null,
    };
  }
}
