import { Conditions, listObjects } from '../api/list.js';
import { nameOf } from '../billing/lines.js';
import { cardName } from '../challenge/challenge-page.js';
import { everyWords, type Language } from '../checkout/words.js';
import { formatMoney } from '../money.js';
import { formatDay } from '../pages/day.js';
import type { PortalConfiguration } from '../resources/portal-configuration.js';
import type { PortalSession } from '../resources/portal-session.js';
import type { Price } from '../resources/price.js';
import { hasEnded, type Subscription } from '../resources/subscription.js';
import type { Work } from '../store/work.js';
import { subscriptionsOf } from './deeds.js';
import { portalWords } from './words.js';

/** Everything a visit to the portal is about. */
export interface Visit {
  work: Work;
  session: PortalSession;
  features: PortalConfiguration['features'];
  configuration: PortalConfiguration;
  language: Language;
}

/** What the portal's first page shows of a membership. */
export async function membershipView({ work, session, features, language }: Visit, held: Subscription): Promise<object> {
  const base = `/p/session/${session.id}/${held.id}`;
  const running = !hasEnded(held) && held.status !== 'incomplete';
  return {
    name: await titleOf(work, held),
    price: priceWords(held.items.data[0]!.price, language),
    says: standingOf(held, language),
    mood: held.status === 'past_due' || held.status === 'unpaid' ? 'bad' : '',
    pay: await payView(work, held, language),
    cancel: running && features.subscription_cancel.enabled && !held.cancel_at ? `${base}/cancel` : null,
    undo: running && held.cancel_at_period_end ? `${base}/undo` : null,
    change: running && features.subscription_update.enabled && !held.cancel_at ? `${base}/price` : null,
  };
}

/** What the portal's first page shows: memberships, the card on file, the latest invoices. */
export async function homeView(visit: Visit, said: string | null): Promise<object> {
  const { work, session, features, language } = visit;
  const held = await subscriptionsOf(work, session.customer);
  const shown = held.filter((each) => !hasEnded(each)).concat(held.filter(hasEnded).slice(0, 1));
  return {
    w: portalWords[language],
    said,
    headline: visit.configuration.business_profile.headline,
    memberships: await Promise.all(shown.map((each) => membershipView(visit, each))),
    card: await cardView(visit, held),
    changeCard: features.payment_method_update.enabled ? `/p/session/${session.id}/card` : null,
    showsInvoices: features.invoice_history.enabled,
    invoices: features.invoice_history.enabled ? await invoiceViews(visit) : [],
    back: session.return_url,
  };
}

/** A price in words: 5 € a month. */
export function priceWords(price: Price, language: Language): string {
  return `${formatMoney(price.unit_amount ?? 0, price.currency, language)} ${everyWords(price, language)}`.trim();
}

/** The name of what a membership is to. */
export async function titleOf(work: Work, { items }: Subscription): Promise<string> {
  return (await Promise.all(items.data.map(({ price }) => nameOf(work, price)))).join(', ');
}

/** The end of the period that is paid for, as a day. */
export function periodEnd({ items }: Subscription, language: Language): string {
  return formatDay(Math.max(...items.data.map((item) => item.current_period_end)), language);
}

async function payView(work: Work, held: Subscription, language: Language): Promise<object | null> {
  if (held.status !== 'past_due' && held.status !== 'unpaid' && held.status !== 'incomplete') return null;
  const invoice = await work.find('invoice', String(held.latest_invoice));
  if (invoice?.status !== 'open') return null;
  const money = formatMoney(invoice.amount_remaining, invoice.currency, language);
  return { url: `/invoices/${invoice.id}`, label: portalWords[language].pay(money) };
}

function standingOf(held: Subscription, language: Language): string {
  const w = portalWords[language];
  if (held.ended_at !== null) return w.ended(formatDay(held.ended_at, language));
  if (held.status === 'incomplete') return w.waiting;
  if (held.status === 'past_due' || held.status === 'unpaid') return w.late;
  return held.cancel_at ? w.ends(formatDay(held.cancel_at, language)) : w.renews(periodEnd(held, language));
}

async function cardView({ work, session, language }: Visit, held: Subscription[]): Promise<object | null> {
  const customer = await work.load('customer', session.customer);
  const own = held.find((each) => !hasEnded(each))?.default_payment_method;
  const id = own ?? customer.invoice_settings.default_payment_method;
  const method = id ? await work.find('payment_method', String(id)) : null;
  if (!method?.card) return null;
  const { exp_month: month, exp_year: year } = method.card;
  const expires = `${String(month).padStart(2, '0')}/${year}`;
  return { name: cardName(method), expires: portalWords[language].expires(expires) };
}

async function invoiceViews({ work, session, language }: Visit): Promise<object[]> {
  const theirs = new Conditions().add('customer = ?', session.customer).add("data ->> 'status' <> ?", 'draft');
  const { data } = await listObjects(work, 'invoice', '', { limit: 12 }, theirs);
  return data.map((invoice) => ({
    url: `/invoices/${invoice.id}`,
    day: formatDay(invoice.status_transitions.finalized_at ?? invoice.created, language),
    amount: formatMoney(invoice.total, invoice.currency, language),
    state: portalWords[language].status[invoice.status as 'paid'],
  }));
}
