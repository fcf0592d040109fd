import { type Micros, mulDiv, type Nanos } from "../../money/index.ts";

/** Divides nano-USD per unit x millionths of a unit down to micro-USD. */
const SCALE = 1000n * 1_000_000n;

/**
 * The price of a quantity at a plain rate, rounded down once.
 * @param rate nano-USD per unit
 * @param quantity millionths of the unit
 * @returns micro-USD
 * @source docs/rules.md#price-of-usage; docs/invariants.md#l19
 * @example $0.05 a GB, 12.5 GB: floor(50,000,000 x 12,500,000 / 1e9) = 625,000
 */
export function priceOfUsage(rate: Nanos, quantity: bigint): Micros {
  return mulDiv(rate, quantity, SCALE, "floor");
}
