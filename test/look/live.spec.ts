import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { routeTable } from '../../src/platform/index.js';
import { PASSWORD } from '../client.js';
import { openBrowser, openWindow } from '../journeys/browser.js';
import { buildWorld, type LiveWorld } from './world.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What of them can change when the mode alone does. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
/** Each page is loaded once and then looked at in each of these ways. */
const WAYS = [
  { width: 390, colorScheme: 'light', run: { type: 'tag', values: RULES } }, { width: 390, colorScheme: 'dark', run: { type: 'rule', values: COLOUR_RULES } },
  { width: 1280, colorScheme: 'dark', run: { type: 'tag', values: RULES } }, { width: 1280, colorScheme: 'light', run: { type: 'rule', values: COLOUR_RULES } },
] as const;
/** A desktop of 1280 px at 400 % zoom (WCAG 1.4.10). */
const ZOOMED = 320;
const VIEWERS = ['stranger', 'fan', 'paying', 'owner', 'newcomer', 'operator'] as const;
/** Italian runs a fifth longer: some read the product in it. */
const ITALIAN: readonly string[] = ['fan', 'owner', 'operator'];
// Where to leave pictures for a person to look at, e.g. LOOK_AT=/tmp/look; LOOK_FOR narrows it down to some addresses.
const { LOOK_AT: folder, LOOK_FOR: only = '' } = process.env;

/** A page, and one that says that its link is spent; what is hidden or not allowed counts for nothing here. */
const PAGES = [200, 410];
const TO_SIGN_IN = 'leads to /sign-in';
/** Pages that other specs look at, and what is no page. */
const ELSEWHERE: Record<string, string> = {
  '/dev/mail/:id/html': 'a letter: look.spec.ts', '/dev/mail/previews/:kind/:language/:which/html': 'a letter: look.spec.ts',
  '/media/pictures/:id/:file': 'a picture', '/media/posts/:id/:file': 'a picture',
};

type Eye = Awaited<ReturnType<typeof openWindow>>;

/** Every page of the running product, as a browser has it, for everyone who sees it differently. */
describe('every page that the server answers', () => {
  let world: LiveWorld;
  let browser: Browser;
  /** What was looked at already, by route: pages that differ in words alone are looked at once. */
  const seen = new Map<string, Set<string>>();
  /** Routes without a page of their own, and why. */
  const others = new Map<string, string>(Object.entries(ELSEWHERE));
  let looks = 0;

  beforeAll(async () => {
    [world, browser] = await Promise.all([buildWorld(), openBrowser()]);
  }, 90_000);
  afterAll(async () => {
    const left = [...others].filter(([route]) => !seen.has(route)).map(([route, why]) => `${route} (${why})`);
    const pages = [...seen.values()].reduce((sum, skeletons) => sum + skeletons.size, 0);
    console.info(`${seen.size} routes, ${pages} pages, ${looks} looks; no page of their own: ${left.join(', ')}`);
    await browser?.close();
    await world?.test.close();
  });

  it('is accessible, fits and breaks nothing', async () => {
    expect((await Promise.all(VIEWERS.map(walk))).flat()).toEqual([]);
  }, 240_000);

  /** Goes everywhere as one viewer. @returns what is wrong */
  async function walk(viewer: (typeof VIEWERS)[number]): Promise<string[]> {
    const eye = await open(viewer);
    const problems: string[] = [];
    for (const { route, address } of visits()) {
      if (await isNewHere(eye.page, route, address)) problems.push(...await look(eye, address, () => eye.page.goto(world.test.url + address, { waitUntil: 'load' })));
    }
    return problems;
  }

  it('is so, too, where something went wrong', async () => {
    const [stranger, fan, operator] = await Promise.all([open('stranger'), open('fan'), open('operator')]);
    const go = (eye: Eye, path: string) => eye.page.goto(world.test.url + path, { waitUntil: 'load' });
    const send = async (eye: Eye, path: string, form: string, change: string) => {
      await go(eye, path);
      await Promise.all([eye.page.waitForNavigation(), eye.page.evaluate(`{ const form = document.querySelector('${form}'); form.noValidate = true; ${change}; form.submit() }`)]);
    };
    const problems = [
      ...await look(stranger, '404', () => go(stranger, '/@tamsin/posts/there-is-none')),
      ...await look(stranger, '422', () => send(stranger, '/sign-up', 'form[action="/sign-up"]', "form.elements.email.value = 'ruth'")),
      ...await look(fan, '403', () => send(fan, '/account', 'main form[action="/account"]', "form.elements._csrf.value = 'stale'")),
    ];
    await world.test.db.query('alter table post_report rename to post_report_away');
    problems.push(...await look(operator, '500', () => go(operator, '/operator/reports')));
    await world.test.db.query('alter table post_report_away rename to post_report');
    expect(problems).toEqual([]);
  }, 60_000);

  (only ? it.skip : it)('is known by at least one address that can be visited', () => {
    expect(routes().filter((route) => !seen.has(route) && !others.has(route))).toEqual([]);
  });

  const routes = () => routeTable(world.test.app).filter((one) => one.method === 'GET').map((one) => one.path);

  /** Every GET route of the running server, with what stands for the names in its path. */
  function visits(): { route: string; address: string }[] {
    return [...new Set(routes())].filter((route) => !ELSEWHERE[route]).flatMap((route) => {
      const addresses = world.addresses[route] ?? [route];
      if (addresses.some((address) => address.includes('/:'))) throw new Error(`No address to visit ${route} by: add one to the world`);
      return addresses.filter((address) => address.includes(only)).map((address) => ({ route, address }));
    });
  }

  /** A window of this viewer's own, signed in by the form. */
  async function open(viewer: (typeof VIEWERS)[number]): Promise<Eye> {
    const eye = await openWindow(browser, { reducedMotion: 'reduce' });
    const { page, complaints } = eye;
    // The browser says of a page itself that it was not found; that is for us to judge.
    page.on('response', (response) => { if (response.status() >= 400 && !response.request().isNavigationRequest()) complaints.push(`${response.url()} ${response.status()}`); });
    if (viewer === 'stranger') return eye;
    await page.goto(`${world.test.url}/sign-in`);
    await page.locator('#email').fill(world.people[viewer].email);
    await page.locator('#password').fill(PASSWORD);
    await page.locator('#password').press('Enter');
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    if (ITALIAN.includes(viewer)) await page.goto(`${world.test.url}/?language=it`);
    return eye;
  }

  /** Whether this viewer is answered a page here that nobody before was, words and names aside. */
  async function isNewHere(page: Page, route: string, address: string): Promise<boolean> {
    const answer = await page.request.get(world.test.url + address, { maxRedirects: 0, headers: { accept: 'text/html' } });
    const type = answer.headers()['content-type'] ?? '';
    const note = (why: string) => {
      if (!others.has(route) || others.get(route) === TO_SIGN_IN) others.set(route, why);
      return false;
    };
    if (answer.status() >= 300 && answer.status() < 400) return note(`leads to ${new URL(answer.headers().location!, world.test.url).pathname}`);
    if (!type.startsWith('text/html')) return note(type.split(';')[0]!);
    if (answer.status() >= 500) throw new Error(`${address} answers ${answer.status()}: ${world.test.logs().split('\n').findLast((line) => line.includes('request failed'))}`);
    if (!PAGES.includes(answer.status())) return false;
    const html = await answer.text();
    const tags = html.slice(html.indexOf('<main'), html.indexOf('</main>')).matchAll(/<([\w-]+)([^>]*)>/g);
    const skeleton = [...tags].map(([, tag, attributes]) => tag! + (attributes!.match(/ (?:class|type|role|open)(?:="[^"]*")?/g) ?? []).join('')).join();
    const known = seen.get(route) ?? new Set();
    if (known.has(skeleton)) return false;
    seen.set(route, known.add(skeleton));
    return true;
  }

  /** @returns what is wrong with a page, in every way of looking at it */
  async function look({ page, complaints }: Eye, name: string, go: () => Promise<unknown>): Promise<string[]> {
    const problems: string[] = [];
    complaints.length = 0;
    await page.setViewportSize({ width: ZOOMED, height: 900 });
    await go();
    await page.evaluate('document.fonts.ready');
    const fits = async (width: number) => {
      const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth') as number;
      if (over > 0) problems.push(`scrolls sideways by ${over} px at ${width}`);
    };
    await fits(ZOOMED);
    await page.evaluate(AXE);
    for (const { width, colorScheme, run } of WAYS) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await fits(width);
      looks++;
      const { violations } = await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(run)}, resultTypes: ['violations'], iframes: false })`) as
        { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] };
      for (const { id, nodes } of violations) for (const { html, failureSummary } of nodes) problems.push(`${width} ${colorScheme} ${id}: ${html.slice(0, 160)} ${failureSummary.slice(0, 300)}`);
      if (folder) await keep(page, `${name.slice(name.startsWith('/') ? 1 : 0).replaceAll(/[^\w@.-]+/g, '_') || 'discover'}-${width}-${colorScheme}.png`);
    }
    return [...problems, ...complaints.filter((one) => !/status of [45]\d\d/.test(one))].map((problem) => `${name} ${problem}`);
  }

  async function keep(page: Page, name: string): Promise<void> {
    mkdirSync(folder!, { recursive: true });
    await page.screenshot({ path: join(folder!, name), fullPage: true });
  }
});
