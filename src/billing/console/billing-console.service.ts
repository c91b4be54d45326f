import { Injectable } from '@nestjs/common';
import { type Language, NotFound, Words } from '../../platform/index.js';
import { Explanations } from '../explain/explain.query.js';
import { explanationView } from '../explain/explain.view.js';
import { MissedEvents } from '../inbox/missed-events.service.js';
import { Ledger } from '../ledger/ledger.service.js';
import { InboxLog } from '../operator/inbox-log.query.js';
import { Replays } from '../operator/replays.service.js';
import { Customers } from '../stripe/customers.service.js';
import { asUnavailable, StripeClient } from '../stripe/stripe.client.js';
import { Sync } from '../sync/sync.service.js';
import { Walk } from '../sync/walk.service.js';

type Say = (line: string) => void;
const LINES = 20;

/** What an operator does about money from a shell. Each answers in lines, and with whether it did what it was asked. */
@Injectable()
export class BillingConsole {
  constructor(
    private readonly log: InboxLog, private readonly replays: Replays, private readonly missed: MissedEvents, private readonly walk: Walk, private readonly ledger: Ledger, private readonly sync: Sync, private readonly customers: Customers,
    private readonly explanations: Explanations, private readonly words: Words, private readonly stripe: StripeClient,
  ) {}

  /** How the inbox stands, and the newest events. */
  async inbox(say: Say): Promise<boolean> {
    const { received, quarantined, behind, behindSeconds } = await this.log.backlog();
    say(`${received} events wait, ${quarantined} were put aside; ${behind} customers are behind${behind > 0 ? `, the longest for ${Math.round(behindSeconds)} s` : ''}.`);
    for (const { id, eventId, type, state, receivedAt, error } of await this.log.list({ state: null, search: null, before: null }, LINES)) {
      say([id.padStart(6), receivedAt.toISOString(), state.padEnd(11), type, eventId, error].filter(Boolean).join('  '));
    }
    return true;
  }

  /** Works one event through again, or all that were put aside; the syncs run at once. @param which an event's id, our number of it, or `all` */
  async replay(which: string | undefined, say: Say): Promise<boolean> {
    if (!which || which === 'all') {
      const count = await this.replays.quarantined(null);
      say(`${count} events that were put aside are worked through again.`);
      return true;
    }
    const [line] = /^\d{1,18}$/.test(which) ? [await this.log.find(which)] : await this.log.list({ state: null, search: which, before: null }, 1);
    try {
      if (!line) throw new NotFound();
      await this.replays.one(null, line.id);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      say(`There is no event ${which} of a customer of ours.`);
      return false;
    }
    say(`${line.eventId} (${line.type}) is worked through again.`);
    return true;
  }

  /** Does at once what the timetable does by and by: the sweep over events, the walk over subscriptions, the sweep of the ledger. @throws Unavailable where Stripe is away */
  async reconcile(say: Say): Promise<boolean> {
    await this.stripe.account().catch(asUnavailable);
    const events = await this.missed.sweep();
    const { mended, failed } = await this.walk.whole();
    await this.ledger.sweep();
    say(`${events} events had never been delivered; ${mended} customers differed from Stripe and were mended, ${failed} could not be checked.`);
    return failed === 0;
  }

  /** Drops what we think of a customer, or of all, and reads it from Stripe anew; nobody is shut out meanwhile. @throws Unavailable where Stripe is away */
  async rebuild(which: string | undefined, say: Say): Promise<boolean> {
    await this.stripe.account().catch(asUnavailable);
    let [built, failed] = [0, 0];
    for await (const { account, customer } of this.customers.everyone()) {
      if (which && which !== 'all' && customer !== which) continue;
      await this.sync.rebuild(account, customer).then(() => { built++; }, (error: unknown) => {
        failed++;
        say(`${customer} stays as it was: ${(error as Error).message}`);
      });
    }
    if (built + failed === 0 && which && which !== 'all') say(`There is no customer ${which}.`);
    else say(`${built} customers were built anew from Stripe${failed > 0 ? `, ${failed} could not be` : ''}.`);
    return failed === 0 && (built > 0 || !which || which === 'all');
  }

  /** Why somebody sees what they see. @param who an address, an account's id or a customer's */
  async explain(who: string | undefined, language: Language, say: Say): Promise<boolean> {
    const facts = who ? await this.explanations.of(who).catch((error: unknown) => { if (error instanceof NotFound) return null; throw error; }) : null;
    if (!facts) {
      say(who ? `Nobody here goes by ${who}.` : 'Say who: an address, an account\'s id or a customer\'s.');
      return false;
    }
    const t = this.words.for(language);
    const { person, pages, customers } = explanationView(facts, t, language);
    say(t('explain.title', { name: person.name }));
    if (pages.length === 0) say(t('explain.noPages'));
    for (const { name, answer, because } of pages) for (const line of [t('explain.answerTo', { page: name }), `  ${answer}`, ...because.map((one) => `    ${one}`)]) say(line);
    for (const { says } of customers) for (const line of says) say(line);
    return true;
  }
}
