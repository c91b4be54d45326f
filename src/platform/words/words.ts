import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance, type i18n } from 'i18next';
import { Memo } from '../memo.js';

export const LANGUAGES = ['en', 'it'] as const;
export type Language = (typeof LANGUAGES)[number];
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', it: 'Italiano' };

/** A sentence by its key, e.g. `t('join.button', { tier, price })`. Values are not escaped: that is the template's work. */
export type Translate = (key: string, values?: Record<string, unknown>) => string;

/** Hebrew, Arabic and their kin. */
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** The catalogues of `templates/words`, one folder a language, one file a namespace. */
export class Words {
  private readonly i18n: i18n = createInstance();
  private readonly translators = new Map<Language, Translate>();

  /** @param folder the `words` folder */
  constructor(folder: string) {
    const resources = Object.fromEntries(LANGUAGES.map((language) => [language, { translation: catalogue(join(folder, language)) }]));
    void this.i18n.init({
      resources, fallbackLng: 'en', initAsync: false, interpolation: { escapeValue: false }, returnNull: false,
    });
    for (const language of LANGUAGES) this.translators.set(language, this.translator(language));
  }

  /** @throws Error for a key that no catalogue has, so that tests find it */
  for(language: string): Translate {
    return this.translators.get(language as Language) ?? this.translators.get('en')!;
  }

  /** A page says some thirty sentences, most of them the same on every page: each is put together once. */
  private translator(language: Language): Translate {
    const fixed = this.i18n.getFixedT(language);
    const plain = new Memo<string>(5000);
    const filled = new Memo<string>(5000);
    const say = (key: string, values: Record<string, unknown>) => {
      const text = fixed(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolated(value)]))) as string;
      if (text === key) throw new Error(`No words for ${key}`);
      return text;
    };
    return (key, values = {}) => {
      const told = JSON.stringify(values);
      return told === '{}' ? plain.get(key, () => say(key, values)) : filled.get(key + told, () => say(key, values));
    };
  }

  has(key: string): boolean {
    return this.i18n.exists(key);
  }
}

/** A name that runs the other way, kept from turning the sentence around it (Unicode's first strong isolate, UAX 9). */
function isolated(value: unknown): unknown {
  return typeof value === 'string' && RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value;
}

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.includes(value as Language);
}

/** The best of our languages for an Accept-Language header (RFC 9110, 12.5.4). */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '').split(',').map((part) => {
    const [tag = '', ...rest] = part.trim().split(';');
    const q = rest.find((p) => p.trim().startsWith('q='));
    return { code: tag.slice(0, 2).toLowerCase(), weight: q ? Number(q.trim().slice(2)) || 0 : 1 };
  }).sort((a, b) => b.weight - a.weight);
  return wanted.find((w) => w.weight > 0 && isLanguage(w.code))?.code as Language ?? 'en';
}

function catalogue(folder: string): Record<string, unknown> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(files.map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown]));
}
