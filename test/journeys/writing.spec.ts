import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { startApp, type TestApp } from '../app.js';
import { buildPage, buildPerson, expectStatus, PASSWORD } from '../client.js';
import { openBrowser, openWindow } from './browser.js';

/** Words that are typed and not saved are not lost by what else can be done on their sheet. */
describe('a sheet being written on', () => {
  let test: TestApp;
  let browser: Browser;
  let page: Page;
  let sheet: string;
  let owner: Awaited<ReturnType<typeof buildPerson>>;
  const body = () => page.locator('[name=body]');
  const kept = () => page.locator('[data-sheet-kept]').isVisible();

  beforeAll(async () => {
    test = await startApp();
    browser = await openBrowser();
    owner = await buildPerson(test, 'Tamsin');
    await buildPage(test, owner, 'tamsin');
    const words = { title: 'Grey', standfirst: '', teaser: '', body: 'Saved words.', audience: 'public' };
    const { id } = expectStatus(await owner.post('/studio/tamsin/posts?publish=1', words), 201).json as { id: string };
    sheet = `${test.url}/studio/tamsin/posts/${id}`;
    ({ page } = await openWindow(browser));
    await page.goto(`${test.url}/sign-in`);
    await page.locator('#email').fill(owner.email);
    await page.locator('#password').fill(PASSWORD);
    await page.locator('main form [type=submit]').first().click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await test?.close();
  });
  beforeEach(async () => {
    page = await page.context().newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(sheet);
    await body().fill('Words on their way.');
  });
  afterEach(() => page.close());

  const addPicture = async (alt: string) => {
    const file = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#0d646c' } }).png().toBuffer();
    const form = page.locator('form[enctype]');
    await form.locator('[name=picture]').setInputFiles({ name: 'grey.png', mimeType: 'image/png', buffer: file });
    await form.locator('[name=alt]').fill(alt);
    await form.locator('[type=submit]').click();
  };

  it('keeps them while a picture is added', async () => {
    await page.locator('input[name=audience][value=public]').uncheck();
    await page.locator('input[name=audience][value=paid]').check();
    await addPicture('A grey field.');
    await page.waitForURL(/#pictures$/);
    await page.locator('.post-pictures li').waitFor();
    expect([await body().inputValue(), await kept()]).toEqual(['Words on their way.', true]);
    expect([await page.locator('input[name=audience][value=public]').isChecked(), await page.locator('input[name=audience][value=paid]').isChecked()]).toEqual([false, true]);
    expect((await owner.get(new URL(sheet).pathname)).json.post.body).toBe('Saved words.');
  });

  it('keeps them when the picture is refused', async () => {
    await addPicture('');
    await page.locator('[aria-invalid=true]').first().waitFor();
    expect(await body().inputValue()).toBe('Words on their way.');
  });

  it('keeps them while the post is pinned', async () => {
    await page.locator('button[formaction$="/pin"]').click();
    await page.locator('button[formaction$="/pin/undo"]').waitFor();
    expect([await body().inputValue(), await kept()]).toEqual(['Words on their way.', true]);
  });

  it('still tells two people who write at once', async () => {
    const { version } = (await owner.get(new URL(sheet).pathname)).json.post;
    const words = { title: 'Grey', standfirst: '', teaser: '', body: 'Saved words.', audience: 'public', version };
    expectStatus(await owner.post(new URL(sheet).pathname, words), 200);
    await page.locator('button[formaction$="/pin/undo"]').click();
    await page.locator('button[formaction$="/pin"]').waitFor();
    await page.locator('[data-sheet] .filled').click();
    await page.locator('.note a[href$="/versions"]').waitFor();
    expect(await body().inputValue()).toBe('Words on their way.');
  });

  it('asks before they are left behind', async () => {
    const asked = page.waitForEvent('dialog');
    const leaving = page.locator('.rail a[href$="/posts"]').click();
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await Promise.all([dialog.dismiss(), leaving]);
    expect(await body().inputValue()).toBe('Words on their way.');
  });
});
