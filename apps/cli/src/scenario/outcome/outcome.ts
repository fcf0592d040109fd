/** What became of a step. */
export type Outcome =
  | { readonly line: number; readonly outcome: "ok" }
  | { readonly line: number; readonly outcome: "refused"; readonly code: string };

/** An expectation that did not hold: a field, and what it was. */
export interface FailedExpectation {
  readonly line: number;
  readonly field: string;
  readonly expected: string | number | null;
  readonly actual: string | number | null;
}

/** A step that the player itself refuses. */
export class StepRefused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** The server does not have the part of the platform that a step needs, such as a payment gateway. */
export function notAvailable(): never {
  throw new StepRefused("not_available");
}
