/** One side of a comparison: gives its figure of one round. */
export type Side = () => Promise<number>;

/**
 * Runs the sides in turn, in the other order every second round: what else the machine does meets all
 * of them alike.
 * @returns the figures of each side
 */
export async function alternate(rounds: number, sides: readonly Side[]): Promise<number[][]> {
  const figures: number[][] = sides.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    const order = sides.map((side, index) => ({ side, index }));
    if (round % 2 === 1) order.reverse();
    for (const { side, index } of order) figures[index]?.push(await side());
  }
  return figures;
}
