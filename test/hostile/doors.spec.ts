import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { Config, routeTable } from '../../src/platform/index.js';
import { startApp, type TestApp } from '../app.js';

const source = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|mjs)$/.test(file) && !file.endsWith('.spec.ts'))
  .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(`${folder}/${file}`, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '') }));

describe('doors that are not there', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startApp({ worker: false });
  });
  afterAll(() => test.close());

  it('row 12: nothing but Stripe and the mail server is ever called, and no address of either comes from a person', () => {
    const callers = source('src').filter(({ file }) => !/^src\/(sandbox|tools|demo)\//.test(file)).filter(({ text }) =>
      // Types, and the reading of addresses, call nobody.
      /\bfetch\(|node:https?'|node:net'|node:dns'|undici|axios|createTransport|new Stripe\(/.test(text.replaceAll(/^import (type .*|\{ (isIP|isIPv6|BlockList)[^}]*\}) from .*$/gm, ''))).map(({ file }) => file);
    expect(callers.sort()).toEqual(['src/billing/stripe/stripe.client.ts', 'src/email/mailer.ts']);
  });

  it('row 18: nothing unpacks what a person sends', () => {
    const lock = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
    expect(Object.keys(lock.dependencies).filter((name) => /zip|tar|yauzl|unrar|archiver|decompress/.test(name))).toEqual([]);
    const unpackers = source('src').filter(({ text }) => /createGunzip|createUnzip|createBrotliDecompress|createInflate|gunzipSync|unzipSync/.test(text)).map(({ file }) => file);
    // A backup is put back by whoever runs the install, at the command line.
    expect(unpackers.every((file) => file.startsWith('src/tools/backup/') || file === 'src/tools/restore.mjs')).toBe(true);
  });

  it('row 28: no route changes keys, secrets, webhooks or where money goes: those are the environment\'s', () => {
    const fields = source('src').filter(({ file }) => file.endsWith('.dto.ts') || file.endsWith('.controller.ts')).flatMap(({ text }) => [...text.matchAll(/^ {2}(\w*(?:secret|apiKey|webhook|stripe)\w*)[?!]?:/gim)].map((found) => found[1]!));
    expect(fields).toEqual([]);
  });

  it('row 29: nobody tells us of bounces, hence nobody can lie about them', () => {
    // Whoever adds such a door adds its proof: the provider's signature and what it is bound to.
    const byMachines = routeTable(test.app).filter((route) => route.method === 'POST' && !route.face && !route.signedIn).map((route) => route.path);
    expect(byMachines.sort()).toEqual(['/dev/clock', '/mail/cancellation/:token/one-click', '/mail/unsubscribe/:token', '/webhooks/stripe'].filter((path) => byMachines.includes(path)));
    expect(byMachines).toContain('/webhooks/stripe');
  });

  it('row 2: no start with an empty, short or placeholder secret', () => {
    const refused = (env: Record<string, string>) => {
      try {
        const { production } = new Config({ NODE_ENV: 'production', DATABASE_URL: 'postgres://x@127.0.0.1:1/x', ...env });
        return production ? '' : 'it thinks this is a trial';
      } catch (error) {
        return (error as Error).message;
      }
    };
    const good = { SECRET_KEY: 'k'.repeat(40), PUBLIC_URL: 'https://a.example', SMTP_URL: 'smtp://localhost', MAIL_FROM: 'a@b.example', STRIPE_SECRET_KEY: 'sk_live_12345678', STRIPE_WEBHOOK_SECRET: 'whsec_1234567890123456' };
    for (const [name, value] of [['STRIPE_WEBHOOK_SECRET', ''], ['STRIPE_WEBHOOK_SECRET', 'whsec_'], ['STRIPE_WEBHOOK_SECRET', '   '], ['SECRET_KEY', 'short'], ['SECRET_KEY', ''], ['STRIPE_SECRET_KEY', 'sk_test_12345678x'], ['PUBLIC_URL', 'http://a.example']]) {
      expect([name, value, refused({ ...good, [name!]: value! }).includes(name!)]).toEqual([name, value, true]);
    }
    expect(refused(good)).toBe('');
    const started = spawnSync(process.execPath, ['--no-warnings', 'dist/main.js'], { env: { PATH: process.env.PATH, NODE_ENV: 'production', ...good, STRIPE_WEBHOOK_SECRET: '' }, encoding: 'utf8', timeout: 30_000 });
    expect([started.status, started.stderr.includes('STRIPE_WEBHOOK_SECRET')]).toEqual([78, true]);
  }, 60_000);
});
