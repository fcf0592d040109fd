/** The buckets of a tally, for a histogram. */
export interface Tallied {
  /** The upper bounds of the buckets, ascending. One more bucket takes what is above the last bound. */
  readonly bounds: readonly number[];
  /** How many values each bucket has, one count more than bounds. Not cumulative. */
  readonly counts: readonly number[];
  readonly sum: number;
}

/** Counts values in buckets. The ledger adds two values per command, so `add` allocates nothing and hashes nothing. */
export class Tally implements Tallied {
  readonly bounds: readonly number[];
  readonly counts: number[];
  sum = 0;

  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = Array.from({ length: bounds.length + 1 }, () => 0);
  }

  /** Adds up tallies of the same buckets. */
  static of(tallies: readonly Tallied[]): Tallied {
    const total = new Tally(tallies[0]?.bounds ?? []);
    for (const { counts, sum } of tallies) {
      total.sum += sum;
      for (const [bucket, count] of counts.entries()) total.counts[bucket] = (total.counts[bucket] ?? 0) + count;
    }
    return total;
  }

  add(value: number): void {
    const found = this.bounds.findIndex((bound) => value <= bound);
    const bucket = found === -1 ? this.bounds.length : found;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.sum += value;
  }
}
