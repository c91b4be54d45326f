// Adds to package-lock.json the optional platform packages that the registry at hand did not carry, so that
// `npm ci` accepts the lockfile on every platform. Run after each `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';

const SYSTEMS = ['darwin', 'linux', 'win32', 'android', 'freebsd', 'openharmony', 'aix', 'sunos'];
const PROCESSORS = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64'];
const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));

/** Whether `name` resolves from the package at `from` by walking up its node_modules folders. */
function resolves(from, name) {
  if (lock.packages[`${from ? `${from}/` : ''}node_modules/${name}`]) return true;
  return from !== '' && resolves(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
}

for (const [at, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const words = name.split(/[-/]/);
    const os = SYSTEMS.filter((system) => words.includes(system));
    const cpu = PROCESSORS.filter((processor) => words.includes(processor));
    if (os.length === 0 || !/^\d+\.\d+\.\d+/.test(version) || resolves(at, name)) continue;
    lock.packages[`node_modules/${name}`] = { version, ...(cpu.length && { cpu }), ...(entry.dev && { dev: true }), optional: true, os };
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
