import type { Micros } from "./micros.ts";

/**
 * Formats an amount exactly, for people: at least two decimals, and more only if they are not zero.
 * @param amount micro-USD, of either sign
 * @returns text such as `$1,234.56`, `$0.000122` or `-$5.00`
 */
export function formatUsd(amount: Micros): string {
  const size = amount < 0n ? -amount : amount;
  const whole = (size / 1_000_000n).toString().replace(/\B(?=(\d{3})+$)/g, ",");
  const decimals = (size % 1_000_000n).toString().padStart(6, "0");
  const shown = decimals.slice(0, 2) + decimals.slice(2).replace(/0+$/, "");
  return `${amount < 0n ? "-" : ""}$${whole}.${shown}`;
}
