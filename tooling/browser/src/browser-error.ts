/** A browser that a person can do something about: the message says what, and no stack is needed. */
export class BrowserError extends Error {
  override name = "BrowserError";
}
