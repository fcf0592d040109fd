import { decimalDigits, scaled } from "./decimal-digits.ts";
import { MAX_AMOUNT, type Micros } from "./micros.ts";

/** The reason why a text is not an amount of money. */
export type AmountProblem = "not_a_number" | "negative" | "zero" | "too_many_decimals" | "above_limit";

/**
 * Reads a decimal amount of dollars as people type it.
 * @param text digits with at most six decimals, such as `20`, `20.00` or `0.000122`
 * @returns micro-USD above zero and at most `MAX_AMOUNT`, or the reason why the text is not an amount
 * @source docs/rules.md#amounts; docs/invariants.md#f1; docs/invariants.md#f2; docs/invariants.md#f3
 */
export function parseUsd(text: string): Micros | AmountProblem {
  const digits = decimalDigits(text);
  if (digits === undefined) return "not_a_number";
  if (digits.isNegative) return "negative";
  if ((digits.decimals ?? "").length > 6) return "too_many_decimals";
  return inRange(scaled(digits, 6));
}

/**
 * Reads an amount in wire format: whole micro-USD in decimal digits.
 * @returns micro-USD above zero and at most `MAX_AMOUNT`, or the reason why the text is not an amount
 */
export function parseMicros(text: string): Micros | AmountProblem {
  const digits = decimalDigits(text);
  if (digits === undefined) return "not_a_number";
  if (digits.isNegative) return "negative";
  if (digits.decimals !== undefined) return "too_many_decimals";
  return inRange(scaled(digits, 0));
}

function inRange(amount: Micros | undefined): Micros | AmountProblem {
  if (amount === 0n) return "zero";
  return amount === undefined || amount > MAX_AMOUNT ? "above_limit" : amount;
}

/** The message for each invalid amount, worded to follow its name. */
export const AMOUNT_MESSAGES: Record<AmountProblem, string> = {
  not_a_number: "must be an amount in plain digits, without signs, exponents or spaces",
  negative: "must be above zero; it is negative",
  zero: "must be above zero",
  too_many_decimals: "has too many decimals; the smallest unit is one micro-dollar (0.000001)",
  above_limit: "is above the largest single amount, $1,000,000,000.00 (1000000000000000 micro-dollars)",
};

/**
 * Reads an amount that is written in source code, such as `usd("20.00")`.
 * @returns micro-USD
 * @throws RangeError if the text is not an amount
 */
export function usd(text: string): Micros {
  const amount = parseUsd(text);
  if (typeof amount === "string") throw new RangeError(`"${text}" ${AMOUNT_MESSAGES[amount]}`);
  return amount;
}
