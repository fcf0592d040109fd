/** A failed start that a person can fix; the message says how, without a stack. */
export class StartupError extends Error {
  override name = "StartupError";
}
