import type { Browser, Page } from 'playwright-core';
import { startApp, type TestApp, until } from '../app.js';
import { buildPage, buildPerson, buildPost, Client, expectStatus, PASSWORD } from '../client.js';
import { openBrowser, openWindow } from './browser.js';
import { isFocused, pressAt, tabTo, typeAt } from './keyboard.js';

const PHONE = { viewport: { width: 390, height: 844 } };

/** A day to come whose day and month are the same number: it is typed alike wherever the browser is from. */
function twinDay(now: Date): { iso: string; typed: string } {
  const months = Array.from({ length: 13 }, (_, ahead) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)));
  const days = months.map((first) => new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), first.getUTCMonth() + 1)));
  const iso = days.find((day) => day.getTime() > now.getTime() + 86_400_000)!.toISOString().slice(0, 10);
  const [year, month, day] = iso.split('-');
  return { iso, typed: `${day}${month}${year}` };
}

/** What members and creators do most, without a mouse, on a narrow screen. */
describe('by keyboard alone', () => {
  let test: TestApp;
  let browser: Browser;
  let owner: Awaited<ReturnType<typeof buildPerson>>;
  let fan: Awaited<ReturnType<typeof buildPerson>>;
  let post: { url: string };

  beforeAll(async () => {
    [test, browser] = await Promise.all([startApp(), openBrowser()]);
    [owner, fan] = [await buildPerson(test, 'Tamsin'), await buildPerson(test, 'Ruth')];
    await buildPage(test, owner, 'tamsin');
    post = await buildPost(owner, 'tamsin', 'paid', 'a mussel shell');
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await test?.close();
  });

  const signIn = async (page: Page, email: string) => {
    await typeAt(page, '#email', email);
    await typeAt(page, '#password', PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== '/sign-in');
  };
  const words = (page: Page) => page.locator('main').innerText();

  it('a member signs in, joins, reads, chooses mails, leaves and stays after all', async () => {
    const { page, complaints } = await openWindow(browser, PHONE);
    await page.goto(`${test.url}/@tamsin`);
    await page.keyboard.press('Tab');
    expect(await isFocused(page, '.skip')).toBe(true);
    await pressAt(page, '.skip');
    expect(await isFocused(page, '#main')).toBe(true);
    await page.reload();
    await pressAt(page, 'header a[href="/sign-in"]');
    await page.waitForURL(/sign-in$/);
    await typeAt(page, '#email', fan.email);
    await typeAt(page, '#password', 'not my password');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    expect(await isFocused(page, '[aria-invalid=true], #form-summary')).toBe(true);
    await signIn(page, fan.email);

    await page.goto(`${test.url}/@tamsin`);
    await pressAt(page, `main a[href="${post.url}"]`);
    await page.waitForURL(/posts\//);
    expect(await words(page)).not.toContain('a mussel shell');
    await pressAt(page, '.sheet button.filled');
    await page.waitForURL(/\/c\/pay\//);
    await pressAt(page, '[type=submit]');
    await page.waitForURL(/checkout\/return/);
    await until('the post opens', async () => {
      await page.goto(test.url + post.url);
      return (await words(page)).includes('a mussel shell');
    });

    await pressAt(page, 'header a.who');
    await page.waitForURL(/account$/);
    await pressAt(page, '.tabs a[href="/account/mail"]');
    await page.waitForURL(/account\/mail$/);
    await pressAt(page, 'input[name="new-post"]', 'Space');
    await Promise.all([page.waitForNavigation(), pressAt(page, '.choices button')]);
    expect((await fan.get('/account/mail')).json.creators[0].kinds).toContainEqual({ kind: 'new-post', on: false });

    await pressAt(page, '.tabs a[href="/account"]');
    await page.waitForURL(/account$/);
    await pressAt(page, 'a[href$="/membership/cancellation"]');
    await page.waitForURL(/cancellation$/);
    await pressAt(page, 'main button.bad');
    await page.waitForURL(/account$/);
    expect((await fan.get('/@tamsin/membership')).json.status).toBe('ending');
    await Promise.all([page.waitForNavigation(), pressAt(page, 'form[action$="/cancellation/undo"] button')]);
    expect((await fan.get('/@tamsin/membership')).json.status).toBe('active');
    expect(complaints.filter((one) => !/status of 4\d\d/.test(one))).toEqual([]);
  }, 60_000);

  it('a creator writes, schedules, publishes, and gives a tier', async () => {
    const follower = await buildPerson(test, 'Joan');
    expectStatus(await follower.post('/@tamsin/membership'), 201);
    const { page, complaints } = await openWindow(browser, PHONE);
    await page.goto(`${test.url}/sign-in?next=/studio/tamsin/posts`);
    await signIn(page, owner.email);
    await pressAt(page, 'main a[href$="/posts/new"]');
    await page.waitForURL(/posts\/new$/);
    await typeAt(page, '[name=title]', 'Written without a mouse');
    await typeAt(page, '[name=body]', 'One key after another.');
    await pressAt(page, '#steps summary');
    await typeAt(page, '[name=step1Days]', '7');
    await Promise.all([page.waitForNavigation(), pressAt(page, '.write-side button:not([formaction])')]);
    expect(await isFocused(page, '[name=step1For][aria-invalid=true]')).toBe(true);
    await typeAt(page, '[name=step1For]', 'Every');
    await pressAt(page, '#schedule summary');
    await Promise.all([page.waitForNavigation(), pressAt(page, '#schedule button')]);
    expect(await isFocused(page, '[aria-invalid=true], #form-summary')).toBe(true);
    const day = twinDay(test.clock.now());
    await typeAt(page, '[name=publishOn]', day.typed);
    await typeAt(page, '[name=publishAt]', '0900AM');
    await pressAt(page, '#schedule button');
    await page.waitForURL(/posts\/[0-9a-f-]{36}$/);
    const id = page.url().split('/').at(-1)!;
    const kept = async () => (await owner.get(`/studio/tamsin/posts/${id}`)).json.post as { status: string; scheduledAt: string; url: string };
    expect(await kept()).toMatchObject({ status: 'scheduled', scheduledAt: expect.stringContaining(day.iso) });
    await Promise.all([page.waitForNavigation(), pressAt(page, 'button[formaction$="/publication"]')]);
    expect((await new Client(test.url).get((await kept()).url)).json.post.bodyHtml).toContain('One key after another.');

    await pressAt(page, 'nav a[href$="/members"]');
    await page.waitForURL(/members$/);
    await pressAt(page, `main a[href$="${follower.accountId}"]`);
    await page.waitForURL(/members\/[0-9a-f-]{36}$/);
    await typeAt(page, '#until', day.typed);
    await typeAt(page, '#note', 'For the help with the press.');
    await Promise.all([page.waitForNavigation(), pressAt(page, 'form[action$="/grants"] button')]);
    expect((await follower.get(post.url)).json.post.body).toContain('a mussel shell');
    await tabTo(page, 'footer [action="/sign-out"] button');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/studio'));
    expect(complaints.filter((one) => !/status of 4\d\d/.test(one))).toEqual([]);
  }, 60_000);
});
