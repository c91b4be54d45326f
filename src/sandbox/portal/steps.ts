import { nameOf } from '../billing/lines.js';
import { originOf } from '../checkout/checkout-page.js';
import type { Page } from '../pages/page.js';
import { cancelPage, cardPage, gonePage, pricePage, type PriceChoice } from './portal-page.js';
import { periodEnd, priceWords, titleOf, type Visit } from './portal-view.js';

/** The page that a session's flow leads to at once. */
export async function flowStep(visit: Visit, error: string | null): Promise<Page> {
  const { flow } = visit.session;
  if (flow?.subscription_cancel) return cancelStep(visit, flow.subscription_cancel.subscription);
  if (flow?.subscription_update) return priceStep(visit, flow.subscription_update.subscription);
  const confirm = flow?.subscription_update_confirm;
  if (confirm) return priceStep(visit, confirm.subscription, null, confirm.items[0]?.price);
  return cardStep(visit, error);
}

/** The page that takes another card, if the configuration has one. */
export async function cardStep(visit: Visit, error: string | null): Promise<Page> {
  if (!visit.features.payment_method_update.enabled) return gonePage(visit.language);
  return cardPage({ ...frame(visit), error }, visit.language);
}

/** The page that asks once more before a membership is cancelled. */
export async function cancelStep(visit: Visit, id: string): Promise<Page> {
  const { work, session, features, language } = visit;
  const held = await work.find('subscription', id);
  const { enabled, mode, cancellation_reason: reason } = features.subscription_cancel;
  if (held?.customer !== session.customer || !enabled || held.ended_at !== null) return gonePage(language);
  return cancelPage(frame(visit), language, {
    id,
    name: await titleOf(work, held),
    until: mode === 'immediately' ? null : periodEnd(held, language),
    reasons: reason.enabled ? reason.options : [],
  });
}

/** The page on which a membership moves to another price; `wished` is chosen beforehand. */
export async function priceStep(
  visit: Visit,
  id: string,
  error: string | null = null,
  wished: string | null = null,
): Promise<Page> {
  const { work, session, features, language } = visit;
  const held = await work.find('subscription', id);
  const { enabled, products, proration_behavior: proration } = features.subscription_update;
  if (held?.customer !== session.customer || !enabled || held.ended_at !== null) return gonePage(language);
  const current = held.items.data[0]!.price.id;
  const prices: PriceChoice[] = [];
  for (const each of products?.flatMap((product) => product.prices) ?? []) {
    const price = await work.find('price', each);
    if (!price?.active || price.currency !== held.currency) continue;
    const named = { name: await nameOf(work, price), price: priceWords(price, language) };
    prices.push({ ...named, id: each, chosen: each === (wished ?? current), now: each === current });
  }
  const atOnce = proration === 'always_invoice';
  return pricePage({ ...frame(visit), error }, language, { id, name: await titleOf(work, held), atOnce, prices });
}

function frame({ session }: Visit): { base: string; leadsTo: string | null } {
  const away = session.flow?.after_completion.redirect?.return_url ?? null;
  return { base: `/p/session/${session.id}`, leadsTo: originOf(away) };
}
