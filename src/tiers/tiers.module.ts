import { Module } from '@nestjs/common';
import { registerEntities } from '../platform/index.js';
import { MembersModule } from '../members/index.js';
import { Tier } from './tier.entity.js';
import { Prices } from './prices.service.js';
import { TierPrice } from './tier-price.entity.js';
import { Tiers } from './tiers.service.js';

registerEntities(Tier, TierPrice);

@Module({ imports: [MembersModule], providers: [Prices, Tiers], exports: [Prices, Tiers] })
export class TiersModule {}
