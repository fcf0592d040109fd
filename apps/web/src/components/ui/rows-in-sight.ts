/** The rows `[first, end)` of a list. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** The range changes in steps of this many rows, so that most scroll events change nothing. */
const STEP = 4;
/** How many more rows are drawn above and below the window. */
const SPARE = 8;

/**
 * Computes which rows to draw. All rows have the same height.
 * @param above pixels of the list above the window's top edge; negative if the list begins further down
 * @param windowHeight in pixels
 */
export function rowsInSight(count: number, height: number, above: number, windowHeight: number): RowRange {
  const first = STEP * Math.floor((above / height - SPARE) / STEP);
  const end = STEP * Math.ceil(((above + windowHeight) / height + SPARE) / STEP);
  const within = (row: number) => Math.min(count, Math.max(0, row));
  return { first: within(first), end: within(end) };
}
