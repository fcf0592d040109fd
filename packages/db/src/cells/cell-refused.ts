/** A command about a cell that is refused. The message says why, for the operator. */
export class CellRefused extends Error {
  override readonly name = "CellRefused";
}
