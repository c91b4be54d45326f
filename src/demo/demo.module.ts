import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { BillingModule } from '../billing/index.js';
import { ContentModule } from '../content/index.js';
import { MembersModule } from '../members/index.js';
import { TiersModule } from '../tiers/index.js';
import { Demo } from './demo.service.js';
import { DemoMemberships } from './memberships.service.js';
import { DemoPages } from './pages.service.js';
import { DemoPeople } from './people.service.js';
import { DemoPictures } from './pictures.service.js';
import { DemoReaders } from './readers.service.js';
import { DemoShelves } from './shelves.service.js';
import { SandboxTime } from './sandbox-time.service.js';

@Module({
  imports: [MembersModule, TiersModule, AccessModule, BillingModule, ContentModule],
  providers: [Demo, DemoPeople, DemoPages, DemoPictures, DemoMemberships, DemoReaders, DemoShelves, SandboxTime],
  exports: [Demo],
})
export class DemoModule {}
