import { type Micros, mulDiv } from "../money/index.ts";
import type { UnitCost } from "../usage/prices/price.ts";
import { MILLIONTHS } from "../usage/prices/price.ts";
import { finalPriceOf } from "../usage/prices/price-of-quantity.ts";
import type { Unit } from "./vocabulary.ts";

/** Divides nano-USD per unit x thousandths x thousandths down to micro-USD. */
const SCALE = 1000n * MILLIONTHS;

/** A month in thousandths. */
const MONTH_MILLI = 1000;

/**
 * What an amount of a resource costs, as the Prices page shows it. Of a resource by the hour it is the price of a job that
 * runs so long, of storage the price of so many months, and of anything else the price of a month with so much usage. By a
 * price shape each month of storage has its own tiers and its own minimum.
 * @param cost nano-USD per unit, or a price shape, whose minimum counts
 * @param countMilli how many units, in thousandths: GPUs, GB, or pieces
 * @param lengthMilli how long, in thousandths of an hour or of a month; 1000 for what has no length
 * @param unit of the resource
 * @returns micro-USD, rounded down once
 * @source docs/rules.md#price-of-a-job; docs/rules.md#price-shapes
 * @example $3.99 an hour, 8 GPUs, 1.5 hours: floor(3,990,000,000 x 8000 x 1500 / 10^9) = 47,880,000
 */
export function listPrice(cost: UnitCost, countMilli: number, lengthMilli: number, unit: Unit): Micros {
  const quantity = BigInt(countMilli) * BigInt(lengthMilli);
  if (typeof cost === "bigint") return mulDiv(cost, quantity, SCALE, "floor");
  if (unit !== "gb-month") return finalPriceOf(cost, quantity, MILLIONTHS);
  const priceOf = (length: number): Micros => finalPriceOf(cost, BigInt(countMilli) * BigInt(length), MILLIONTHS);
  const rest = lengthMilli % MONTH_MILLI;
  return priceOf(MONTH_MILLI) * BigInt((lengthMilli - rest) / MONTH_MILLI) + priceOf(rest);
}
