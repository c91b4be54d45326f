import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Handlebars, { type HelperOptions, type TemplateDelegate } from 'handlebars';
import type { Clock } from '../clock/clock.js';
import type { Words } from '../words/words.js';
import { formatDate, formatMoney, type Money } from './formats.js';

/** What helpers need to know of the reader; passed as `@data` with each rendering. */
interface Reader {
  language: string;
  zone: string;
}

/** Pages and mails from `templates/`, all compiled at boot. Strict: a missing variable is an error, not a gap. */
export class Renderer {
  private readonly templates = new Map<string, TemplateDelegate>();
  private readonly hashes = new Map<string, string>();

  /** @param folder the `templates` folder */
  constructor(readonly folder: string, readonly words: Words, private readonly clock: Clock) {
    // Handlebars compiles a partial once, escaping as its first user does: text and markup must not share theirs.
    const [markup, text] = [this.environment(), this.environment()];
    const options = { strict: true, preventIndent: true, knownHelpersOnly: true, knownHelpers: KNOWN };
    for (const name of ['layouts', 'pages', 'emails'].flatMap((kind) => this.names(kind))) {
      const noEscape = /^emails\/.*\/(text|subject)$/.test(name);
      this.templates.set(name, (noEscape ? text : markup).compile(this.source(name), { ...options, noEscape }));
    }
  }

  /**
   * @param name e.g. `pages/members/sign-in`, `layouts/page`, `emails/welcome/subject`
   * @param context the root of the template
   */
  render(name: string, context: object, reader: Reader): string {
    const template = this.templates.get(name);
    if (!template) throw new Error(`No template ${name}`);
    return template(context, { data: { ...reader, t: this.words.for(reader.language) } });
  }

  has(name: string): boolean {
    return this.templates.has(name);
  }

  /** The address of a static file, changed whenever the file changes so that it may be cached for ever. */
  asset(path: string): string {
    let hash = this.hashes.get(path);
    if (!hash) {
      hash = createHash('sha256').update(readFileSync(join(this.folder, 'assets', path))).digest('hex').slice(0, 10);
      this.hashes.set(path, hash);
    }
    return `/assets/${path}?v=${hash}`;
  }

  /** A Handlebars of its own, with every helper and every partial. */
  private environment(): typeof Handlebars {
    const handlebars = Handlebars.create();
    for (const name of this.names('partials')) handlebars.registerPartial(name.slice('partials/'.length), this.source(name));
    this.helpers(handlebars);
    return handlebars;
  }

  private helpers(handlebars: typeof Handlebars): void {
    const reader = (options: HelperOptions) => options.data as Reader & { t: (key: string, values?: object) => string };
    const register = (name: string, helper: (...args: never[]) => unknown) => handlebars.registerHelper(name, helper as Handlebars.HelperDelegate);
    register('t', (key: string, options: HelperOptions) => reader(options).t(key, options.hash as object));
    register('date', (iso: string, style: string, options: HelperOptions) => formatDate(iso, style, reader(options).language, (options.hash.zone as string | undefined) ?? reader(options).zone, this.clock.now()));
    register('money', (money: Money, options: HelperOptions) => formatMoney(money, reader(options).language));
    register('number', (n: number, options: HelperOptions) => new Intl.NumberFormat(reader(options).language).format(n));
    register('eq', (a: unknown, b: unknown) => String(a) === String(b));
    register('has', (list: unknown, one: unknown) => String(list ?? '').split(/[\s,]+/).includes(String(one)));
    register('asset', (path: string) => this.asset(path));
  }

  private names(kind: string): string[] {
    const root = join(this.folder, kind);
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
      .map((entry) => relative(this.folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/').replace('.hbs', ''));
  }

  private source(name: string): string {
    return readFileSync(join(this.folder, `${name}.hbs`), 'utf8');
  }
}

const KNOWN = { t: true, date: true, money: true, number: true, eq: true, has: true, asset: true };
