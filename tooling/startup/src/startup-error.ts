/** A start that a person can do something about: the message says what, and no stack is shown. */
export class StartupError extends Error {
  override name = "StartupError";
}
