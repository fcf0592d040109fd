/** A command that a person can do something about: the message says what, no stack is shown. */
export class CouldNotRun extends Error {
  override readonly name = "CouldNotRun";
  readonly exitCode: number;

  constructor(message: string, exitCode = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}
