/** Pseudo-random numbers (mulberry32): the same seed gives the same numbers on every machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number in `[0, below)`. */
  below(below: number): number {
    return Math.floor((this.#next() / 4_294_967_296) * below);
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** Picks one of the choices, with a probability proportional to its weight. */
  weighted<Choice>(choices: readonly (readonly [weight: number, Choice])[]): Choice {
    let place = this.below(choices.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, choice] of choices) {
      if (place < weight) return choice;
      place -= weight;
    }
    throw new RangeError("nothing to choose from");
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}
