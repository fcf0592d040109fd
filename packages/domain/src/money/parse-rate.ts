import { decimalDigits, scaled } from "./decimal-digits.ts";
import type { Nanos } from "./micros.ts";

/** Why a text is not a rate. */
export type RateProblem = "not_a_number" | "negative" | "too_many_decimals" | "above_limit";

/** The largest rate: a million dollars an hour. */
const MAX_RATE: Nanos = 10n ** 15n;

/**
 * Reads a price per unit in dollars.
 * @param text decimal digits with at most nine after the point, zero or more
 * @returns nano-USD, or the reason why the text is not a rate
 * @source docs/rules.md#rates
 */
export function parseRate(text: string): Nanos | RateProblem {
  const digits = decimalDigits(text);
  if (digits === undefined) return "not_a_number";
  if (digits.isNegative) return "negative";
  if ((digits.decimals ?? "").length > 9) return "too_many_decimals";
  const rate = scaled(digits, 9);
  return rate === undefined || rate > MAX_RATE ? "above_limit" : rate;
}

/** The message for each invalid rate, worded to follow its name. */
export const RATE_MESSAGES: Record<RateProblem, string> = {
  not_a_number: 'must be dollars per unit in plain digits, such as "3.99"',
  negative: "must be zero or more; it is negative",
  too_many_decimals: "has too many decimals; a rate has at most nine",
  above_limit: "is above the largest rate, $1,000,000.00",
};
