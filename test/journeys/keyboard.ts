import type { Page } from 'playwright-core';

/** More stops than any page has. */
const MOST_STOPS = 120;

/**
 * Goes on with Tab until the focus is on what is looked for; wherever it rests on the way, it is seen.
 * @throws Error where Tab never comes to it, and where a stop shows no focus or lies below something that stays in place
 */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let n = 0; n < MOST_STOPS; n++) {
    const stop = await page.evaluate(STOP, selector);
    if (stop.wrong) throw new Error(`On the way to ${selector}, ${stop.wrong}: ${stop.what}`);
    if (stop.found) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${selector}`);
}

/** Goes there and acts: a link is followed, a button pressed. */
export async function pressAt(page: Page, selector: string, key = 'Enter'): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press(key);
}

/** Goes to a field and writes in it, in place of what it held. */
export async function typeAt(page: Page, selector: string, text: string): Promise<void> {
  await tabTo(page, selector);
  if (await page.evaluate("['text', 'email', 'password', 'textarea'].includes(document.activeElement.type)")) await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

/** Where the focus is, as a selector would match it. */
export async function isFocused(page: Page, selector: string): Promise<boolean> {
  return (await page.evaluate(STOP, selector)).found;
}

/** Looks, in the page, at where the focus rests (WCAG 2.4.7, 2.4.11). */
const STOP = (wanted: string): { found: boolean; wrong: string | null; what: string } => {
  const { document, getComputedStyle, innerHeight } = globalThis as any;
  const at = document.activeElement;
  if (!at || at === document.body || at.id === 'main') return { found: Boolean(at?.matches(wanted)), wrong: null, what: '' };
  let ring = false;
  for (let element = at; element && !ring; element = element.parentElement) {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    ring = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
  }
  const box = at.getBoundingClientRect();
  const y = box.top + Math.min(box.height / 2, 30);
  const isCovered = (x: number) => {
    let over = document.elementFromPoint(x, y);
    while (over && !['fixed', 'sticky'].includes(getComputedStyle(over).position)) over = over.parentElement;
    return over && !over.contains(at);
  };
  const isHidden = [0.05, 0.5, 0.95].every((part) => isCovered(box.left + box.width * part));
  const wrong = !ring ? 'a stop shows no focus' : y < 0 || y > innerHeight ? 'a stop is out of sight' : isHidden ? 'a stop is covered' : null;
  return { found: at.matches(wanted), wrong, what: at.outerHTML.slice(0, 200) };
};
