import type { Micros } from "./micros.ts";

/**
 * How an amount is shortened to cents: `down` for what there is, `up` for what is owed, `nearest` for what moved,
 * `exact` for not at all.
 */
export type Shown = "down" | "up" | "nearest" | "exact";

const CENT = 10_000n;

/**
 * Writes an amount for a person to read at a glance: in cents, or exactly where it is below one.
 * @param amount micro-USD, of either sign; the size is what is rounded
 * @returns such as `$1,234.56`, `$0.000122` or `−$5.00`, with the minus sign of typography (U+2212)
 * @source On screen available rounds down and owed up to the cent; below a cent it shows more digits
 */
export function showUsd(amount: Micros, shown: Shown): string {
  const size = amount < 0n ? -amount : amount;
  const rounded = shown === "exact" || size < CENT ? size : toWholeCents(size, shown);
  const dollars = (rounded / 1_000_000n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  const decimals = (rounded % 1_000_000n).toString().padStart(6, "0");
  return `${amount < 0n ? "−" : ""}$${dollars}.${decimals.slice(0, 2)}${decimals.slice(2).replace(/0+$/, "")}`;
}

function toWholeCents(size: bigint, shown: Exclude<Shown, "exact">): bigint {
  const added = { down: 0n, nearest: CENT / 2n, up: CENT - 1n }[shown];
  return ((size + added) / CENT) * CENT;
}
