/** One line of the bench's table. */
export interface Measured {
  readonly id: string;
  /** The name of the measured quantity with its unit, for people. */
  readonly what: string;
  /** The median of the rounds. */
  readonly value: number;
  /** The median of the baseline's rounds, which alternate with the measured ones; `null` without a baseline. */
  readonly baseline: number | null;
  /** `value / baseline`; `null` without a baseline. */
  readonly ratio: number | null;
  /** The target, such as `ratio >= 20` or `value <= 500`; `null` if the measure only reports. */
  readonly target: string | null;
  /** Whether the target was reached; `null` without a target. */
  readonly ok: boolean | null;
  /** Further figures, for people. */
  readonly note?: string;
}

/** A limit on the ratio, or on the value itself. */
export interface Target {
  readonly of: "ratio" | "value";
  readonly limit: number;
  readonly is: "least" | "most";
}

/** The rounds of a measure and of its baseline. */
export interface Rounds {
  readonly id: string;
  readonly what: string;
  readonly values: readonly number[];
  readonly baselines?: readonly number[];
  readonly target?: Target;
  readonly note?: string;
}

/** Computes the line of the table. */
export function measured({ id, what, values, baselines = [], target, note }: Rounds): Measured {
  const value = median(values);
  const baseline = baselines.length === 0 ? null : median(baselines);
  const ratio = baseline === null ? null : value / baseline;
  const line = { id, what, value: rounded(value), baseline: baseline === null ? null : rounded(baseline) };
  const shownRatio = ratio === null ? null : rounded(ratio);
  const noted = note === undefined ? {} : { note };
  if (target === undefined) return { ...line, ratio: shownRatio, target: null, ok: null, ...noted };
  const reached = target.of === "ratio" ? ratio : value;
  const ok = reached !== null && (target.is === "least" ? reached >= target.limit : reached <= target.limit);
  const text = `${target.of} ${target.is === "least" ? ">=" : "<="} ${target.limit}`;
  return { ...line, ratio: shownRatio, target: text, ok, ...noted };
}

/** The median: the middle of the sorted values, or the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[(sorted.length - 1) >> 1];
  const high = sorted[sorted.length >> 1];
  if (low === undefined || high === undefined) throw new Error("cannot compute the median of no values");
  return (low + high) / 2;
}

/** The value that is above a share of all values; a share of 0.99 gives p99. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error("cannot compute a quantile of no values");
  return value;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
