import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '../src/platform/words/words.js';
import { effectNames } from './effect-names.js';

const root = join(import.meta.dirname, '..');
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Sentences found by a key that is put together while running: by an error's code, a broken rule, a flash, a mail's reason. */
const FOUND_AT_RUN_TIME = ['explain.says.', 'error.', 'fields.', 'flash.', 'layout.number.', 'mail.why.', 'audit.act.', 'audit.kind.', 'audit.field.', 'team.role.', 'creatorMail.why.', 'members.story.', 'inbox.effect.', 'drift.what.'];

const said = Object.fromEntries(LANGUAGES.map((language) => [language, catalogue(language)]));
const templates = read(join(root, 'templates'), '.hbs');
const source = read(join(root, 'src'), '.ts');

describe('The words', () => {
  it('are the same keys in every language, plural forms aside', () => {
    for (const language of LANGUAGES) expect(keys(language)).toEqual(keys('en'));
  });

  it('have every plural form that a language needs', () => {
    for (const language of LANGUAGES) {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => form !== 'many');
      for (const key of Object.keys(said[language]!).filter((key) => PLURAL.test(key))) {
        for (const form of forms) expect(said[language]).toHaveProperty([key.replace(PLURAL, `_${form}`)]);
      }
    }
  });

  it('fill in the same values in every language', () => {
    for (const [key, text] of Object.entries(said.en!)) {
      for (const language of LANGUAGES) {
        const other = said[language]![key];
        if (other !== undefined && !PLURAL.test(key)) expect({ key, values: values(other) }).toEqual({ key, values: values(text) });
      }
    }
  });

  it('are there for every key that a template or the source names', () => {
    const missing = [...used()].filter((key) => !keys('en').includes(key));
    expect(missing).toEqual([]);
  });

  it('are there for everything that a change at Stripe sets off', () => {
    const files = readdirSync(join(root, 'src/billing'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
    const effects = files.flatMap((file) => effectNames(join(root, 'src/billing', file)));
    expect(effects.length).toBeGreaterThan(20);
    for (const language of LANGUAGES) expect(effects.filter((name) => !keys(language).includes(`inbox.effect.${name}`))).toEqual([]);
  });

  it('are all said somewhere', () => {
    const everything = templates + source;
    const unused = keys('en').filter((key) => !FOUND_AT_RUN_TIME.some((prefix) => key.startsWith(prefix)) && !everything.includes(`"${key}"`) && !everything.includes(`'${key}'`));
    expect(unused).toEqual([]);
  });

  it('never shout, never sell', () => {
    for (const language of LANGUAGES) {
      for (const [key, text] of Object.entries(said[language]!)) {
        expect({ key, text }).toEqual({ key, text: expect.not.stringMatching(/!|\.\.\.|oops|ops[,.]|unlock|exclusive|upgrade|don.t miss|sblocca|esclusiv/i) });
      }
    }
  });
});

function used(): Set<string> {
  const inTemplates = [...templates.matchAll(/[{(~ ]t "([^"]+)"/g)].map((match) => match[1]!);
  const inSource = [...source.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1]!);
  const flashes = [...source.matchAll(/\bdone\([^;]*,\s*'([a-zA-Z]+)'\)/g)].map((match) => `flash.${match[1]}`);
  const rules = [...source.matchAll(/\brule: '([a-zA-Z]+)'/g)].map((match) => `fields.${match[1]}`);
  return new Set([...inTemplates, ...inSource, ...flashes, ...rules]);
}

function keys(language: string): string[] {
  return [...new Set(Object.keys(said[language]!).map((key) => key.replace(PLURAL, '')))].sort();
}

function values(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!))].sort();
}

function catalogue(language: string): Record<string, string> {
  const folder = join(root, 'templates/words', language);
  return Object.fromEntries(readdirSync(folder).flatMap((file) => flat(file.replace('.json', ''), JSON.parse(readFileSync(join(folder, file), 'utf8')))));
}

function flat(prefix: string, value: unknown): [string, string][] {
  if (typeof value === 'string') return [[prefix, value]];
  return Object.entries(value as object).flatMap(([key, inner]) => flat(`${prefix}.${key}`, inner));
}

function read(folder: string, ending: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending) && !file.endsWith('.spec.ts') && !file.startsWith('sandbox'));
  return files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
}
