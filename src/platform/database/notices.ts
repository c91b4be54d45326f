import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import type { Logger } from 'pino';
import { Config } from '../config/config.js';
import { LOGGER } from '../log/logger.js';

type Listener = (payload: string) => void;
const RETRY_MS = 1000;

/** LISTEN on one connection of its own, reconnecting; `onGap` runs after a gap in which notices may have been missed. */
@Injectable()
export class Notices implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly listeners = new Map<string, Listener[]>();
  private readonly afterGap: (() => void)[] = [];
  private readonly atDrop: (() => void)[] = [];
  private client: pg.Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly config: Config, @Inject(LOGGER) private readonly log: Logger) {}

  /** Called in constructors, before the connection is made. */
  on(channel: string, listener: Listener): void {
    this.listeners.set(channel, [...(this.listeners.get(channel) ?? []), listener]);
  }

  /** Runs whenever listening begins, also after a gap in which notices may have been missed. */
  onGap(listener: () => void): void {
    this.afterGap.push(listener);
  }

  /** Runs when the connection is lost: from now until `onGap` notices are missed. */
  onDrop(listener: () => void): void {
    this.atDrop.push(listener);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.connect();
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.config.databaseDirectUrl, application_name: 'thousand-notices' });
    client.on('error', () => this.reconnect());
    client.on('end', () => this.reconnect());
    client.on('notification', ({ channel, payload }) => this.listeners.get(channel)?.forEach((listener) => listener(payload ?? '')));
    this.client = client;
    try {
      await client.connect();
      for (const channel of this.listeners.keys()) await client.query(`listen ${client.escapeIdentifier(channel)}`);
      this.afterGap.forEach((listener) => listener());
    } catch (error) {
      this.log.warn({ err: error }, 'cannot listen to the database');
      this.reconnect();
    }
  }

  private reconnect(): void {
    if (this.stopped || this.retry) return;
    this.atDrop.forEach((listener) => listener());
    this.client?.removeAllListeners();
    this.client?.on('error', () => undefined);
    this.retry = setTimeout(() => {
      this.retry = undefined;
      void this.connect();
    }, RETRY_MS);
    this.retry.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }
}
