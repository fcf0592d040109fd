/** What became of a line, or in a dry run what would become of it. */
export type LineReport =
  | {
      readonly line: number;
      readonly organization: string;
      /** `done` for what was, or in a dry run would be, done; `existing` for what an earlier import has done. */
      readonly outcome: "done" | "existing";
      /** What, in words. */
      readonly what: string;
    }
  | {
      readonly line: number;
      readonly organization: string;
      readonly outcome: "error";
      /** The column that is wrong; `null` if no single one is. */
      readonly field: string | null;
      readonly message: string;
    };

/** A line that cannot be imported. */
export class LineProblem extends Error {
  readonly field: string | null;

  constructor(field: string | null, message: string) {
    super(message);
    this.field = field;
  }
}

/** Counts by outcome. */
export function counted(reports: readonly LineReport[]): Readonly<Record<LineReport["outcome"], number>> {
  const count = { done: 0, existing: 0, error: 0 };
  for (const { outcome } of reports) count[outcome] += 1;
  return count;
}
