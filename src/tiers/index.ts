export { NewTierDto, TierDto } from './tier.dto.js';
export { TierOffered } from './events.js';
export { CURRENCIES, writeAmount } from './price-rules.js';
export { Tier } from './tier.entity.js';
export { TierPrice } from './tier-price.entity.js';
export { TierView, tierView } from './tier.view.js';
export { TiersModule } from './tiers.module.js';
export { Tiers, type TierWithPrice } from './tiers.service.js';
