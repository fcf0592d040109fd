export { canonicalPrice, parseCanonicalPrice } from "./canonical-price.ts";
export { decimals, explainPrice, type PriceExplained, type TierExplained } from "./explain-price.ts";
export {
  MILLIONTHS,
  type PackagePrice,
  type Price,
  type PriceTier,
  type TieredPrice,
  UNIT_HOUR,
  type UnitCost,
} from "./price.ts";
export {
  canFallBetween,
  finalPriceOf,
  greatestPriceWithin,
  partsOf,
  priceOfQuantity,
  quantityAtMost,
  type TierPart,
} from "./price-of-quantity.ts";
export { priceOfShown, type ShownPrice, shownPrice } from "./shown-price.ts";
