import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { Browser, Page } from 'playwright-core';
import type Stripe from 'stripe';

import { openBrowser } from '../journeys/browser.js';
import {
  createWorld,
  customerWithCard,
  listen,
  monthlyPrice,
  openSession,
  type Listener,
  type World,
} from './sandbox.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe("the sandbox's pages in a browser", () => {
  let browser: Browser;
  let shop: Listener;
  let world: World;

  beforeAll(async () => {
    [shop, world] = [await listen(), await createWorld()];
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
    await shop?.close();
  });

  const session = async (locale: 'en' | 'it' = 'en') => {
    const customer = await world.stripe.customers.create({ email: 'a-rather-long-address@example.org' });
    const success_url = `${shop.url}/thanks?session_id={CHECKOUT_SESSION_ID}`;
    return openSession(world.stripe, { customer: customer.id, locale, success_url, cancel_url: `${shop.url}/join` });
  };

  /** A checkout that asks who and where somebody is. */
  const taxed = async () => {
    const { id: customer } = await world.stripe.customers.create({ email: 'ruth@example.org', name: 'Ruth' });
    const { id: price } = await monthlyPrice(world.stripe);
    await world.stripe.prices.update(price, { tax_behavior: 'inclusive' });
    const tax = { automatic_tax: { enabled: true }, tax_id_collection: { enabled: true } };
    const update = { customer_update: { address: 'auto', name: 'auto' } } as const;
    return openSession(world.stripe, { customer, line_items: [{ price, quantity: 1 }], locale: 'it', ...tax, ...update });
  };

  it('take a payment without JavaScript, under their own strict policy', async () => {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    const { id, url } = await session();
    await page.goto(url!);
    await page.getByLabel('The card is declined').check();
    await page.getByRole('button', { name: 'Pretend to pay €5.00' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('The bank said no');
    await page.getByLabel('It works', { exact: false }).first().check();
    await page.getByRole('button', { name: 'Pretend to pay' }).click();
    await page.waitForURL(`${shop.url}/thanks?session_id=${id}`);
    await page.goto(url!);
    await page.getByRole('link', { name: 'Go on' }).click();
    await page.waitForURL(`${shop.url}/thanks**`);
  });

  it('can be used with the keyboard alone', async () => {
    const page = await browser.newPage();
    const { id, url } = await session();
    await page.goto(url!);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    expect(await page.getByLabel('The card is declined').isChecked()).toBe(true);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${shop.url}/thanks?session_id=${id}`);
  });

  it.each([
    [320, 'light'],
    [320, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('are accessible and fit at %d px, %s', async (width, colorScheme) => {
    const page = await (await browser.newContext({ viewport: { width, height: 900 }, colorScheme })).newPage();
    const broken: string[] = [];
    page.on('console', (message) => message.type() === 'error' && broken.push(message.text()));
    const open = await session('it');
    await page.goto(open.url!);
    await check(page);
    await page.getByLabel('La carta viene rifiutata').check();
    await page.getByRole('button').click();
    await check(page);
    await world.stripe.checkout.sessions.expire(open.id);
    await page.goto(open.url!);
    await check(page);
    await page.goto((await taxed()).url!);
    await check(page);
    await page.goto(world.sandbox.url);
    await check(page);
    expect(broken.filter((message) => !/status of (402|410)/.test(message))).toEqual([]);
  });

  describe('for members', () => {
    let pages: string[];
    let portal: string;
    let customer: string;

    beforeAll(async () => {
      const { stripe } = world;
      const { id } = await customerWithCard(stripe);
      customer = id;
      const price = await monthlyPrice(stripe);
      const order = { customer, items: [{ price: price.id }] };
      const held = await stripe.subscriptions.create({ ...order, expand: ['latest_invoice'] });
      const late = await stripe.subscriptions.create({
        ...order,
        default_payment_method: 'pm_card_authenticationRequired',
        expand: ['latest_invoice'],
      });
      const { features } = await stripe.billingPortal.configurations.create({
        features: { invoice_history: { enabled: true } },
      });
      const configuration = await stripe.billingPortal.configurations.create({
        features: {
          invoice_history: { enabled: true },
          payment_method_update: { enabled: true },
          subscription_cancel: {
            enabled: true,
            cancellation_reason: { enabled: true, options: features.subscription_cancel.cancellation_reason.options },
          },
          subscription_update: {
            enabled: true,
            default_allowed_updates: ['price'],
            products: [{ product: price.product as string, prices: [price.id] }],
          },
        },
      });
      const return_url = `${shop.url}/account`;
      const session = await stripe.billingPortal.sessions.create({
        customer,
        return_url,
        configuration: configuration.id,
      });
      portal = session.url;
      const [paid, open] = [held, late].map((each) => each.latest_invoice as Stripe.Invoice);
      const { data } = await stripe.invoicePayments.list({ invoice: open!.id! });
      const asking = data[0]!.payment.payment_intent as string;
      pages = [
        portal,
        `${portal}/card`,
        `${portal}/${held.id}/cancel`,
        `${portal}/${held.id}/price`,
        paid!.hosted_invoice_url!,
        open!.hosted_invoice_url!,
        `${open!.hosted_invoice_url!}?unconfirmed=1`,
        `${world.sandbox.url}/authenticate/${asking}`,
        `${world.sandbox.url}/authenticate/pi_none`,
        `${world.sandbox.url}/p/session/bps_none`,
        world.sandbox.url,
      ];
    });

    it('change a card over the bank without JavaScript, and lead back to the app', async () => {
      const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
      await page.goto(portal);
      await page.getByRole('link', { name: 'Use another card' }).click();
      await page.getByLabel('The bank has you confirm it').check();
      await page.getByRole('button', { name: 'Pretend to keep this card' }).click();
      await page.getByRole('button', { name: 'Yes, confirm' }).click();
      expect(await page.getByRole('status').textContent()).toBe('Your new card is kept.');
      await page.getByRole('link', { name: 'Pay €5.00' }).click();
      await page.getByRole('button', { name: 'Pretend to pay €5.00' }).click();
      await page.getByRole('button', { name: 'Yes, confirm' }).click();
      expect(await page.textContent('main')).toContain('Paid on');
      await page.goto(portal);
      await page.getByRole('link', { name: 'Go back' }).click();
      await page.waitForURL(`${shop.url}/account`);
    });

    it.each([
      [390, 'light', 'en'],
      [1280, 'dark', 'it'],
    ] as const)('are accessible and fit at %d px, %s, %s', async (width, colorScheme, locale) => {
      const options = { viewport: { width, height: 900 }, colorScheme, locale };
      const page = await (await browser.newContext(options)).newPage();
      for (const url of pages) {
        await page.goto(url);
        await check(page);
      }
    });
  });

  async function check(page: Page): Promise<void> {
    await page.evaluate('document.fonts.ready');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await page.evaluate(axe);
    const { violations } = (await page.evaluate('axe.run()')) as {
      violations: { id: string; nodes: { html: string }[] }[];
    };
    expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
  }
});
