import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '../../src/platform/words/words.js';
import { draw, TEMPLATES } from './render.js';
import { samples } from './samples.js';

const pages = readdirSync(join(TEMPLATES, 'pages'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.hbs')).map((file) => file.replace('.hbs', '').replaceAll('\\', '/'));

describe('Every page', () => {
  it('has a sample for what it can show', () => {
    expect([...new Set(samples.map((sample) => sample.template))].sort()).toEqual(pages.sort());
  });

  describe.each(LANGUAGES)('in %s', (language) => {
    it.each(samples.map((sample) => ({ ...sample, name: `${sample.template} ${sample.state}` })))('$name', (sample) => {
      const html = draw(sample, language);
      expect(html).toMatch(new RegExp(`^<!doctype html>\\n<html lang="${language}">`));
      expect(html).not.toMatch(/\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:/i);
      expect(html).not.toMatch(/undefined|\[object|NaN|\{\{|\$t\(/);
      expect(html.match(/<h1[ >]/g)).toHaveLength(1);
      expect(html.match(/class="button[^"]* filled/g)?.length ?? 0).toBeLessThanOrEqual(1);
      for (const form of html.match(/<form [^>]*method="post"[^]*?<\/form>/g) ?? []) {
        // The one-click link of a mail proves itself; it needs no cookie.
        if (sample.template !== 'email/unsubscribe') expect(form).toContain('name="_csrf"');
      }
      for (const [, ids] of html.matchAll(/aria-(?:describedby|labelledby)="([^"]+)"/g)) {
        for (const id of ids!.split(' ')) expect(html).toContain(`id="${id}"`);
      }
      const all = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
      expect(new Set(all).size).toBe(all.length);
    });
  });

  it.each(samples.map((sample) => ({ ...sample, name: `${sample.template} ${sample.state}` })))('$name writes what people typed as text, never as markup', (sample) => {
    const html = draw({ ...sample, view: typedBy(sample.view) as object, page: sample.page && (typedBy(sample.page) as Record<string, unknown>), form: sample.form && { ...sample.form, values: typedBy(sample.form.values) as Record<string, unknown> } }, 'en');
    expect(html).not.toContain('<x-');
  });
});

/** The same view, where every word that a person may choose is an attempt at markup. */
function typedBy(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return TYPED.has(key) ? `"><x-${value}` : value;
  if (Array.isArray(value)) return value.map((item) => typedBy(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, typedBy(inner, name)]));
}

const TYPED = new Set([
  'name', 'title', 'standfirst', 'description', 'benefits', 'caption', 'alt', 'seller', 'about', 'teaser', 'body', 'welcome', 'subject', 'to', 'from', 'text', 'value', 'next', 'detail',
  'email', 'password', 'price', 'initial', 'reference',
]);
