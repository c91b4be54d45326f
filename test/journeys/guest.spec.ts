import type { Browser } from 'playwright-core';
import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, buildPost } from '../client.js';
import { openBrowser, openWindow } from './browser.js';
import { tabTo } from './keyboard.js';

/** Somebody without an account joins, pays, reads, and proves the address on another device; by keyboard alone. */
describe('a visitor who becomes a member', () => {
  let test: TestApp;
  let browser: Browser;
  let post: { url: string };

  beforeAll(async () => {
    test = await startApp();
    browser = await openBrowser();
    const owner = await buildPerson(test, 'Tamsin');
    await buildPage(test, owner, 'tamsin');
    post = await buildPost(owner, 'tamsin', 'paid', 'a mussel shell');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await test?.close();
  });

  it.each([['with JavaScript', true], ['without', false]])('uses no mouse, %s', async (_, javaScriptEnabled) => {
    const email = `ruth-${javaScriptEnabled ? 'js' : 'plain'}@guests.example`;
    const phone = { javaScriptEnabled, viewport: { width: 390, height: 844 } };
    const { page, complaints } = await openWindow(browser, phone);
    await page.goto(`${test.url}/@tamsin/join`);
    if (javaScriptEnabled) {
      await tabTo(page, 'input[name=email]');
      await page.keyboard.type(email);
      await tabTo(page, 'input[name=name]');
      await page.keyboard.type('Ruth');
      await tabTo(page, 'button.filled[form=guest]');
      await page.keyboard.press('Enter');
    } else {
      await page.locator('input[name=email]').fill(email);
      await page.locator('button.filled[form=guest]').press('Enter');
    }
    await page.waitForURL(/\/c\/pay\//);
    await page.locator('[type=submit]').first().press('Enter');
    await page.waitForURL(/checkout\/return/);
    await until('the post opens', async () => {
      await page.goto(`${test.url}${post.url}`);
      return (await page.locator('main').innerText()).includes('a mussel shell');
    });
    expect(await page.locator('.prove').innerText()).toContain(email);
    expect(complaints).toEqual([]);

    const mail = await until('the letter', async () => (await test.mails()).find((one) => one.text?.includes('/sign-in-links/') && [one.to].flat()[0]?.text.includes(email)));
    const elsewhere = await openWindow(browser, { javaScriptEnabled });
    await elsewhere.page.goto(/http:\S+\/sign-in-links\/[\w-]+/.exec(mail.text!)![0]);
    expect(await elsewhere.page.locator('main').innerText()).toContain('another browser');
    await elsewhere.page.locator('main form [type=submit]').press('Enter');
    await elsewhere.page.waitForURL(/@tamsin$/);
    await elsewhere.page.goto(`${test.url}${post.url}`);
    expect(await elsewhere.page.locator('main').innerText()).toContain('a mussel shell');
    expect(await elsewhere.page.locator('.prove').count()).toBe(0);
    expect(elsewhere.complaints).toEqual([]);
    await page.goto(`${test.url}${post.url}`);
    expect(await page.locator('main').innerText()).not.toContain('a mussel shell');
  }, 60_000);
});
