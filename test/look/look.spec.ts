import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../journeys/browser.js';
import { mailSamples, write } from './mail-samples.js';
import { draw, TEMPLATES } from './render.js';
import { samples } from './samples.js';

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const FONTS = [require.resolve('@fontsource-variable/newsreader/package.json'), require.resolve('@fontsource-variable/hanken-grotesk/package.json')].map((file) => join(file, '../files'));
const TYPES: Record<string, string> = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What can change with the mode alone; live.spec.ts asks all of it at both widths of the pages as they run. */
const COLOURS = ['color-contrast', 'link-in-text-block'];
const POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'";
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'";
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="1140" viewBox="0 0 100 114" preserveAspectRatio="xMidYMid slice"><path fill="#7a3526" d="M0 0h100v114H0z"/><path fill="#e9dcc4" d="M22 114V62a28 28 0 0 1 56 0v52z"/><path fill="#d98a3d" d="M34 114V64a16 16 0 0 1 32 0v50z"/><path stroke="#e9dcc4" stroke-width=".7" d="M0 20h100M0 40h100M0 60h22M78 60h22M0 80h22M78 80h22M0 100h22M78 100h22M30 0v20M70 0v20M10 20v20M50 20v12M90 20v20"/></svg>`;

// 320 px is a desktop at 400 % zoom: what fits there fits on a phone.
// Where to leave pictures for a person to look at, e.g. LOOK_AT=/tmp/look; LOOK_FOR narrows it down to some pages.
const { LOOK_AT: folder, LOOK_FOR: only = '' } = process.env;
const WAYS = folder
  ? [[390, 'light'], [1280, 'light'], [390, 'dark'], [1280, 'dark']] as const
  : [[320, 'light'], [1280, 'dark']] as const;

describe.each(WAYS)('At %d px, %s,', (width, colorScheme) => {
  let browser: Browser;
  let page: Page;
  let html = '';
  const broken: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' });
    page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && broken.push(message.text()));
    page.on('pageerror', (error) => broken.push(error.message));
    await page.route('**/*', async (route) => {
      const path = new URL(route.request().url()).pathname;
      const headers = { 'content-security-policy': path === '/page' ? POLICY : MAIL_POLICY };
      if (path === '/page' || path === '/mail') return route.fulfill({ body: html, headers, contentType: 'text/html; charset=utf-8' });
      if (path.startsWith('/media/')) return route.fulfill({ body: PICTURE, contentType: 'image/svg+xml' });
      if (path.startsWith('/dev/mail/')) return route.fulfill({ body: '<p>A letter.</p>', contentType: 'text/html' });
      const body = asset(path);
      return body ? route.fulfill({ body, contentType: TYPES[extname(path)] }) : route.fulfill({ status: 404, body: path });
    });
  });

  afterAll(() => browser?.close());

  const language = languageAt(width, colorScheme);
  const everything = [
    ...samples.map((sample) => ({ name: `${sample.template} ${sample.state}`, path: 'page' as const, render: () => draw(sample, language).replace(/<meta http-equiv="refresh"[^>]*>/, '') })),
    ...mailSamples.map((sample) => ({ name: `mail ${sample.mail} ${sample.which}`, path: 'mail' as const, render: () => write(sample, language).html })),
  ];
  // The mode changes colours, and those are one sheet's: in the dark, one state of each page is looked at.
  const chosen = folder || colorScheme === 'light' ? everything : everything.filter(({ name }, at) => everything.findIndex((one) => head(one.name) === head(name)) === at);
  it.each(chosen.filter(({ name }) => name.includes(only)))('$name is accessible and fits', async ({ name, path, render }) => {
    html = render();
    await look(path, name);
  });

  async function look(path: 'page' | 'mail', name: string): Promise<void> {
    broken.length = 0;
    await page.goto(`http://look.test/${path}`, { waitUntil: 'load' });
    await page.evaluate('document.fonts.ready');
    if (folder) {
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name.replaceAll(/[ /]/g, '-')}-${width}-${colorScheme}.png`), fullPage: true });
    }
    expect(broken).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await page.evaluate(AXE);
    const tags = path === 'page' ? [...WCAG, 'best-practice'] : WCAG;
    const rules = colorScheme === 'dark' ? { type: 'rule', values: COLOURS } : { type: 'tag', values: tags };
    const { violations } = await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(rules)} })`) as
      { violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] };
    expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 300)}`) }))).toEqual([]);
  }
});

/** What a sample is of: a template, or one kind of mail. */
function head(name: string): string {
  return name.split(' ').slice(0, name.startsWith('mail ') ? 2 : 1).join(' ');
}

/** Italian runs a fifth longer, so it is what must fit on a phone. */
function languageAt(width: number, colorScheme: string): string {
  return width < 400 && colorScheme === 'light' ? 'it' : 'en';
}

function asset(path: string): Buffer | null {
  const name = path.replace('/assets/', '');
  const places = name.startsWith('fonts/') ? FONTS.map((fonts) => join(fonts, name.slice('fonts/'.length))) : [join(TEMPLATES, 'assets', name)];
  for (const place of places) {
    try {
      return readFileSync(place);
    } catch {
      continue;
    }
  }
  return null;
}
