import { decimalDigits, scaled } from "../../money/decimal-digits.ts";

/** The decimals of a quantity: it is counted in millionths of the resource's unit. */
const DECIMALS = 6;

/** The largest quantity of one event, in millionths: a thousand billion units. */
export const MAX_QUANTITY = 10n ** 18n;

/** Why a text is not a quantity. */
export type QuantityProblem = "not_a_number" | "negative" | "too_many_decimals" | "above_limit";

/**
 * Reads the quantity of a usage event.
 * @param text decimal digits with at most six after the point, zero or more
 * @returns millionths of the resource's unit, or the reason why the text is not a quantity
 * @source docs/rules.md#usage-events
 */
export function parseQuantity(text: string): bigint | QuantityProblem {
  const digits = decimalDigits(text);
  if (digits === undefined) return "not_a_number";
  if (digits.isNegative) return "negative";
  if ((digits.decimals ?? "").length > DECIMALS) return "too_many_decimals";
  const quantity = scaled(digits, DECIMALS);
  return quantity === undefined || quantity > MAX_QUANTITY ? "above_limit" : quantity;
}

/** The message for each invalid quantity, worded to follow its name. */
export const QUANTITY_MESSAGES: Record<QuantityProblem, string> = {
  not_a_number: 'must be a quantity in plain digits, such as "12.5"',
  negative: "must be zero or more; it is negative",
  too_many_decimals: "has too many decimals; a quantity has at most six",
  above_limit: "is above the largest quantity, 1,000,000,000,000 units",
};

/** A quantity in decimal digits without zeros at the end, such as `12.5`. @param millionths zero or more */
export function formatQuantity(millionths: bigint): string {
  const text = millionths.toString().padStart(DECIMALS + 1, "0");
  const decimals = text.slice(-DECIMALS).replace(/0+$/, "");
  const whole = text.slice(0, -DECIMALS);
  return decimals === "" ? whole : `${whole}.${decimals}`;
}
