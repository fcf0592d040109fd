/** Why a scenario file is wrong: the first place that does not fit. */
export interface ScenarioProblem {
  /** Counted from 1, comments and empty lines included. */
  readonly line: number;
  /** `null` if the line is not one JSON object. */
  readonly field: string | null;
  readonly message: string;
}

/** The value of a field does not fit. The message follows the field's name. */
export class FieldProblem extends Error {
  readonly field: string | null;

  constructor(field: string | null, message: string) {
    super(message);
    this.field = field;
  }
}
