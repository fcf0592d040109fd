/** A subject that is measured; each is a folder of its own beside this file. */
export interface Bench {
  /** What `npm run -s bench -- NAME` calls it. */
  readonly name: string;
  /** One line for the help. */
  readonly about: string;
  /** What it measures, in order. */
  readonly measures: readonly { readonly id: string; readonly title: string }[];
  /** @throws where a result can not be trusted: then there is none */
  readonly run: (asked: BenchAsked) => Promise<BenchResult>;
}

/** How much of a bench is run, and who hears of it. */
export interface BenchAsked {
  /** The ids of measures; all where absent. */
  readonly only?: readonly string[];
  readonly rounds?: number;
  /** Leaves out what takes long. */
  readonly quick: boolean;
  /** What goes on, for people; it comes before the results. */
  readonly say: (line: string) => void;
  /** Each line of the table as soon as it is known. */
  readonly onMeasured: (line: Measured) => void;
}

export interface BenchResult {
  /** The version of the server that was measured. */
  readonly postgres: string;
  readonly measures: readonly Measured[];
}

/** One line of the table. */
export interface Measured {
  readonly id: string;
  /** What was measured, for people. */
  readonly what: string;
  readonly value: number;
  /** Such as `ms`, where `what` does not say it. */
  readonly unit?: string;
  /** The same, done by the means that it is compared with; from the same run. */
  readonly baseline?: number | null;
  /** `value / baseline` */
  readonly ratio?: number | null;
  /** What is to be reached, such as `ratio >= 20`; `null` only reports. */
  readonly target: string | null;
  /** Whether it was; `null` without a target. */
  readonly ok: boolean | null;
  /** Further figures, for people. */
  readonly note?: string;
}
