import type { Micros } from "./micros.ts";

const WHOLE = 1000n;

/**
 * Computes each amount's share of their sum, for a bar that shows them side by side.
 * @param amounts micro-USD, zero or more
 * @returns thousandths that add up to exactly 1000 (the largest remainders round up), or zeros if the sum is zero;
 * an amount above zero never gets a share of zero
 */
export function shares(amounts: readonly Micros[]): number[] {
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  if (sum === 0n) return amounts.map(() => 0);
  const parts = amounts.map((amount, place) => {
    const floor = (amount * WHOLE) / sum;
    const isHidden = amount > 0n && floor === 0n;
    return { place, share: isHidden ? 1n : floor, rest: isHidden ? 0n : (amount * WHOLE) % sum };
  });
  let left = WHOLE - parts.reduce((total, { share }) => total + share, 0n);
  // Give the rounded-off thousandths to the largest remainders. Take those added to tiny parts from the largest share.
  for (const part of [...parts].sort((a, b) => (a.rest === b.rest ? a.place - b.place : a.rest > b.rest ? -1 : 1))) {
    if (left <= 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  const largest = parts.reduce((most, part) => (part.share > most.share ? part : most));
  largest.share += left;
  return parts.map(({ share }) => Number(share));
}
