import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { Browser, Page } from 'playwright-core';

import { openBrowser } from '../journeys/browser.js';
import { createWorld, listen, openSession, type Listener, type World } from './sandbox.js';

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
    await page.goto(world.sandbox.url);
    await check(page);
    expect(broken.filter((message) => !/status of (402|410)/.test(message))).toEqual([]);
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
