import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { version?: string; integrity?: string; dev?: boolean; link?: boolean; resolved?: string }> };

/** First version without a hole that was known when it was chosen (CVE records; see the rows). */
const MENDED: Record<string, string> = { passport: '0.6.0', typeorm: '1.1.0', nodemailer: '10.4.1', handlebars: '4.7.7', fastify: '5.7.0', '@fastify/multipart': '8.3.1', qs: '6.14.1', 'markdown-it': '12.3.2', sharp: '0.32.6', mailparser: '3.9.1' };

const older = (one: string, other: string) => {
  const [a, b] = [one, other].map((version) => version.split(/[.-]/).map(Number)) as [number[], number[]];
  for (let n = 0; n < 3; n++) if (a[n] !== b[n]) return a[n]! < b[n]!;
  return false;
};

describe('what comes from outside', () => {
  it('is no older than the version that mended what is known', () => {
    const found = Object.entries(lock.packages).flatMap(([path, { version }]) => {
      const name = path.split('node_modules/').at(-1)!;
      return MENDED[name] && version && older(version, MENDED[name]) ? [`${name} ${version}`] : [];
    });
    expect(found).toEqual([]);
  });

  it('is what the lockfile says, to the byte', () => {
    const loose = Object.entries(lock.packages).filter(([path, one]) => path && one.version && !one.integrity && !one.link).map(([path]) => path);
    // Platform packages that the registry at hand did not carry have a place in the lockfile and no bytes to install.
    expect(loose.filter((path) => !/(darwin|linux|win32|android|freebsd|openharmony|sunos|aix|wasm32|musl)/.test(path))).toEqual([]);
  });

  it('has no hole of high severity that the registry knows of', () => {
    const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--audit-level=high', '--json'], { encoding: 'utf8', timeout: 60_000 });
    const report = parsed(stdout);
    if (!report?.metadata) {
      console.warn('The lockfile was not audited: the registry at hand answers no audit.');
      return;
    }
    const { high, critical } = report.metadata.vulnerabilities;
    expect({ high, critical }).toEqual({ high: 0, critical: 0 });
  }, 90_000);
});

function parsed(text: string): { metadata?: { vulnerabilities: { high: number; critical: number } } } | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
