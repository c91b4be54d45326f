export { NewTierDto, TierChangeDto, TierPriceDto } from './tier.dto.js';
export * from './events.js';
export { CURRENCIES, PERIODS, type Period, readSum, takesPlace, writeAmount } from './price-rules.js';
export { Prices, readPrice } from './prices.service.js';
export { isListed, Tier } from './tier.entity.js';
export { TierPrice } from './tier-price.entity.js';
export { PriceView, priceView, TierView, tierView } from './tier.view.js';
export { TiersModule } from './tiers.module.js';
export { Tiers, type TierWithPrice } from './tiers.service.js';
