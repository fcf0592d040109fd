import { CENT, type Micros } from "./micros.ts";

/**
 * How an amount is rounded to cents: `down` for available credit, `up` for owed amounts, `nearest` for movements.
 * `exact` does not round, and `aligned` does not round and always has six decimals.
 */
export type Shown = "down" | "up" | "nearest" | "exact" | "aligned";

/**
 * Formats an amount for reading: in cents, or exactly if it is below one cent or must not be rounded.
 * @param amount micro-USD, of either sign; rounding applies to its absolute value
 * @returns text such as `$1,234.56`, `$0.000122` or `−$5.00`, with the typographic minus sign (U+2212)
 * @source docs/rules.md#shown-amounts
 */
export function showUsd(amount: Micros, shown: Shown): string {
  const size = amount < 0n ? -amount : amount;
  const isExact = shown === "exact" || shown === "aligned";
  const rounded = isExact || size < CENT ? size : toWholeCents(size, shown);
  const dollars = (rounded / 1_000_000n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  const decimals = (rounded % 1_000_000n).toString().padStart(6, "0");
  const fraction = shown === "aligned" ? decimals.slice(2) : decimals.slice(2).replace(/0+$/, "");
  return `${amount < 0n ? "−" : ""}$${dollars}.${decimals.slice(0, 2)}${fraction}`;
}

function toWholeCents(size: bigint, shown: Exclude<Shown, "exact" | "aligned">): bigint {
  const added = { down: 0n, nearest: CENT / 2n, up: CENT - 1n }[shown];
  return ((size + added) / CENT) * CENT;
}
