import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseCronItems } from 'graphile-worker';
import { SCHEDULE } from '../src/schedule.js';
import { type Crossing, CROSSINGS, filesOf, outsideSteps, reachesOut, stepsOf } from './faults/steps.js';

const ROOT = resolve(import.meta.dirname, '..');
/** Left to right: a module imports only those before it. */
const GRAPH = ['platform', 'members', 'tiers', 'access', 'billing', 'segments', 'content', 'community', 'email', 'insights', 'demo'];
/** Modules that decide by the gate and know nothing of money. */
const NO_BILLING = ['segments', 'content', 'community'];

const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => join(ROOT, 'src', file));
const text = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const app = files.filter((file) => !/src\/(sandbox|tools)\//.test(file));
const moduleOf = (file: string) => relative(join(ROOT, 'src'), file).split('/')[0]!;
const importsOf = (file: string) => [...text.get(file)!.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path]) => resolve(dirname(file), path!).replace(/\.js$/, '.ts'));
const short = (file: string) => relative(ROOT, file);

/** Every import of `of` that breaks `rule`, as `file -> imported`. */
const broken = (of: string[], rule: (file: string, imported: string) => boolean) =>
  of.flatMap((file) => importsOf(file).filter((imported) => rule(file, imported)).map((imported) => `${short(file)} -> ${short(imported)}`));
const containing = (of: string[], pattern: RegExp) => of.filter((file) => pattern.test(text.get(file)!)).map(short);
const modules = app.filter((file) => GRAPH.includes(moduleOf(file)));

describe('the house', () => {
  it('imports only leftwards, towards the platform', () => {
    expect(broken(modules, (file, imported) => GRAPH.indexOf(moduleOf(imported)) > GRAPH.indexOf(moduleOf(file)))).toEqual([]);
  });

  it('enters another module by its index alone', () => {
    const pure = ['src/platform/clock/clock.ts', 'src/platform/clock/zones.ts', 'src/platform/templates/formats.ts'];
    expect(broken(modules, (file, imported) => moduleOf(imported) !== moduleOf(file) && !imported.endsWith('/index.ts') && !(file.endsWith('.spec.ts') || pure.includes(short(imported))))).toEqual([]);
  });

  it('keeps everything right of access free of Stripe, but for the mails that billing\'s events owe', () => {
    expect(broken(modules, (file, imported) => NO_BILLING.includes(moduleOf(file)) && moduleOf(imported) === 'billing')).toEqual([]);
    expect(containing(app.filter((file) => moduleOf(file) !== 'billing' && !file.endsWith('.spec.ts')), /from 'stripe'/)).toEqual([]);
  });

  it('holds the SDK in one file', () => {
    expect(containing(app, /from 'stripe'/)).toEqual(['src/billing/stripe/stripe.client.ts']);
  });

  it('keeps the sandbox apart: neither knows the other', () => {
    expect(broken(app, (_, imported) => short(imported).startsWith('src/sandbox/'))).toEqual([]);
    expect(broken(files.filter((file) => moduleOf(file) === 'sandbox'), (_, imported) => !short(imported).startsWith('src/sandbox/'))).toEqual([]);
  });

  it('has one way to a repository and no hidden cycle', () => {
    expect(containing(app, /@InjectRepository|forwardRef|getRepository\(|@nestjs\/typeorm/).filter((file) => file !== 'src/platform/database/transaction.ts')).toEqual([]);
  });

  it('takes the time from a clock', () => {
    const clocks = ['src/platform/clock/clock.ts', 'src/platform/templates/formats.ts'];
    const bare = /new Date\(|Date\.now\(|(?<!\.)\bnow\(\)(?=[^;]*['"`])|current_timestamp|clock_timestamp\(\)/i;
    const found = app.filter((file) => !file.endsWith('.spec.ts') && !clocks.includes(short(file)) && bare.test(stripComments(text.get(file)!)));
    expect(found.filter((file) => !allowedClock(file)).map(short)).toEqual([]);
  });

  it('names every await on database, Stripe or mail in ingress, worker and outbox', () => {
    const crossings = Object.keys(CROSSINGS) as Crossing[];
    expect(crossings.flatMap((crossing) => filesOf(crossing).flatMap(outsideSteps))).toEqual([]);
    for (const crossing of crossings) expect(filesOf(crossing).flatMap(stepsOf).length).toBeGreaterThanOrEqual(3);
  });

  it('names them everywhere in billing', () => {
    const crossed = new Set((Object.keys(CROSSINGS) as Crossing[]).flatMap(filesOf));
    expect(modules.filter((file) => moduleOf(file) === 'billing' && !file.endsWith('.spec.ts') && reachesOut(file) && !crossed.has(file)).map(short)).toEqual([]);
  });

  it('gives every step a name of its own', () => {
    const names = app.filter((file) => !file.endsWith('.spec.ts')).flatMap(stepsOf);
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
  });

  it('matches every test below test/, or it is a helper that a test imports', () => {
    const below = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|mjs)$/.test(file)).map((file) => join(ROOT, 'test', file));
    const specs = below.filter((file) => /\.(spec|fault)\.ts$/.test(file));
    const texts = below.map((file) => readFileSync(file, 'utf8')).join('\n') + readFileSync(join(ROOT, 'package.json'), 'utf8');
    const stray = below.filter((file) => !specs.includes(file) && !texts.includes(file.split('/').at(-1)!.replace(/\.ts$/, '')));
    expect(stray.map(short)).toEqual([]);
  });
});

/** A fact of the server's own queue, not of business. */
/** What several machines must agree on is measured by the database's clock: jobs, and who sends a mail. */
function allowedClock(file: string): boolean {
  return ['src/platform/jobs/queue.ts', 'src/platform/jobs/dead-workers.ts', 'src/email/deliveries.service.ts', 'src/email/mail-queue.service.ts'].includes(short(file));
}

function stripComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}

describe('the schedule', () => {
  it('is one that the queue can read', () => {
    expect(parseCronItems(SCHEDULE)).toHaveLength(SCHEDULE.length);
  });

  it('names only tasks that somebody runs', () => {
    const schedule = readFileSync(join(ROOT, 'src/schedule.ts'), 'utf8');
    const handled = app.flatMap((file) => [...text.get(file)!.matchAll(/@OnJob\('([\w.]+)'\)/g)].map(([, task]) => task!));
    for (const [, task] of schedule.matchAll(/task: '([\w.]+)'/g)) expect(handled).toContain(task);
  });
});
