import { greatest, type Micros } from "@scrip/domain/money";

/**
 * Computes the heights of the bars in one chart.
 * @param amounts micro-USD, zero or more
 * @returns thousandths of the greatest amount, rounded down; at least 1 for an amount above zero
 */
export function barHeights(amounts: readonly Micros[]): number[] {
  const tallest = amounts.reduce(greatest, 0n);
  if (tallest === 0n) return amounts.map(() => 0);
  return amounts.map((amount) => {
    const height = Number((amount * 1000n) / tallest);
    return amount > 0n ? Math.max(1, height) : 0;
  });
}
