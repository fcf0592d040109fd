/** A failed start that an operator can fix: the message says how. */
export class StartupError extends Error {
  override name = "StartupError";
}
