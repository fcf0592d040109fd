/** A start that a person can do something about: the message says what. */
export class StartupError extends Error {
  override name = "StartupError";
}
