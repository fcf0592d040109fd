/** An amount of money in micro-USD: 1 USD is 1,000,000. Never a `number`. */
export type Micros = bigint & { readonly __unit?: "usd-micros" };

/** A price in nano-USD, the scale of rates: 1 USD is 1,000,000,000. */
export type Nanos = bigint & { readonly __unit?: "usd-nanos" };

/** The largest single amount: 10^15 micro-USD, a billion dollars. */
export const MAX_AMOUNT: Micros = 10n ** 15n;

/** The largest sum of available, reserved and owed of an organization: 10^18 micro-USD, a ninth of a 64-bit column. */
export const MAX_BALANCE: Micros = 10n ** 18n;

/** A cent in micro-USD, the unit of every payment. */
export const CENT: Micros = 10_000n;

/** One US dollar in micro-USD. */
export const USD: Micros = 1_000_000n;

/** The smaller of two amounts. */
export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** The larger of two amounts. */
export const greatest = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** How a division with a remainder is rounded. */
export type Rounding = "floor" | "ceil";

/**
 * Multiplies, then divides once, for whole non-negative numbers.
 * @returns `a * b / divisor`, rounded by `rounding`
 * @source docs/rules.md#rounding
 */
export function mulDiv(a: bigint, b: bigint, divisor: bigint, rounding: Rounding): bigint {
  const product = a * b;
  return rounding === "floor" ? product / divisor : (product + divisor - 1n) / divisor;
}
