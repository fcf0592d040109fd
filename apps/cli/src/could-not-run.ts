/** The command could not run, for a reason that its user can fix. The program shows the message without a stack. */
export class CouldNotRun extends Error {
  override readonly name = "CouldNotRun";
  readonly exitCode: number;

  constructor(message: string, exitCode = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}
