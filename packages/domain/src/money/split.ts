import type { Micros } from "./micros.ts";

/**
 * Splits an amount by weights. Each part is rounded down, and the rest goes to the largest remainders, of equal ones to
 * the first.
 * @param amount micro-USD, zero or more
 * @param weights zero or more, with a sum above zero
 * @returns one part for each weight; together exactly the amount
 * @source docs/rules.md#rounding
 * @example 100 by 1, 1 and 1 is 34, 33 and 33
 */
export function splitByWeight(amount: Micros, weights: readonly bigint[]): Micros[] {
  const sum = weights.reduce((total, weight) => total + weight, 0n);
  if (sum <= 0n) throw new Error("an amount cannot be split by weights of zero");
  const parts = weights.map((weight) => (amount * weight) / sum);
  const rests = weights.map((weight, place) => ({ place, rest: (amount * weight) % sum }));
  let left = amount - parts.reduce((total, part) => total + part, 0n);
  const byRest = rests.toSorted((a, b) => (a.rest === b.rest ? a.place - b.place : a.rest > b.rest ? -1 : 1));
  for (const { place } of byRest) {
    if (left === 0n) break;
    parts[place] = (parts[place] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts;
}
