/** A failure that no further try can mend, such as an address that does not exist. */
export class FinalError extends Error {
  override name = "FinalError";
}
