import type { Browser, Page } from 'playwright-core';
import { startApp, type TestApp, until } from '../app.js';
import { PASSWORD } from '../client.js';
import { openBrowser, openWindow } from './browser.js';

/** The story of the product, lived in a browser: a creator opens a page and a fan joins it. */
describe('the story', () => {
  let test: TestApp;
  let browser: Browser;

  beforeAll(async () => {
    test = await startApp();
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await test?.close();
  });

  const signUp = async (page: Page, name: string, from: string) => {
    await page.goto(`${test.url}${from}`);
    await page.getByLabel('name', { exact: false }).first().fill(name);
    await page.locator('input[name=email]').fill(`${name.toLowerCase()}@people.example`);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('main form [type=submit]').first().click();
    const mail = await until('the mail', async () => (await test.mails()).findLast((one) => one.text?.includes('/confirmations/') && [one.to].flat()[0]?.text.includes(name.toLowerCase())));
    await page.goto(/http:\S+\/confirmations\/[\w-]+/.exec(mail.text!)![0]);
    await page.locator('main form [type=submit]').click();
  };

  it.each([['with JavaScript', true], ['without', false]])('is lived through %s', async (_, javaScriptEnabled) => {
    const suffix = javaScriptEnabled ? 'js' : 'plain';
    const creator = await openWindow(browser, { javaScriptEnabled });
    await signUp(creator.page, `Tamsin${suffix}`, '/sign-up');
    await creator.page.goto(`${test.url}/studio`);
    await creator.page.locator('input[name=name]').fill('Tamsin Orrell');
    await creator.page.locator('input[name=handle]').fill(`tamsin-${suffix}`);
    await creator.page.locator('form[action="/studio"] [type=submit]').click();
    await creator.page.waitForURL(/start$/);

    await creator.page.goto(`${test.url}/studio/tamsin-${suffix}/tiers/new`);
    await creator.page.locator('input[name=paid][value=paid]').check().catch(() => undefined);
    await creator.page.locator('[name=name]').fill('Proof');
    await creator.page.locator('[name=price]').fill('5');
    await creator.page.locator('select[name=currency]').selectOption('EUR');
    await creator.page.locator('[name=welcome]').fill('So glad you are here.');
    await creator.page.locator('main form [type=submit]').first().click();
    await creator.page.waitForURL(/tiers$/);

    await creator.page.goto(`${test.url}/studio/tamsin-${suffix}/posts/new`);
    await creator.page.locator('[name=title]').fill('The grey that took eleven pulls');
    await creator.page.locator('[name=teaser]').fill('It is not a dark grey.');
    await creator.page.locator('[name=body]').fill('Eleven pulls and a mussel shell.');
    await creator.page.locator('input[name=audience][value=public]').uncheck();
    await creator.page.locator('input[name=audience][value=paid]').check();
    await creator.page.locator('[formaction*="publish=1"]').click();
    await creator.page.waitForURL(/posts\/[0-9a-f-]{36}/);
    expect(creator.complaints).toEqual([]);

    const fan = await openWindow(browser, { javaScriptEnabled, viewport: { width: 390, height: 844 } });
    await fan.page.goto(`${test.url}/@tamsin-${suffix}`);
    await fan.page.getByText('The grey that took eleven pulls').first().click();
    await fan.page.waitForURL(/posts\//);
    expect(await fan.page.content()).not.toContain('mussel shell');
    const post = fan.page.url();

    await signUp(fan.page, `Ruth${suffix}`, `/sign-up?next=/@tamsin-${suffix}/join`);
    await fan.page.waitForURL(/join/);
    await fan.page.locator('form[action$="/checkout"] [type=submit]').click();
    await fan.page.waitForURL(/\/c\/pay\//);
    expect(await fan.page.content()).toContain('No card is charged');
    await fan.page.locator('[type=submit]').first().click();
    await fan.page.waitForURL(/checkout\/return/);
    await until('the return page to say so', async () => {
      const text = await fan.page.locator('main').innerText();
      if (/Proof/.test(text)) return true;
      await fan.page.reload();
      return false;
    });
    await fan.page.goto(post);
    expect(await fan.page.locator('main').innerText()).toContain('mussel shell');
    const welcome = await until('the welcome', async () => (await test.mails()).find((mail) => /So glad/.test(mail.text ?? '') && [mail.to].flat()[0]?.text.includes(`ruth${suffix}`)));
    expect(welcome.text).toContain(`Ruth${suffix}`);
    expect(fan.complaints).toEqual([]);

    await fan.page.goto(`${test.url}/account`);
    await fan.page.locator('a[href$="/membership/cancellation"]').first().click();
    await fan.page.locator('form[action$="/membership/cancellation"] [type=submit]').click();
    await fan.page.waitForURL(/account/);
    expect(await fan.page.locator('main').innerText()).toMatch(/until/i);
  }, 60_000);
});
