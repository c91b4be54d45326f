import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where Stripe's own command-line tool is installed for this machine, or null. */
export function findCli(): string | null {
  try {
    const pack = createRequire(import.meta.url).resolve(`@stripe/cli-${process.platform}-${process.arch}/package.json`);
    const file = join(dirname(pack), 'bin', process.platform === 'win32' ? 'stripe.exe' : 'stripe');
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

/** Runs it to its end, with its settings in `home`. */
export function run(cli: string, args: string[], home: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: home, STRIPE_CLI_TELEMETRY_OPTOUT: '1' };
    const child = spawn(cli, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
