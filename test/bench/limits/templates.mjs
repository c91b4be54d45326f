import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';

const ROOT = fileURLToPath(new URL('../../../templates/', import.meta.url));
const read = (path) => readFileSync(ROOT + path, 'utf8');
const HELPERS = ['t', 'date', 'iso', 'money', 'number', 'eq', 'asset', 'has'];

/** The product's own templates with the least that can be under them: words from a flat map, formats made once, no checks. */
export function compileTemplates() {
  const handlebars = Handlebars.create();
  for (const file of readdirSync(`${ROOT}partials`, { recursive: true }).filter((name) => name.endsWith('.hbs'))) {
    handlebars.registerPartial(file.replace('.hbs', ''), read(`partials/${file}`));
  }
  const words = flatWords();
  const plural = new Intl.PluralRules('en');
  const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'Europe/Berlin' });
  const dateWithYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/Berlin' });
  const assets = new Map();
  handlebars.registerHelper('t', (key, { hash }) => {
    const text = words.get(hash.count === undefined ? key : `${key}_${plural.select(hash.count)}`);
    return text.includes('{{') ? text.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => hash[name]) : text;
  });
  handlebars.registerHelper('date', (iso) => {
    const at = new Date(iso);
    return (at.getFullYear() === new Date().getFullYear() ? date : dateWithYear).format(at);
  });
  handlebars.registerHelper('eq', (a, b) => a === b);
  handlebars.registerHelper('has', (list, one) => String(list ?? '').split(/[\s,]+/).includes(String(one)));
  handlebars.registerHelper('asset', (path) => {
    if (!assets.has(path)) assets.set(path, `/assets/${path}?v=${createHash('sha256').update(read(`assets/${path}`)).digest('hex').slice(0, 10)}`);
    return assets.get(path);
  });
  const options = { preventIndent: true, knownHelpersOnly: true, knownHelpers: Object.fromEntries(HELPERS.map((name) => [name, true])) };
  return Object.fromEntries(['pages/content/post', 'layouts/page'].map((name) => [name, handlebars.compile(read(`${name}.hbs`), options)]));
}

function flatWords() {
  const words = new Map();
  const add = (path, value) => (typeof value === 'string' ? words.set(path, value) : Object.entries(value).forEach(([name, inner]) => add(`${path}.${name}`, inner)));
  for (const file of readdirSync(`${ROOT}words/en`)) add(file.replace('.json', ''), JSON.parse(read(`words/en/${file}`)));
  return words;
}
