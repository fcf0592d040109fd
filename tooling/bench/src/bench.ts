/** A bench of one subject. Each bench has its own folder next to this file. */
export interface Bench {
  /** The NAME in `npm run -s bench -- NAME`. */
  readonly name: string;
  /** One line for the help. */
  readonly about: string;
  /** The measures of the bench, in order. */
  readonly measures: readonly { readonly id: string; readonly title: string }[];
  /** @throws if a result cannot be trusted; then there is no result at all */
  readonly run: (request: BenchRequest) => Promise<BenchResult>;
}

/** Which part of a bench to run, and the callbacks for its progress. */
export interface BenchRequest {
  /** The ids of the measures to run; all if absent. */
  readonly only?: readonly string[];
  readonly rounds?: number;
  /** The number of organizations, for measures that depend on it. */
  readonly size?: number;
  /** Whether to skip the long parts. */
  readonly quick: boolean;
  /** Called with progress messages for people, which come before the results. */
  readonly say: (line: string) => void;
  /** Called with each line of the table as soon as it is known. */
  readonly onMeasured: (line: Measured) => void;
}

export interface BenchResult {
  /** The version of the measured PostgreSQL; `null` for a bench without one. */
  readonly postgres: string | null;
  readonly measures: readonly Measured[];
}

/** One line of the table. */
export interface Measured {
  readonly id: string;
  /** The name of the measured quantity, for people. */
  readonly what: string;
  readonly value: number;
  /** The unit, such as `ms`, if `what` does not contain it. */
  readonly unit?: string;
  /** The value of the implementation that the measure compares with, from the same run. */
  readonly baseline?: number | null;
  /** `value / baseline` */
  readonly ratio?: number | null;
  /** The target, such as `ratio >= 20`; `null` if the measure only reports. */
  readonly target: string | null;
  /** Whether the target was reached; `null` without a target. */
  readonly ok: boolean | null;
  /** Further figures, for people. */
  readonly note?: string;
}
