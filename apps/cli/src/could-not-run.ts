/** A command that a person can do something about: the message says what, no stack is shown, the exit code is 2. */
export class CouldNotRun extends Error {
  override readonly name = "CouldNotRun";
}
