import { showUsd } from "@scrip/domain/money";

/**
 * Writes an amount that may be finer than a micro-dollar.
 * @param micros micro-USD with decimals, such as "1330000.277777"
 * @returns dollars with at least six decimals, not rounded, such as `$1.330000277777`
 */
export function finestUsd(micros: string): string {
  const [whole = "0", rest = ""] = micros.split(".");
  return `${alignedUsd(whole)}${rest}`;
}

/**
 * Writes an amount with all decimals of a micro-dollar, so that amounts in a column line up.
 * @returns such as `$7.980000`
 */
export function alignedUsd(micros: string): string {
  const [dollars = "", decimals = ""] = showUsd(BigInt(micros), "exact").split(".");
  return `${dollars}.${decimals.padEnd(6, "0")}`;
}

/** Writes an amount in the unit of the ledger, such as `93,100 micro-dollars`. */
export function inMicros(micros: string): string {
  const size = BigInt(micros.replace("-", ""));
  return `${size.toLocaleString("en-US")} micro-dollar${size === 1n ? "" : "s"}`;
}

/** The sum of amounts, in micro-USD. */
export const sumOf = (parts: readonly { readonly amount: string }[]): bigint =>
  parts.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
