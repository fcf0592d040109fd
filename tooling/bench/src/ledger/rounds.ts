/** One side of a comparison. It runs one round and returns its figure. */
export type Side = () => Promise<number>;

/**
 * Runs the sides in turn, in reverse order every second round, so that other load on the machine affects all sides
 * equally.
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
