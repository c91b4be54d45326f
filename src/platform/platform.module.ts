import { fileURLToPath } from 'node:url';
import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, DiscoveryModule, DiscoveryService } from '@nestjs/core';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { Clock } from './clock/clock.js';
import { SandboxClock } from './clock/sandbox-clock.js';
import { Config } from './config/config.js';
import { dataSourceOptions } from './database/data-source.js';
import { Notices } from './database/notices.js';
import { Database } from './database/transaction.js';
import { Events } from './events/events.js';
import { Handlers } from './events/handlers.js';
import { CsrfGuard } from './http/csrf.guard.js';
import { ErrorFilter } from './http/error.filter.js';
import { FaceInterceptor } from './http/face.interceptor.js';
import { HealthController } from './http/health.controller.js';
import { Limits } from './http/limits.js';
import { CsrfOfUpload } from './http/upload.js';
import { PageStore } from './http/page-store.js';
import { Pages } from './http/pages.js';
import { Jobs } from './jobs/jobs.js';
import { Worker } from './jobs/worker.js';
import { Queue } from './jobs/queue.js';
import { LOGGER } from './log/logger.js';
import { Metrics } from './metrics/metrics.js';
import { PlatformMetrics } from './metrics/platform-metrics.js';
import { Signals } from './signals/signals.js';
import { Storage } from './storage/storage.js';
import { Renderer } from './templates/renderer.js';
import { Sweeps } from './sweeps.js';
import { Words } from './words/words.js';

const TEMPLATES = fileURLToPath(new URL('../../templates', import.meta.url));

/** What every other module stands on. */
@Global()
@Module({ imports: [DiscoveryModule], controllers: [HealthController] })
export class PlatformModule implements OnApplicationShutdown {
  constructor(private readonly source: DataSource, discovery: DiscoveryService, faces: FaceInterceptor) {
    this.connectControllers = () => discovery.getControllers().forEach(({ metatype, instance }) => faces.controllers.set(metatype, instance as object));
  }

  private readonly connectControllers: () => void;

  onModuleInit(): void {
    this.connectControllers();
  }

  static with(config: Config, log: Logger): DynamicModule {
    const words = new Words(`${TEMPLATES}/words`);
    const clock = new Clock();
    const providers = [
      { provide: Config, useValue: config },
      { provide: LOGGER, useValue: log },
      { provide: Clock, useValue: clock },
      { provide: Words, useValue: words },
      { provide: Renderer, useFactory: () => new Renderer(TEMPLATES, words, clock) },
      { provide: DataSource, useFactory: () => new DataSource(dataSourceOptions(config.databaseUrl)).initialize() },
      Database, Notices, SandboxClock, Jobs, Handlers, Sweeps, Events, Worker, Signals, Storage, Limits, CsrfGuard, CsrfOfUpload, Queue, Metrics, PageStore, PlatformMetrics, Pages, FaceInterceptor,
      ErrorFilter,
    ];
    return {
      module: PlatformModule,
      providers: [
        ...providers,
        { provide: APP_FILTER, useExisting: ErrorFilter },
        { provide: APP_INTERCEPTOR, useExisting: FaceInterceptor },
      ],
      exports: providers.map((one) => (typeof one === 'function' ? one : one.provide)),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
