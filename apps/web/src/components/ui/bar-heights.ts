import { greatest, type Micros } from "@scrip/domain/money";

/**
 * How high bars are beside one another.
 * @param amounts micro-USD, zero or more
 * @returns thousandths of the greatest, rounded down; what is above zero is never shown as nothing
 */
export function barHeights(amounts: readonly Micros[]): number[] {
  const tallest = amounts.reduce(greatest, 0n);
  if (tallest === 0n) return amounts.map(() => 0);
  return amounts.map((amount) => {
    const height = Number((amount * 1000n) / tallest);
    return amount > 0n ? Math.max(1, height) : 0;
  });
}
