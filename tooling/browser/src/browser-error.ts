/** A problem with the browser that a person can fix; the message says how, without a stack. */
export class BrowserError extends Error {
  override name = "BrowserError";
}
