import type { Nanos } from "./micros.ts";

/** Why a text is not a rate. */
export type RateProblem = "not_a_number" | "negative" | "too_many_decimals" | "above_limit";

/** The largest rate: a million dollars an hour. */
const MAX_RATE: Nanos = 10n ** 15n;

/**
 * Reads a price per unit in dollars.
 * @param text decimal digits with at most nine after the point, zero or more
 * @returns nano-USD, or why it is not a rate
 * @source Catalog: prices are decimal text, scaled to nano-dollars in code
 */
export function parseRate(text: string): Nanos | RateProblem {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return "not_a_number";
  const [, sign, whole = "", decimals = ""] = match;
  if (sign === "-") return "negative";
  if (decimals.length > 9) return "too_many_decimals";
  const rate = BigInt(whole) * 1_000_000_000n + BigInt(decimals.padEnd(9, "0"));
  return rate > MAX_RATE ? "above_limit" : rate;
}
