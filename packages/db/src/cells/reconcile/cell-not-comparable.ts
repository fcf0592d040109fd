/** The platform does not list the cell, or the owner cannot read it as a whole. */
export class CellNotComparable extends Error {
  override readonly name = "CellNotComparable";
}
