import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { AccessModule } from './access/index.js';
import { BillingModule } from './billing/index.js';
import { ContentModule } from './content/index.js';
import { DemoModule } from './demo/index.js';
import { EmailModule } from './email/index.js';
import { MembersModule } from './members/index.js';
import { type Config, PlatformModule } from './platform/index.js';
import { TiersModule } from './tiers/index.js';

/** The table of contents, in the order of the graph: each imports only what stands before it. */
@Module({})
export class AppModule {
  static with(config: Config, log: Logger): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config, log), MembersModule, TiersModule, AccessModule, BillingModule, ContentModule, EmailModule,
        ...(config.demo ? [DemoModule] : []),
      ],
    };
  }
}
