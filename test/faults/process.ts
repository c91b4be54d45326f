import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { until } from '../app.js';

const ROOT = resolve(import.meta.dirname, '../..');

/** The built product as a process of its own, which can be killed. */
export class AppProcess {
  private child: ChildProcess | undefined;
  private said = '';

  constructor(private readonly env: Record<string, string>) {}

  /** Starts it and waits until it answers. @param killAt a moment of `step()`, e.g. `sync.project:before` */
  async start(killAt?: string): Promise<void> {
    this.said = '';
    this.child = spawn(process.execPath, ['--no-warnings', join(ROOT, 'dist/main.js')], {
      cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, NODE_ENV: 'test', LOG_LEVEL: 'warn', ...this.env, ...(killAt && { THOUSAND_KILL_AT: killAt }) },
    });
    for (const stream of [this.child.stdout!, this.child.stderr!]) stream.on('data', (chunk) => { this.said += String(chunk); });
    await until(`the app to start (${killAt ?? 'whole'})\n${this.said}`, async () => {
      if (this.dead) return true;
      return fetch(`http://127.0.0.1:${this.env.PORT}/healthz`).then((answer) => answer.ok, () => false);
    });
  }

  get dead(): boolean {
    return !this.child || this.child.exitCode !== null || this.child.signalCode !== null;
  }

  get killed(): boolean {
    return this.child?.signalCode === 'SIGKILL';
  }

  /** What it wrote, for a failing test. */
  get output(): string {
    return this.said;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.dead) return;
    this.child!.kill(signal);
    await until(`the app to end after ${signal}`, async () => this.dead);
  }
}
