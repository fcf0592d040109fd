import { type Micros, mulDiv, type Nanos } from "../money/index.ts";

/** Divides nano-USD per unit x thousandths x thousandths down to micro-USD. */
const SCALE = 1000n * 1000n * 1000n;

/**
 * What an amount of a resource costs at a rate, as the Prices page shows it. Of a resource by the hour it is the price of
 * a job that runs so long, and of storage the price of so many months.
 * @param rate nano-USD per unit
 * @param countMilli how many units, in thousandths: GPUs, GB, or pieces
 * @param lengthMilli how long, in thousandths of an hour or of a month; 1000 for what has no length
 * @returns micro-USD, rounded down once
 * @source docs/rules.md#price-of-a-job
 * @example $3.99 an hour, 8 GPUs, 1.5 hours: floor(3,990,000,000 x 8000 x 1500 / 10^9) = 47,880,000
 */
export function listPrice(rate: Nanos, countMilli: number, lengthMilli = 1000): Micros {
  return mulDiv(rate * BigInt(countMilli), BigInt(lengthMilli), SCALE, "floor");
}
