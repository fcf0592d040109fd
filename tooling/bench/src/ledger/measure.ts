/** One line of the bench's table. */
export interface Measured {
  readonly id: string;
  /** What was measured, with its unit, for people. */
  readonly what: string;
  /** The median of the rounds. */
  readonly value: number;
  /** The median of the baseline's rounds, which alternated with the others; `null` for none. */
  readonly baseline: number | null;
  /** `value / baseline`; `null` without a baseline. */
  readonly ratio: number | null;
  /** What is to be reached, such as `>= 20` of the ratio or `<= 500` of the value; `null` only reports. */
  readonly target: string | null;
  /** `null` where there is no target. */
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

/** Works out the line of the table. */
export function measured({ id, what, values, baselines = [], target, note }: Rounds): Measured {
  const value = median(values);
  const baseline = baselines.length === 0 ? null : median(baselines);
  const ratio = baseline === null ? null : value / baseline;
  const line = { id, what, value: rounded(value), baseline: baseline === null ? null : rounded(baseline) };
  const shownRatio = ratio === null ? null : rounded(ratio);
  const told = note === undefined ? {} : { note };
  if (target === undefined) return { ...line, ratio: shownRatio, target: null, ok: null, ...told };
  const reached = target.of === "ratio" ? ratio : value;
  const ok = reached !== null && (target.is === "least" ? reached >= target.limit : reached <= target.limit);
  const text = `${target.of} ${target.is === "least" ? ">=" : "<="} ${target.limit}`;
  return { ...line, ratio: shownRatio, target: text, ok, ...told };
}

/** The middle of the sorted values, or between the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[(sorted.length - 1) >> 1];
  const high = sorted[sorted.length >> 1];
  if (low === undefined || high === undefined) throw new Error("a measure without rounds");
  return (low + high) / 2;
}

/** The value below which a share of all values are; 0.99 is p99. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error("a quantile of nothing");
  return value;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
