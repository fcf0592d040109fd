import { decimalDigits, scaled } from "../../money/decimal-digits.ts";

/** One GB in bytes: 10^9. */
export const GB = 1_000_000_000n;

/** The largest size of one volume: 10^18 bytes, a billion GB. */
export const MAX_SIZE = 10n ** 18n;

/** Why a text is not a size. */
export type SizeProblem = "not_a_number" | "negative" | "too_many_decimals" | "above_limit";

/**
 * Reads a size in GB of 10^9 bytes.
 * @param text decimal digits with at most nine after the point, zero or more
 * @returns whole bytes, or the reason why the text is not a size
 * @source docs/rules.md#volumes
 */
export function parseGb(text: string): bigint | SizeProblem {
  const digits = decimalDigits(text);
  if (digits === undefined) return "not_a_number";
  if (digits.isNegative) return "negative";
  if ((digits.decimals ?? "").length > 9) return "too_many_decimals";
  const bytes = scaled(digits, 9);
  return bytes === undefined || bytes > MAX_SIZE ? "above_limit" : bytes;
}

/** The message for each invalid size, worded to follow its name. */
export const SIZE_MESSAGES: Record<SizeProblem, string> = {
  not_a_number: 'must be GB in plain digits, such as "250" or "0.5"',
  negative: "must be zero or more; it is negative",
  too_many_decimals: "has too many decimals; a size in GB has at most nine",
  above_limit: "is above the largest size, 1,000,000,000 GB",
};

/** A size in GB without trailing zeros: `"250"`, `"0.5"`. */
export function formatGb(bytes: bigint): string {
  const decimals = String(bytes % GB)
    .padStart(9, "0")
    .replace(/0+$/, "");
  return decimals === "" ? String(bytes / GB) : `${bytes / GB}.${decimals}`;
}
