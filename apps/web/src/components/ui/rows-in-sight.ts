/** Rows of a list: from `first`, before `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** Rows come and go so many at a time: most of the scrolling then changes nothing. */
const STEP = 4;
/** So many more are kept above and below. */
const SPARE = 8;

/**
 * Which rows of one height are to be drawn.
 * @param above pixels of the list above the window's top edge; below zero where it begins further down
 * @param windowHeight in pixels
 */
export function rowsInSight(count: number, height: number, above: number, windowHeight: number): RowRange {
  const first = STEP * Math.floor((above / height - SPARE) / STEP);
  const end = STEP * Math.ceil(((above + windowHeight) / height + SPARE) / STEP);
  const within = (row: number) => Math.min(count, Math.max(0, row));
  return { first: within(first), end: within(end) };
}
