import { join } from 'node:path';
import { Renderer } from '../../src/platform/templates/renderer.js';
import { Words } from '../../src/platform/words/words.js';

export const TEMPLATES = join(import.meta.dirname, '../../templates');
export const words = new Words(join(TEMPLATES, 'words'));

const NOW = new Date('2026-11-22T18:00:00Z');
export const renderer = new Renderer(TEMPLATES, words, { now: () => NOW } as ConstructorParameters<typeof Renderer>[2]);

export interface Sample {
  /** what is seen, e.g. `closed-guest`; unique for its page */
  state: string;
  template: string;
  layout: 'page' | 'studio' | 'plain';
  view: object;
  page?: Record<string, unknown>;
  form?: { values: Record<string, unknown>; errors: Record<string, string>; summary: string[]; note: string | null };
}

/**
 * The whole document of a sample, as the server would send it.
 * @throws Error naming the field for a template that reads one the sample's view does not have
 */
export function draw(sample: Sample, language: string): string {
  const reader = { language, zone: 'Europe/Rome' };
  const path = (sample.page?.path as string | undefined) ?? '/';
  const page = {
    title: 'A page', description: 'What the page is about.', lang: language, path, url: `https://thousand.example${path}`,
    csrf: 'token', flash: null, account: null, unproved: null, accent: null, studio: null, demo: true, past: null, reference: 'req-7k29', noindex: false, feed: null,
    languages: [['en', 'English'], ['it', 'Italiano']].map(([code, name]) => ({ code, name, href: `${path}?language=${code}`, current: code === language })),
    ...sample.page,
    ...(sample.page?.studio ? { studio: { role: 'owner', ...sample.page.studio as object } } : {}),
  };

  const typed = sample.form ?? { values: {}, errors: {}, summary: [], note: null };
  const form = { ...typed, sent: Object.fromEntries(Object.keys(typed.values).map((name) => [name, true])) };
  const body = renderer.render(`pages/${sample.template}`, { page: guard(page, 'page'), view: guard(sample.view, 'view'), form }, reader);
  return renderer.render(`layouts/${sample.layout}`, { page: guard(page, 'page'), view: sample.view, form, body }, reader);
}

/** Reading what is not there is an error, also where Handlebars' own strictness stops: in the parameters of helpers. */
export function guard<T extends object>(value: T, name: string): T {
  return new Proxy(value, {
    get(target, key, receiver) {
      const found: unknown = Reflect.get(target, key, receiver);
      if (typeof key === 'string' && !(key in target) && !BUILT_IN.has(key)) throw new Error(`No ${name}.${key}`);
      return typeof found === 'object' && found !== null ? guard(found, `${name}.${key.toString()}`) : found;
    },
  });
}

const BUILT_IN = new Set(['then', 'toJSON', 'toHTML', 'length', 'asymmetricMatch', 'nodeType', 'string', 'call', 'apply']);
