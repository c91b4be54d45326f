import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { until } from '../app.js';

const ROOT = resolve(import.meta.dirname, '../..');
/** What is kept of what it wrote, in characters. */
const KEPT = 60_000;

/** The built product as a process of its own, which can be killed. */
export class AppProcess {
  private child: ChildProcess | undefined;
  private said = '';
  private ready = false;

  /** @param env what it is started with; what is changed holds from the next start on */
  constructor(readonly env: Record<string, string>) {}

  /** Starts it and waits until it is ready or dead. @param killAt a moment of `step()`, e.g. `sync.project:before` */
  async start(killAt?: string): Promise<void> {
    this.said = '';
    this.ready = false;
    this.child = spawn(process.execPath, ['--no-warnings', join(ROOT, 'dist/main.js')], {
      cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, NODE_ENV: 'test', LOG_LEVEL: 'info', ...this.env, ...(killAt && { THOUSAND_KILL_AT: killAt }) },
    });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.on('data', (chunk) => {
        this.said = (this.said + String(chunk)).slice(-KEPT);
        this.ready ||= this.said.includes('"ready":true');
      });
    }
    await until(`the app to start (${killAt ?? 'whole'})`, async () => this.dead || this.ready, 120_000)
      .catch((error: Error) => { throw new Error(`${error.message}\n${this.said.slice(-1500)}`); });
  }

  get dead(): boolean {
    return !this.child || this.child.exitCode !== null || this.child.signalCode !== null;
  }

  get killed(): boolean {
    return this.child?.signalCode === 'SIGKILL';
  }

  get pid(): number {
    return this.child!.pid!;
  }

  get name(): string {
    return `${this.env.ROLE ?? 'all'} ${this.env.PORT ?? ''}`.trim();
  }

  /** What it wrote, for a failing test. */
  get output(): string {
    return this.said;
  }

  /** Resident memory in MB. */
  get memory(): number {
    return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))![1]) / 1024);
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.dead) return;
    this.child!.kill(signal);
    await until(`the app to end after ${signal}`, async () => this.dead, 40_000);
  }
}
