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

  add(value: number): void {
    const found = this.bounds.findIndex((bound) => value <= bound);
    const bucket = found === -1 ? this.bounds.length : found;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.sum += value;
  }
}
